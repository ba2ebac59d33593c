import { checkMappings } from './check-mapping.ts';
import { type Authorizer, type HttpApi, type Integration, integrationOf, type Route } from './http-api.ts';
import { badRequest, conflict } from './refusals.ts';
import { parseRouteKey } from './route-key.ts';

/** An API while it is built up; a deployment copies it. */
export interface EditableHttpApi extends HttpApi {
  name: string;
  description: string | undefined;
  version: string | undefined;
  corsConfiguration: HttpApi['corsConfiguration'];
  disableExecuteApiEndpoint: boolean;
  tags: { readonly [name: string]: string };
  readonly routes: Map<string, Route>;
  readonly integrations: Map<string, Integration>;
  readonly authorizers: Map<string, Authorizer>;
  /** Takes back what the last imported document had declared. */
  discardImport: () => void;
  source: object;
}

/** @throws ServiceError BadRequestException, ConflictException */
export function putRoute(api: EditableHttpApi, route: Route): void {
  parseRouteKey(route.routeKey);
  for (const other of api.routes.values()) {
    if (other.routeId !== route.routeId && other.routeKey === route.routeKey)
      throw conflict(`Route with key ${route.routeKey} already exists for this API`);
  }
  if (route.target !== undefined && !integrationOf(api, route))
    throw badRequest(`The provided target ${route.target} is not one of the integrations of this API`);
  const needsAuthorizer = route.authorizationType === 'JWT' || route.authorizationType === 'CUSTOM';
  const authorizer = route.authorizerId === undefined ? undefined : api.authorizers.get(route.authorizerId);
  if (needsAuthorizer && !authorizer)
    throw badRequest('Invalid authorizer ID specified. Setting the authorization type to CUSTOM or JWT requires a valid authorizer.');
  if (authorizer && needsAuthorizer && (authorizer.authorizerType === 'JWT') !== (route.authorizationType === 'JWT'))
    throw badRequest(`The authorizer ${authorizer.name} is of the type ${authorizer.authorizerType}, not ${route.authorizationType}`);
  if (route.authorizationScopes.length > 0 && route.authorizationType !== 'JWT')
    throw badRequest('Authorization scopes are only supported for routes with JWT authorizers');
  api.routes.set(route.routeId, route);
}

/** @throws ServiceError BadRequestException @source "Create AWS Lambda proxy integrations for HTTP APIs"; "Amazon API Gateway quotas" */
export function putIntegration(api: EditableHttpApi, integration: Integration): void {
  const { integrationType, integrationSubtype, integrationUri, timeoutInMillis } = integration;
  if (timeoutInMillis < 50 || timeoutInMillis > 30_000) throw badRequest('Timeout should be between 50 ms and 30000 ms');
  if (integrationType === 'AWS_PROXY' && integrationSubtype === undefined && integrationUri === undefined)
    throw badRequest('IntegrationUri should not be empty for AWS_PROXY integrations without an IntegrationSubtype');
  if (integrationType === 'HTTP_PROXY') {
    if (integrationUri === undefined) throw badRequest('IntegrationUri is required for HTTP_PROXY integrations');
    if (integration.connectionType === 'INTERNET' && !/^(https?:\/\/|\$\{stageVariables\.)/.test(integrationUri))
      throw badRequest('Invalid HTTP endpoint specified for URI');
    if (integration.payloadFormatVersion !== '1.0') throw badRequest('PayloadFormatVersion should be 1.0 for HTTP_PROXY integrations');
  }
  checkMappings(integration);
  api.integrations.set(integration.integrationId, integration);
}

/** @throws ServiceError BadRequestException */
export function putAuthorizer(api: EditableHttpApi, authorizer: Authorizer): void {
  if (authorizer.authorizerType === 'JWT') {
    if (!authorizer.jwtConfiguration || authorizer.jwtConfiguration.issuer === '')
      throw badRequest('JwtConfiguration with an Issuer is required for a JWT authorizer');
    if (authorizer.identitySource.length !== 1) throw badRequest('A JWT authorizer has one identity source');
  }
  if (authorizer.authorizerType === 'REQUEST') {
    if (authorizer.authorizerUri === undefined) throw badRequest('AuthorizerUri is required for a REQUEST authorizer');
    if (authorizer.authorizerResultTtlInSeconds > 0 && authorizer.identitySource.length === 0)
      throw badRequest('IdentitySource is required when the results of a REQUEST authorizer are cached');
    if (authorizer.enableSimpleResponses && authorizer.authorizerPayloadFormatVersion !== '2.0')
      throw badRequest('EnableSimpleResponses requires AuthorizerPayloadFormatVersion 2.0');
  }
  if (authorizer.authorizerResultTtlInSeconds < 0 || authorizer.authorizerResultTtlInSeconds > 3600)
    throw badRequest('AuthorizerResultTtlInSeconds should be between 0 and 3600');
  for (const source of authorizer.identitySource) {
    if (!/^\$(request\.(header|querystring)|context|stageVariables)\.[\w.\-!#$%&'*+^`|~]+$/.test(source))
      throw badRequest(`Invalid identity source: ${source}`);
  }
  api.authorizers.set(authorizer.authorizerId, authorizer);
}

/** Copies an API as it stands. */
export function frozenCopy({ discardImport: _, ...api }: EditableHttpApi): HttpApi {
  return Object.freeze({
    ...api,
    routes: new Map(api.routes),
    integrations: new Map(api.integrations),
    authorizers: new Map(api.authorizers),
  });
}

/** Runs an import and remembers how to take it back: parts that other resources declared stay. */
export function importing<Result>(api: EditableHttpApi, run: () => Result): Result {
  api.discardImport();
  const maps: readonly Map<string, unknown>[] = [api.routes, api.integrations, api.authorizers];
  const before = maps.map((map) => new Set(map.keys()));
  const { corsConfiguration } = api;
  api.discardImport = () => {
    for (const [index, map] of maps.entries()) for (const key of [...map.keys()]) if (!before[index]?.has(key)) map.delete(key);
    api.corsConfiguration = corsConfiguration;
    api.discardImport = () => {};
  };
  return run();
}
