import { documentationVersionOf } from '../documentation-version.ts';
import { type Operation, restApiOf } from '../operation.ts';

/** @source "DeleteDocumentationVersion", Amazon API Gateway V1 API reference */
export const deleteDocumentationVersion: Operation = {
  name: 'DeleteDocumentationVersion',
  method: 'DELETE',
  path: '/restapis/{restapi_id}/documentation/versions/{doc_version}',
  status: 202,
  run(plane, { path }) {
    const { id } = restApiOf(plane, path.restapi_id);
    plane.apigateway.documentation.versionsOf(id).delete(documentationVersionOf(plane, path).version);
  },
};
