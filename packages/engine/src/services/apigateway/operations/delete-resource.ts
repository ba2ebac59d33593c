import { removeResource } from '../editable-rest-api.ts';
import { badRequest, type Operation, resourceOf } from '../operation.ts';

/** @source "DeleteResource", Amazon API Gateway V1 API reference */
export const deleteResource: Operation = {
  name: 'DeleteResource',
  method: 'DELETE',
  path: '/restapis/{restapi_id}/resources/{resource_id}',
  status: 202,
  run(plane, { path }) {
    const { id, parentId } = resourceOf(plane, path);
    if (parentId === undefined) throw badRequest('Root resource cannot be deleted');
    plane.apigateway.editRestApi(path.restapi_id ?? '', (api) => removeResource(api, id));
  },
};
