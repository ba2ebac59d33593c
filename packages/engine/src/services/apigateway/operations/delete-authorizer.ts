import { authorizerOf } from '../authorizer-input.ts';
import { methodsOf } from '../methods-of.ts';
import { conflict, type Operation, restApiOf } from '../operation.ts';

/** @source "DeleteAuthorizer", Amazon API Gateway V1 API reference */
export const deleteAuthorizer: Operation = {
  name: 'DeleteAuthorizer',
  method: 'DELETE',
  path: '/restapis/{restapi_id}/authorizers/{authorizer_id}',
  status: 202,
  run(plane, { path }) {
    const { id, name } = authorizerOf(plane, path);
    const user = methodsOf(restApiOf(plane, path.restapi_id)).find(({ method }) => method.authorizerId === id);
    if (user) throw conflict(`Cannot delete authorizer '${name}', is referenced in method: ${user.where}`);
    plane.apigateway.editRestApi(path.restapi_id ?? '', ({ authorizers }) => authorizers.delete(id));
  },
};
