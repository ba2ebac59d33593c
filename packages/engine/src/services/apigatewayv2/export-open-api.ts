import { type Authorizer, type HttpApi, type Integration, integrationOf, type Route } from './http-api.ts';
import { parseRouteKey } from './route-key.ts';

type Document = { readonly [member: string]: unknown };

export interface ExportOptions {
  /** With the `x-amazon-apigateway-` members, so that an import makes the same API again. */
  readonly withExtensions: boolean;
  readonly region: string;
  readonly stageName: string | undefined;
}

/** An API as an OpenAPI 3 document. @source "Export HTTP APIs from API Gateway" */
export function exportOpenApi(api: HttpApi, { withExtensions, region, stageName }: ExportOptions): Document {
  const paths: Record<string, Record<string, Document>> = {};
  for (const route of api.routes.values()) {
    const { method = 'ANY', path = '/$default' } = parseRouteKey(route.routeKey);
    const member = method === 'ANY' ? 'x-amazon-apigateway-any-method' : method.toLowerCase();
    paths[path] = { ...paths[path], [member]: operationOf(api, route, path, withExtensions) };
  }
  const securitySchemes = Object.fromEntries([...api.authorizers.values()].map((it) => [it.name, schemeOf(it)]));
  const server = { url: `https://${api.apiId}.execute-api.${region}.amazonaws.com/{basePath}` };
  const basePath = { default: stageName === undefined || stageName === '$default' ? '' : stageName };
  const { corsConfiguration: cors, version, description } = api;
  return {
    openapi: '3.0.1',
    info: {
      title: api.name,
      ...(description !== undefined && { description }),
      version: version ?? new Date(api.createdAtMs).toISOString(),
    },
    servers: [{ ...server, variables: { basePath } }],
    paths,
    ...(withExtensions && api.authorizers.size > 0 && { components: { securitySchemes } }),
    ...(withExtensions && cors && { 'x-amazon-apigateway-cors': corsOf(cors) }),
    ...(withExtensions && { 'x-amazon-apigateway-importexport-version': '1.0' }),
  };
}

function operationOf(api: HttpApi, route: Route, path: string, withExtensions: boolean): Document {
  const integration = integrationOf(api, route);
  const authorizer = route.authorizerId === undefined ? undefined : api.authorizers.get(route.authorizerId);
  const names = [...path.matchAll(/\{([^}+]+)\+?\}/g)].map((it) => it[1] ?? '');
  return {
    ...(route.operationName !== undefined && { operationId: route.operationName }),
    ...(names.length > 0 && { parameters: names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })) }),
    responses: { default: { description: `Default response for ${route.routeKey}` } },
    ...(authorizer && withExtensions && { security: [{ [authorizer.name]: route.authorizationScopes }] }),
    ...(withExtensions && route.authorizationType === 'AWS_IAM' && { 'x-amazon-apigateway-auth': { type: 'AWS_IAM' } }),
    ...(withExtensions && integration && { 'x-amazon-apigateway-integration': integrationMembers(integration) }),
    ...(route.routeKey === '$default' && { isDefaultRoute: true }),
  };
}

function integrationMembers(integration: Integration): Document {
  const { requestParameters, responseParameters, integrationMethod, integrationUri, integrationSubtype, credentialsArn } = integration;
  return {
    ...(integrationSubtype !== undefined && { integrationSubtype }),
    ...(credentialsArn !== undefined && { credentials: credentialsArn }),
    payloadFormatVersion: integration.payloadFormatVersion,
    type: integration.integrationType.toLowerCase(),
    ...(integrationMethod !== undefined && { httpMethod: integrationMethod }),
    ...(integrationUri !== undefined && { uri: integrationUri }),
    connectionType: integration.connectionType,
    timeoutInMillis: integration.timeoutInMillis,
    ...(Object.keys(requestParameters).length > 0 && { requestParameters }),
    ...(Object.keys(responseParameters).length > 0 && { responseParameters }),
  };
}

function schemeOf(authorizer: Authorizer): Document {
  const { jwtConfiguration, identitySource, authorizerUri, authorizerCredentialsArn: credentials } = authorizer;
  if (authorizer.authorizerType === 'JWT') {
    const members = { identitySource: identitySource[0], jwtConfiguration, type: 'jwt' };
    return { type: 'oauth2', flows: {}, 'x-amazon-apigateway-authorizer': members };
  }
  const members = {
    type: 'request',
    identitySource: identitySource.join(', '),
    authorizerUri,
    authorizerPayloadFormatVersion: authorizer.authorizerPayloadFormatVersion,
    authorizerResultTtlInSeconds: authorizer.authorizerResultTtlInSeconds,
    enableSimpleResponses: authorizer.enableSimpleResponses,
    ...(credentials !== undefined && { authorizerCredentials: credentials }),
  };
  return { type: 'apiKey', name: 'Authorization', in: 'header', 'x-amazon-apigateway-authorizer': members };
}

function corsOf(cors: NonNullable<HttpApi['corsConfiguration']>): Document {
  return Object.fromEntries(Object.entries(cors).filter(([, value]) => value !== undefined && (!Array.isArray(value) || value.length > 0)));
}
