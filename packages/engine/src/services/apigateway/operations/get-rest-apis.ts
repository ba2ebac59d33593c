import { restApiDocument } from '../documents.ts';
import { type Operation, pageOf } from '../operation.ts';

/** @source "GetRestApis", Amazon API Gateway V1 API reference */
export const getRestApis: Operation = {
  name: 'GetRestApis',
  method: 'GET',
  path: '/restapis',
  status: 200,
  run: ({ apigateway }, { query }) => pageOf([...apigateway.restApis.values()].map(restApiDocument), query),
};
