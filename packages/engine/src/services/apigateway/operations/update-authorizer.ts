import { authorizerOf, checkAuthorizer, patchAuthorizer } from '../authorizer-input.ts';
import { authorizerDocument } from '../documents.ts';
import type { Operation } from '../operation.ts';
import { patchOperationsOf } from '../patch.ts';

/** @source "UpdateAuthorizer", Amazon API Gateway V1 API reference */
export const updateAuthorizer: Operation = {
  name: 'UpdateAuthorizer',
  method: 'PATCH',
  path: '/restapis/{restapi_id}/authorizers/{authorizer_id}',
  status: 200,
  run(plane, { path, body }) {
    const operations = patchOperationsOf(body, 'updateAuthorizerInput');
    const authorizer = operations.reduce(patchAuthorizer, authorizerOf(plane, path));
    checkAuthorizer(authorizer);
    plane.apigateway.editRestApi(path.restapi_id ?? '', ({ authorizers }) => authorizers.set(authorizer.id, authorizer));
    return authorizerDocument(authorizer);
  },
};
