import { accountDocument } from '../account-document.ts';
import type { Operation } from '../operation.ts';

/** @source "GetAccount", Amazon API Gateway V1 API reference */
export const getAccount: Operation = {
  name: 'GetAccount',
  method: 'GET',
  path: '/account',
  status: 200,
  run: ({ apigateway }) => accountDocument(apigateway),
};
