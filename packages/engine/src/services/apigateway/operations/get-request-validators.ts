import { type Operation, pageOf, restApiOf } from '../operation.ts';

/** @source "GetRequestValidators", Amazon API Gateway V1 API reference */
export const getRequestValidators: Operation = {
  name: 'GetRequestValidators',
  method: 'GET',
  path: '/restapis/{restapi_id}/requestvalidators',
  status: 200,
  run: (plane, { path, query }) => pageOf([...restApiOf(plane, path.restapi_id).requestValidators.values()], query),
};
