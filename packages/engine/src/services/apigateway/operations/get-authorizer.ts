import { authorizerOf } from '../authorizer-input.ts';
import { authorizerDocument } from '../documents.ts';
import type { Operation } from '../operation.ts';

/** @source "GetAuthorizer", Amazon API Gateway V1 API reference */
export const getAuthorizer: Operation = {
  name: 'GetAuthorizer',
  method: 'GET',
  path: '/restapis/{restapi_id}/authorizers/{authorizer_id}',
  status: 200,
  run: (plane, { path }) => authorizerDocument(authorizerOf(plane, path)),
};
