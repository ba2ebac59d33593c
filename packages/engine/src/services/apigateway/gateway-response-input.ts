import { Constraints } from './constraints.ts';
import { gatewayResponses } from './gateway-response-types.ts';
import { badRequest, notFound } from './operation.ts';
import { invalidPath, type PatchOperation, patchedMap, segmentsOf } from './patch.ts';
import type { GatewayResponse, RestApi } from './rest-api.ts';

/** In the order in which AWS names them. @source localstack's recording of a wrong response type */
const typesAsNamed = [
  'REQUEST_TOO_LARGE',
  'RESOURCE_NOT_FOUND',
  'AUTHORIZER_CONFIGURATION_ERROR',
  'MISSING_AUTHENTICATION_TOKEN',
  'BAD_REQUEST_BODY',
  'INVALID_SIGNATURE',
  'INVALID_API_KEY',
  'BAD_REQUEST_PARAMETERS',
  'AUTHORIZER_FAILURE',
  'UNAUTHORIZED',
  'INTEGRATION_TIMEOUT',
  'ACCESS_DENIED',
  'DEFAULT_4XX',
  'DEFAULT_5XX',
  'WAF_FILTERED',
  'QUOTA_EXCEEDED',
  'THROTTLED',
  'API_CONFIGURATION_ERROR',
  'UNSUPPORTED_MEDIA_TYPE',
  'INTEGRATION_FAILURE',
  'EXPIRED_TOKEN',
];

const defaultTemplates = { 'application/json': '{"message":$context.error.messageString}' };
const statuses: ReadonlyMap<string, number> = new Map(
  Object.entries(gatewayResponses)
    .filter(([type]) => !type.startsWith('DEFAULT_'))
    .map(([type, [status]]) => [type, status]),
);

/** @throws ServiceError ValidationException */
export function checkResponseType(path: { readonly [label: string]: string }): string {
  const { response_type: responseType = '' } = path;
  new Constraints().oneOf(responseType, 'responseType', typesAsNamed).check();
  return responseType;
}

/**
 * A gateway response as the control plane shows it: the API's own; else what the API says of all of its class; else AWS's.
 * @source localstack's recordings of GetGatewayResponses
 */
export function shownGatewayResponse(
  { gatewayResponses: own }: RestApi,
  responseType: string,
): { readonly response: GatewayResponse; readonly isDefault: boolean } {
  const found = own.get(responseType);
  if (found) return { response: completed(found), isDefault: false };
  const status = statuses.get(responseType);
  const ofClass = status === undefined ? undefined : own.get(status >= 500 ? 'DEFAULT_5XX' : 'DEFAULT_4XX');
  return { response: completed({ ...(ofClass ?? blank), responseType }), isDefault: true };
}

const blank: Omit<GatewayResponse, 'responseType'> = { statusCode: undefined, responseParameters: {}, responseTemplates: {}, source: {} };

/** With AWS's own status and template where nothing is said. */
export function completed(response: GatewayResponse): GatewayResponse {
  const { responseType, statusCode, responseTemplates } = response;
  const status = statuses.get(responseType);
  const templates = Object.keys(responseTemplates).length === 0 ? defaultTemplates : responseTemplates;
  return { ...response, statusCode: statusCode ?? (status === undefined ? undefined : String(status)), responseTemplates: templates };
}

/**
 * A gateway response with one operation of a patch applied.
 * @throws ServiceError BadRequestException, NotFoundException
 * @source localstack's recordings of UpdateGatewayResponse
 */
export function patchGatewayResponse(response: GatewayResponse, operation: PatchOperation): GatewayResponse {
  const [member, name, ...more] = segmentsOf(operation.path);
  const { op, value } = operation;
  if (more.length > 0) throw invalidPath(operation);
  if (member === 'statusCode' && name === undefined && op === 'replace') return { ...response, statusCode: value };
  if (name === undefined || (member !== 'responseParameters' && member !== 'responseTemplates')) throw invalidPath(operation);
  if (op !== 'remove' && (value === undefined || value === '')) throw badRequest(`Invalid null or empty value in ${member}`);
  const missing = () =>
    notFound(member === 'responseParameters' ? 'Invalid parameter name specified' : 'Content-Type specified was not found');
  return { ...response, [member]: patchedMap(response[member], name, { operation, value: value ?? '', missing }) ?? {} };
}
