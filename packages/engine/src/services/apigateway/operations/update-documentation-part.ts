import { documentationPartOf } from '../documentation-part.ts';
import type { Operation } from '../operation.ts';
import { checkReplacement, patchOperationsOf } from '../patch.ts';

/** @source "UpdateDocumentationPart", Amazon API Gateway V1 API reference */
export const updateDocumentationPart: Operation = {
  name: 'UpdateDocumentationPart',
  method: 'PATCH',
  path: '/restapis/{restapi_id}/documentation/parts/{part_id}',
  status: 200,
  run(plane, { path, body }) {
    const operations = patchOperationsOf(body, 'updateDocumentationPartInput');
    let part = documentationPartOf(plane, path);
    for (const operation of operations) {
      checkReplacement(operation, ['/properties']);
      part = { ...part, properties: operation.value ?? '' };
    }
    plane.apigateway.documentation.partsOf(path.restapi_id ?? '').set(part.id, part);
    return part;
  },
};
