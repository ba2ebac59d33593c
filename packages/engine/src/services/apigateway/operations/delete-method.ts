import { methodOf, type Operation } from '../operation.ts';

/** @source "DeleteMethod", Amazon API Gateway V1 API reference */
export const deleteMethod: Operation = {
  name: 'DeleteMethod',
  method: 'DELETE',
  path: '/restapis/{restapi_id}/resources/{resource_id}/methods/{http_method}',
  status: 204,
  run(plane, { path }) {
    const { httpMethod } = methodOf(plane, path);
    plane.apigateway.editResource(path.restapi_id ?? '', path.resource_id ?? '', (it) => it.resourceMethods.delete(httpMethod));
  },
};
