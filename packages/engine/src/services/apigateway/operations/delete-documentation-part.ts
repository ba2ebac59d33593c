import { documentationPartOf } from '../documentation-part.ts';
import { type Operation, restApiOf } from '../operation.ts';

/** @source "DeleteDocumentationPart", Amazon API Gateway V1 API reference */
export const deleteDocumentationPart: Operation = {
  name: 'DeleteDocumentationPart',
  method: 'DELETE',
  path: '/restapis/{restapi_id}/documentation/parts/{part_id}',
  status: 202,
  run(plane, { path }) {
    const { id } = restApiOf(plane, path.restapi_id);
    plane.apigateway.documentation.partsOf(id).delete(documentationPartOf(plane, path).id);
  },
};
