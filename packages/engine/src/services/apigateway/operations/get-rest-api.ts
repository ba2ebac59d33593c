import { restApiDocument, shown } from '../documents.ts';
import { type Operation, restApiOf } from '../operation.ts';

/** @source "GetRestApi", Amazon API Gateway V1 API reference */
export const getRestApi: Operation = {
  name: 'GetRestApi',
  method: 'GET',
  path: '/restapis/{restapi_id}',
  status: 200,
  run: (plane, { path }) => restApiDocument(restApiOf(plane, path.restapi_id), shown),
};
