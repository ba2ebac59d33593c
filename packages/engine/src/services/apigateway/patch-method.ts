import { authorizationTypes } from './editable-rest-api.ts';
import { badRequest, notFound } from './operation.ts';
import { checkReplaces, invalidPath, isTrue, type PatchOperation, patchedMap, segmentsOf } from './patch.ts';
import type { Method } from './rest-api.ts';

/**
 * A method with one operation of a patch applied.
 * @throws ServiceError BadRequestException, NotFoundException
 * @source "UpdateMethod", Amazon API Gateway V1 API reference; localstack's recordings
 */
export function patchMethod(method: Method, operation: PatchOperation): Method {
  const [member = '', name, ...more] = segmentsOf(operation.path);
  const { op, value } = operation;
  if (more.length > 0) throw invalidPath(operation);
  if (name !== undefined) {
    if (member === 'requestParameters') {
      const missing = () => notFound('Invalid parameter name specified');
      const requestParameters = patchedMap(method.requestParameters, name, { operation, value: isTrue(value), missing }) ?? {};
      return { ...method, requestParameters };
    }
    if (member === 'requestModels') {
      const missing = () => notFound('Content-Type specified was not found');
      return { ...method, requestModels: patchedMap(method.requestModels, name, { operation, value: value ?? '', missing }) ?? {} };
    }
    throw invalidPath(operation);
  }
  if (member === 'authorizationScopes') {
    const others = method.authorizationScopes.filter((it) => it !== value);
    return { ...method, authorizationScopes: op === 'remove' || value === undefined ? others : [...others, value] };
  }
  const replaced = replacement(method, member, value);
  if (!replaced) throw invalidPath(operation);
  checkReplaces(operation);
  return replaced;
}

function replacement(method: Method, member: string, value: string | undefined): Method | undefined {
  switch (member) {
    case 'operationName':
      return { ...method, operationName: value === '' ? undefined : value };
    case 'apiKeyRequired':
      return { ...method, apiKeyRequired: isTrue(value) };
    case 'requestValidatorId':
      return { ...method, requestValidatorId: value === '' ? undefined : value };
    case 'authorizerId':
      // Without a type that asks for an authorizer it is passed over, unless the type follows.
      return { ...method, authorizerId: value };
    case 'authorizationType': {
      const authorizationType = authorizationTypes.find((it) => it === value?.toUpperCase());
      if (!authorizationType) throw badRequest(`Invalid Authorization Type specified. Valid options are ${authorizationTypes.join(',')}`);
      return { ...method, authorizationType };
    }
    default:
      return undefined;
  }
}

/** An authorizer's id has no place where none is asked for. */
export function withoutIdleAuthorizer(method: Method): Method {
  const asks = method.authorizationType === 'CUSTOM' || method.authorizationType === 'COGNITO_USER_POOLS';
  return asks ? method : { ...method, authorizerId: undefined };
}
