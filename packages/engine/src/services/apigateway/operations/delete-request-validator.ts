import { methodsOf } from '../methods-of.ts';
import { conflict, type Operation, restApiOf } from '../operation.ts';
import { requestValidatorOf } from '../request-validator.ts';

/** @source "DeleteRequestValidator", Amazon API Gateway V1 API reference */
export const deleteRequestValidator: Operation = {
  name: 'DeleteRequestValidator',
  method: 'DELETE',
  path: '/restapis/{restapi_id}/requestvalidators/{requestvalidator_id}',
  status: 202,
  run(plane, { path }) {
    const { id, name } = requestValidatorOf(plane, path);
    const user = methodsOf(restApiOf(plane, path.restapi_id)).find(({ method }) => method.requestValidatorId === id);
    if (user) throw conflict(`Cannot delete request validator '${name}', is referenced in method request: ${user.where}`);
    plane.apigateway.editRestApi(path.restapi_id ?? '', (it) => it.requestValidators.delete(id));
  },
};
