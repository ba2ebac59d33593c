import { type Operation, restApiOf } from '../operation.ts';

/** @source "DeleteRestApi", Amazon API Gateway V1 API reference */
export const deleteRestApi: Operation = {
  name: 'DeleteRestApi',
  method: 'DELETE',
  path: '/restapis/{restapi_id}',
  status: 202,
  run(plane, { path }) {
    plane.apigateway.deleteRestApi(restApiOf(plane, path.restapi_id).id);
  },
};
