import type { Value } from '@gatewright/template';
import { identifierOf } from '../identifier.ts';
import type {
  ApiKey,
  Authorizer,
  Canary,
  Deployment,
  GatewayResponse,
  Integration,
  IntegrationResponse,
  Method,
  MethodResponse,
  MethodSetting,
  Model,
  Resource,
  RestApi,
  Stage,
  UsagePlan,
} from './rest-api.ts';

// What the control plane answers of each thing, under AWS's names. Members without a value are left out, as AWS does.

/** Tags, in answers to Get and Update, are there when there are none; elsewhere they are left out then. @source localstack's recordings */
export interface Shown {
  readonly emptyTags: boolean;
}

export const shown: Shown = { emptyTags: true };
export const listed: Shown = { emptyTags: false };

export function restApiDocument(api: RestApi, as: Shown): object {
  return {
    id: api.id,
    name: api.name,
    ...text('description', api.description),
    ...text('version', api.version),
    ...date('createdDate', api.createdAtMs),
    ...(api.binaryMediaTypes.length > 0 && { binaryMediaTypes: api.binaryMediaTypes }),
    ...(api.minimumCompressionSize !== undefined && { minimumCompressionSize: api.minimumCompressionSize }),
    apiKeySource: api.apiKeySource,
    endpointConfiguration: api.endpointConfiguration ?? { types: ['EDGE'], ipAddressType: 'ipv4' },
    // Escaped once more than JSON is. @source public reports of clients that unescape it
    ...(api.policy && { policy: JSON.stringify(JSON.stringify(api.policy.document)).slice(1, -1) }),
    ...tagsOf(api.tags, as),
    disableExecuteApiEndpoint: api.disableExecuteApiEndpoint,
    rootResourceId: api.rootResourceId,
  };
}

/** @param embedMethods the methods whole, and not their names alone */
export function resourceDocument({ id, parentId, pathPart, path, resourceMethods }: Resource, embedMethods: boolean): object {
  const methods = [...resourceMethods].map(([name, method]) => [name, embedMethods ? methodDocument(method) : {}] as const);
  return {
    id,
    ...(parentId !== undefined && { parentId, pathPart }),
    path,
    ...(methods.length > 0 && { resourceMethods: Object.fromEntries(methods) }),
  };
}

export function methodDocument(method: Method): object {
  const { methodIntegration, requestParameters, requestModels, methodResponses, authorizationScopes } = method;
  const responses = Object.values(methodResponses).map((it) => [it.statusCode, methodResponseDocument(it)] as const);
  return {
    httpMethod: method.httpMethod,
    authorizationType: method.authorizationType,
    ...text('authorizerId', method.authorizerId),
    ...(authorizationScopes.length > 0 && { authorizationScopes }),
    apiKeyRequired: method.apiKeyRequired,
    ...text('requestValidatorId', method.requestValidatorId),
    ...text('operationName', method.operationName),
    ...(hasMembers(requestParameters) && { requestParameters }),
    ...(hasMembers(requestModels) && { requestModels }),
    ...(responses.length > 0 && { methodResponses: Object.fromEntries(responses) }),
    ...(methodIntegration && { methodIntegration: integrationDocument(methodIntegration) }),
  };
}

export function methodResponseDocument({ statusCode, responseParameters, responseModels }: MethodResponse): object {
  return { statusCode, ...(responseParameters && { responseParameters }), ...(responseModels && { responseModels }) };
}

export function integrationDocument(integration: Integration): object {
  const { type, requestParameters, requestTemplates, integrationResponses, tlsConfig } = integration;
  const responses = integrationResponses.map((response) => [response.statusCode, integrationResponseDocument(response)] as const);
  const overNetwork = type === 'HTTP' || type === 'HTTP_PROXY' ? 'INTERNET' : undefined;
  return {
    type,
    ...text('httpMethod', integration.httpMethod),
    ...text('uri', integration.uri),
    ...text('connectionType', integration.connectionType ?? overNetwork),
    ...text('connectionId', integration.connectionId),
    ...text('credentials', integration.credentials),
    ...(hasMembers(requestParameters) && { requestParameters }),
    ...(hasMembers(requestTemplates) && { requestTemplates }),
    passthroughBehavior: integration.passthroughBehavior,
    ...text('contentHandling', integration.contentHandling),
    timeoutInMillis: integration.timeoutInMillis,
    cacheNamespace: integration.cacheNamespace,
    cacheKeyParameters: integration.cacheKeyParameters,
    ...(tlsConfig && { tlsConfig }),
    ...text('responseTransferMode', integration.responseTransferMode),
    ...(responses.length > 0 && { integrationResponses: Object.fromEntries(responses) }),
  };
}

export function integrationResponseDocument(response: IntegrationResponse): object {
  const { statusCode, selectionPattern, responseParameters, responseTemplates, contentHandling, showsEmptyTemplates } = response;
  return {
    statusCode,
    ...text('selectionPattern', selectionPattern),
    ...(hasMembers(responseParameters) && { responseParameters }),
    ...((hasMembers(responseTemplates) || showsEmptyTemplates) && { responseTemplates: shownTemplates(responseTemplates) }),
    ...text('contentHandling', contentHandling),
  };
}

/** An empty template is shown as none. @source localstack's recording of PutIntegrationResponse */
function shownTemplates(templates: { readonly [contentType: string]: string }): { readonly [contentType: string]: string | null } {
  return Object.fromEntries(Object.entries(templates).map(([contentType, template]) => [contentType, template === '' ? null : template]));
}

export function authorizerDocument(authorizer: Authorizer): object {
  const { providerARNs, authorizerResultTtlInSeconds } = authorizer;
  return {
    id: authorizer.id,
    name: authorizer.name,
    type: authorizer.type,
    ...(providerARNs.length > 0 && { providerARNs }),
    authType: authorizer.authType ?? (authorizer.type === 'COGNITO_USER_POOLS' ? 'cognito_user_pools' : 'custom'),
    ...text('authorizerUri', authorizer.authorizerUri),
    ...text('authorizerCredentials', authorizer.authorizerCredentials),
    ...text('identitySource', authorizer.identitySource),
    ...text('identityValidationExpression', authorizer.identityValidationExpression),
    ...(authorizerResultTtlInSeconds !== undefined && { authorizerResultTtlInSeconds }),
  };
}

export function modelDocument({ id, name, description, contentType, schema }: Model, restApiId: string): object {
  const schemaText = typeof schema === 'string' ? schema : JSON.stringify(withModelAddresses(schema, restApiId));
  return {
    id: id ?? identifierOf(`${restApiId} model ${name}`, 6),
    name,
    ...text('description', description),
    schema: schemaText,
    contentType,
  };
}

/** References to models of an imported document, as the control plane shows them. @source localstack's recordings of imports */
function withModelAddresses(schema: Value, restApiId: string): Value {
  if (typeof schema !== 'object' || schema === null) return schema;
  if (Array.isArray(schema)) return schema.map((it: Value) => withModelAddresses(it, restApiId));
  const entries = Object.entries(schema).map(([member, value]: [string, Value]): [string, Value] => {
    const name =
      member === '$ref' && typeof value === 'string' ? /^#\/(?:definitions|components\/schemas)\/([^/]+)$/.exec(value)?.[1] : undefined;
    const isOwn = name !== undefined && Object.hasOwn(Object(Reflect.get(schema, 'definitions')), name);
    if (name === undefined || isOwn) return [member, withModelAddresses(value, restApiId)];
    return [member, `https://apigateway.amazonaws.com/restapis/${restApiId}/models/${name}`];
  });
  return Object.fromEntries(entries);
}

export function gatewayResponseDocument(response: Omit<GatewayResponse, 'source'>, isDefault: boolean): object {
  const { responseType, statusCode, responseParameters, responseTemplates } = response;
  return { responseType, ...text('statusCode', statusCode), responseParameters, responseTemplates, defaultResponse: isDefault };
}

export function deploymentDocument({ id, description, createdAtMs }: Deployment): object {
  return { id, ...text('description', description), ...date('createdDate', createdAtMs) };
}

export function stageDocument(stage: Stage): object {
  const { canary, variables, accessLogFormat, accessLogDestinationArn } = stage;
  const settings = Object.entries(stage.methodSettings).map(([key, setting]) => [key, methodSettingDocument(setting)] as const);
  const accessLogSettings = { ...text('format', accessLogFormat), ...text('destinationArn', accessLogDestinationArn) };
  return {
    deploymentId: stage.deployment.id,
    ...text('clientCertificateId', stage.clientCertificateId),
    stageName: stage.stageName,
    ...text('description', stage.description),
    cacheClusterEnabled: stage.cacheClusterEnabled,
    ...text('cacheClusterSize', stage.cacheClusterSize ?? (stage.cacheClusterEnabled ? '0.5' : undefined)),
    cacheClusterStatus: stage.cacheClusterEnabled ? 'AVAILABLE' : 'NOT_AVAILABLE',
    methodSettings: Object.fromEntries(settings),
    ...(hasMembers(variables) && { variables }),
    ...text('documentationVersion', stage.documentationVersion),
    ...(hasMembers(accessLogSettings) && { accessLogSettings }),
    ...(canary && { canarySettings: canaryDocument(canary) }),
    tracingEnabled: stage.tracingEnabled ?? false,
    ...tagsOf(stage.tags, listed),
    ...date('createdDate', stage.createdAtMs ?? stage.deployment.createdAtMs),
    ...date('lastUpdatedDate', stage.lastUpdatedAtMs ?? stage.deployment.createdAtMs),
  };
}

function canaryDocument({ percentTraffic, deployment, stageVariableOverrides, useStageCache }: Canary): object {
  const overrides = hasMembers(stageVariableOverrides) && { stageVariableOverrides };
  return { percentTraffic, deploymentId: deployment.id, ...overrides, useStageCache };
}

/** What is not set has the account's own limits. @source localstack's recordings of UpdateStage */
function methodSettingDocument(setting: MethodSetting): object {
  return {
    metricsEnabled: setting.metricsEnabled ?? false,
    ...text('loggingLevel', setting.loggingLevel),
    dataTraceEnabled: setting.dataTraceEnabled ?? false,
    throttlingBurstLimit: setting.throttlingBurstLimit ?? 5000,
    throttlingRateLimit: setting.throttlingRateLimit ?? 10_000,
    cachingEnabled: setting.cachingEnabled,
    cacheTtlInSeconds: setting.cacheTtlInSeconds,
    cacheDataEncrypted: setting.cacheDataEncrypted ?? false,
    requireAuthorizationForCacheControl: setting.requireAuthorizationForCacheControl ?? true,
    unauthorizedCacheControlHeaderStrategy: setting.unauthorizedCacheControlHeaderStrategy ?? 'SUCCEED_WITH_RESPONSE_HEADER',
  };
}

export function apiKeyDocument(key: ApiKey, { includeValue, as }: { readonly includeValue: boolean; readonly as: Shown }): object {
  return {
    id: key.id,
    ...(includeValue && { value: key.value }),
    name: key.name,
    ...text('customerId', key.customerId),
    ...text('description', key.description),
    enabled: key.enabled,
    ...date('createdDate', key.createdAtMs),
    ...date('lastUpdatedDate', key.lastUpdatedAtMs),
    stageKeys: key.stageKeys ?? [],
    ...tagsOf(key.tags, as),
  };
}

export function usagePlanDocument(plan: UsagePlan, as: Shown): object {
  const stages = plan.apiStages.map((it) => ({
    apiId: it.apiId,
    stage: it.stage,
    ...(hasMembers(it.throttle) && { throttle: it.throttle }),
  }));
  return {
    id: plan.id,
    name: plan.name,
    ...text('description', plan.description),
    apiStages: stages,
    ...(plan.throttle && { throttle: plan.throttle }),
    ...(plan.quota && { quota: plan.quota }),
    ...text('productCode', plan.productCode),
    ...tagsOf(plan.tags, as),
  };
}

export function usagePlanKeyDocument({ id, name, value }: ApiKey): object {
  return { id, type: 'API_KEY', value, name };
}

function tagsOf(tags: { readonly [key: string]: string } | undefined, { emptyTags }: Shown): object {
  return emptyTags || (tags && hasMembers(tags)) ? { tags: tags ?? {} } : {};
}

function text(member: string, value: string | undefined): { readonly [member: string]: string } {
  return value === undefined ? {} : { [member]: value };
}

function date(member: string, atMs: number | undefined): { readonly [member: string]: number } {
  return atMs === undefined ? {} : { [member]: Math.floor(atMs / 1000) };
}

function hasMembers(map: object): boolean {
  return Object.keys(map).length > 0;
}
