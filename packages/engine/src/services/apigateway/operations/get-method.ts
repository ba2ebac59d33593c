import { methodDocument } from '../documents.ts';
import { methodOf, type Operation } from '../operation.ts';

/** @source "GetMethod", Amazon API Gateway V1 API reference */
export const getMethod: Operation = {
  name: 'GetMethod',
  method: 'GET',
  path: '/restapis/{restapi_id}/resources/{resource_id}/methods/{http_method}',
  status: 200,
  run: (plane, { path }) => methodDocument(methodOf(plane, path)),
};
