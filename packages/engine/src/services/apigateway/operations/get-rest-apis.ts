import { listed, restApiDocument } from '../documents.ts';
import { type Operation, pageOf } from '../operation.ts';

/** @source "GetRestApis", Amazon API Gateway V1 API reference */
export const getRestApis: Operation = {
  name: 'GetRestApis',
  method: 'GET',
  path: '/restapis',
  status: 200,
  run({ apigateway }, { query }) {
    const documents = [...apigateway.restApis.values()].map((it) => restApiDocument(it, listed));
    return pageOf(documents, query);
  },
};
