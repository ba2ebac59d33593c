import type { ExportOptions } from './export-options.ts';
import type { Authorizer, Integration, Method, RestApi } from './rest-api.ts';

const defaultTimeoutMs = 29_000;

/** `x-amazon-apigateway-integration`. @source localstack's recordings of GetExport with extensions */
export function exportedIntegration(integration: Integration): object {
  const { type, httpMethod, uri, credentials, requestParameters, requestTemplates, integrationResponses, cacheKeyParameters } = integration;
  const responses = integrationResponses.map((response) => {
    const { statusCode, selectionPattern, responseParameters, responseTemplates, contentHandling } = response;
    const exported = {
      statusCode,
      ...(hasMembers(responseParameters) && { responseParameters }),
      ...(hasMembers(responseTemplates) && { responseTemplates }),
      ...(contentHandling && { contentHandling }),
    };
    return [selectionPattern || 'default', exported] as const;
  });
  return {
    type: type.toLowerCase(),
    ...(httpMethod !== undefined && { httpMethod }),
    ...(uri !== undefined && { uri }),
    ...(credentials !== undefined && { credentials }),
    ...(integration.connectionType === 'VPC_LINK' && { connectionType: 'VPC_LINK', connectionId: integration.connectionId }),
    ...(responses.length > 0 && { responses: Object.fromEntries(responses) }),
    ...(hasMembers(requestParameters) && { requestParameters }),
    ...(hasMembers(requestTemplates) && { requestTemplates }),
    passthroughBehavior: integration.passthroughBehavior.toLowerCase(),
    ...(integration.contentHandling && { contentHandling: integration.contentHandling }),
    ...(integration.timeoutInMillis !== defaultTimeoutMs && { timeoutInMillis: integration.timeoutInMillis }),
    ...(cacheKeyParameters.length > 0 && { cacheNamespace: integration.cacheNamespace, cacheKeyParameters }),
    ...(integration.tlsConfig && { tlsConfig: integration.tlsConfig }),
    ...(integration.responseTransferMode === 'STREAM' && { responseTransferMode: 'STREAM' }),
  };
}

/** The security of a method: the schemes that `exportedSecuritySchemes` gives. */
export function securityOf(method: Method, api: RestApi, options: ExportOptions): readonly object[] {
  const { authorizationType, authorizerId, authorizationScopes, apiKeyRequired } = method;
  const authorizer = authorizerId === undefined ? undefined : api.authorizers.get(authorizerId);
  const security: object[] = [];
  if (authorizer && wantsAuthorizers(options)) security.push({ [authorizer.name]: authorizationScopes });
  if (authorizationType === 'AWS_IAM' && wantsAuthorizers(options)) security.push({ sigv4: [] });
  if (apiKeyRequired) security.push({ api_key: [] });
  return security;
}

/** @source "Export a REST API from API Gateway"; "x-amazon-apigateway-authorizer object" */
export function exportedSecuritySchemes(api: RestApi, options: ExportOptions): { readonly [name: string]: object } {
  const methods = [...api.resources.values()].flatMap((it) => [...it.resourceMethods.values()]);
  const schemes: Record<string, object> = {};
  if (wantsAuthorizers(options)) {
    for (const authorizer of api.authorizers.values()) schemes[authorizer.name] = schemeOf(authorizer);
    if (methods.some((it) => it.authorizationType === 'AWS_IAM'))
      schemes.sigv4 = { type: 'apiKey', name: 'Authorization', in: 'header', 'x-amazon-apigateway-authtype': 'awsSigv4' };
  }
  if (methods.some((it) => it.apiKeyRequired)) schemes.api_key = { type: 'apiKey', name: 'x-api-key', in: 'header' };
  return schemes;
}

function schemeOf(authorizer: Authorizer): object {
  const { type, identitySource, authorizerUri, authorizerCredentials, providerARNs, authorizerResultTtlInSeconds: ttl } = authorizer;
  const isPool = type === 'COGNITO_USER_POOLS';
  const header = /^method\.request\.header\.([^,\s]+)$/.exec(identitySource ?? '')?.[1];
  return {
    type: 'apiKey',
    name: header ?? (type === 'REQUEST' ? 'Unused' : 'Authorization'),
    in: 'header',
    'x-amazon-apigateway-authtype': authorizer.authType ?? (isPool ? 'cognito_user_pools' : 'custom'),
    'x-amazon-apigateway-authorizer': {
      type: type.toLowerCase(),
      ...(providerARNs.length > 0 && { providerARNs }),
      ...(authorizerUri !== undefined && { authorizerUri }),
      ...(authorizerCredentials !== undefined && { authorizerCredentials }),
      ...(identitySource !== undefined && type === 'REQUEST' && { identitySource }),
      ...(authorizer.identityValidationExpression !== undefined && {
        identityValidationExpression: authorizer.identityValidationExpression,
      }),
      ...(ttl !== undefined && { authorizerResultTtlInSeconds: ttl }),
    },
  };
}

/** The extensions of the document's root. */
export function exportedExtensions(api: RestApi, { extensions }: ExportOptions): object {
  if (!extensions.includes('apigateway')) return {};
  const validators = [...api.requestValidators.values()].map(({ id: _, name, ...validator }) => [name, validator] as const);
  const responses = [...api.gatewayResponses.values()].map(
    ({ responseType, source: _, ...response }) =>
      [responseType, Object.fromEntries(Object.entries(response).filter(([, it]) => it !== undefined))] as const,
  );
  return {
    ...(validators.length > 0 && { 'x-amazon-apigateway-request-validators': Object.fromEntries(validators) }),
    ...(responses.length > 0 && { 'x-amazon-apigateway-gateway-responses': Object.fromEntries(responses) }),
    ...(api.binaryMediaTypes.length > 0 && { 'x-amazon-apigateway-binary-media-types': api.binaryMediaTypes }),
    ...(api.apiKeySource !== 'HEADER' && { 'x-amazon-apigateway-api-key-source': api.apiKeySource }),
    ...(api.minimumCompressionSize !== undefined && { 'x-amazon-apigateway-minimum-compression-size': api.minimumCompressionSize }),
    ...(api.policy && { 'x-amazon-apigateway-policy': api.policy.document }),
  };
}

function wantsAuthorizers({ extensions }: ExportOptions): boolean {
  return extensions.includes('authorizers') || extensions.includes('apigateway');
}

function hasMembers(map: object): boolean {
  return Object.keys(map).length > 0;
}
