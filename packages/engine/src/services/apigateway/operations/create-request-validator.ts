import { identifierOf } from '../../identifier.ts';
import { badRequest, type Operation } from '../operation.ts';
import { booleanOf, textOf } from '../request-document.ts';

/** @source "CreateRequestValidator", Amazon API Gateway V1 API reference */
export const createRequestValidator: Operation = {
  name: 'CreateRequestValidator',
  method: 'POST',
  path: '/restapis/{restapi_id}/requestvalidators',
  status: 201,
  run({ world, apigateway }, { path, body }) {
    // The one operation that words it so. @source localstack's recording
    if (!apigateway.restApis.has(path.restapi_id ?? '')) throw badRequest('Invalid REST API identifier specified');
    const name = textOf(body, 'name') ?? '';
    const validator = {
      id: identifierOf(world.uuid(), 6),
      ...(name !== '' && { name }),
      validateRequestBody: booleanOf(body, 'validateRequestBody') ?? false,
      validateRequestParameters: booleanOf(body, 'validateRequestParameters') ?? false,
    };
    apigateway.editRestApi(path.restapi_id ?? '', (it) => it.requestValidators.set(validator.id, { ...validator, name }));
    return validator;
  },
};
