import { badRequest, type ControlPlane, notFound } from './operation.ts';
import type { PatchOperation } from './patch.ts';
import type { Authorizer } from './rest-api.ts';

export const authorizerTypes = ['TOKEN', 'REQUEST', 'COGNITO_USER_POOLS'] as const;

/** @throws ServiceError NotFoundException */
export function authorizerOf({ apigateway }: ControlPlane, path: { readonly [label: string]: string }): Authorizer {
  const authorizer = apigateway.restApis.get(path.restapi_id ?? '')?.authorizers.get(path.authorizer_id ?? '');
  if (!authorizer) throw notFound('Invalid Authorizer identifier specified');
  return authorizer;
}

/** @throws ServiceError BadRequestException. @source "CreateAuthorizer", Amazon API Gateway V1 API reference */
export function checkAuthorizer({
  name,
  type,
  authorizerUri,
  identitySource,
  authorizerResultTtlInSeconds: ttl,
  providerARNs,
}: Authorizer): void {
  if (name === '') throw badRequest('Authorizer name cannot be blank');
  if (ttl !== undefined && !(Number.isInteger(ttl) && ttl >= 0 && ttl <= 3600))
    throw badRequest('Authorizer result TTL must be between 0 and 3600 seconds');
  if (type === 'COGNITO_USER_POOLS') {
    if (providerARNs.length === 0) throw badRequest('Cognito user pool authorizers require at least one provider ARN');
    return;
  }
  if (!/^arn:[^:]+:apigateway:[^:]*:lambda:path\/+2015-03-31\/functions\/.+\/invocations$/.test(authorizerUri ?? ''))
    throw badRequest(
      `Invalid Authorizer URI: ${authorizerUri ?? ''}. Authorizer URI should be a valid API Gateway ARN that represents a Lambda function invocation.`,
    );
  if (type === 'TOKEN' && !identitySource) throw badRequest('Identity source cannot be blank for an authorizer of type TOKEN');
  if (type === 'REQUEST' && !identitySource && (ttl ?? 300) > 0)
    throw badRequest('Identity source is required when caching is enabled: give it, or set authorizerResultTtlInSeconds to 0');
}

const paths = [
  '/name',
  '/type',
  '/authorizerUri',
  '/authorizerCredentials',
  '/authorizerResultTtlInSeconds',
  '/authType',
  '/identitySource',
  '/identityValidationExpression',
  '/providerARNs',
];

/** An authorizer with one operation of a patch applied. @throws ServiceError BadRequestException */
export function patchAuthorizer(authorizer: Authorizer, { op, path = '', value = '' }: PatchOperation): Authorizer {
  const invalid = `Invalid patch path  '${path}' specified for op '${op}'.`;
  if (path === '/providerARNs') {
    const others = authorizer.providerARNs.filter((it) => it !== value);
    return { ...authorizer, providerARNs: op === 'remove' ? others : [...others, value] };
  }
  if (op !== 'replace') throw badRequest(`${invalid} Please choose supported operations`);
  if (!paths.includes(path)) throw badRequest(`${invalid} Must be one of: [${paths.join(', ')}]`);
  if (path === '/authorizerResultTtlInSeconds') return { ...authorizer, authorizerResultTtlInSeconds: Number(value) };
  if (path === '/type') {
    const type = authorizerTypes.find((it) => it === value);
    if (!type) throw badRequest(`Invalid authorizer type specified. Valid options are ${authorizerTypes.join(',')}`);
    return { ...authorizer, type };
  }
  return { ...authorizer, [path.slice(1)]: value === '' && path !== '/name' ? undefined : value };
}
