import { badRequest, type Operation } from '../operation.ts';
import { checkReplacement, isTrue, patchOperationsOf } from '../patch.ts';
import { requestValidatorOf } from '../request-validator.ts';

/** @source "UpdateRequestValidator", Amazon API Gateway V1 API reference */
export const updateRequestValidator: Operation = {
  name: 'UpdateRequestValidator',
  method: 'PATCH',
  path: '/restapis/{restapi_id}/requestvalidators/{requestvalidator_id}',
  status: 200,
  run(plane, { path, body }) {
    const operations = patchOperationsOf(body, 'updateRequestValidatorInput');
    let validator = requestValidatorOf(plane, path);
    for (const operation of operations) {
      checkReplacement(operation, ['/name', '/validateRequestParameters', '/validateRequestBody']);
      const { value } = operation;
      if (operation.path === '/name') {
        if (value === undefined || value === '') throw badRequest('Request Validator name cannot be blank');
        validator = { ...validator, name: value };
      } else if (operation.path === '/validateRequestBody') validator = { ...validator, validateRequestBody: isTrue(value) };
      else validator = { ...validator, validateRequestParameters: isTrue(value) };
    }
    plane.apigateway.editRestApi(path.restapi_id ?? '', (it) => it.requestValidators.set(validator.id, validator));
    return validator;
  },
};
