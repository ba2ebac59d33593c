import { documentationVersionOf } from '../documentation-version.ts';
import type { Operation } from '../operation.ts';
import { checkReplacement, patchOperationsOf } from '../patch.ts';

/** @source "UpdateDocumentationVersion", Amazon API Gateway V1 API reference; localstack's recording */
export const updateDocumentationVersion: Operation = {
  name: 'UpdateDocumentationVersion',
  method: 'PATCH',
  path: '/restapis/{restapi_id}/documentation/versions/{doc_version}',
  status: 200,
  run(plane, { path, body }) {
    const operations = patchOperationsOf(body, 'updateDocumentationVersionInput');
    let version = documentationVersionOf(plane, path);
    for (const operation of operations) {
      checkReplacement(operation, ['/description']);
      version = { ...version, description: operation.value };
    }
    plane.apigateway.documentation.versionsOf(path.restapi_id ?? '').set(version.version, version);
    return version;
  },
};
