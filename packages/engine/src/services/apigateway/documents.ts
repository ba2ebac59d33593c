import type { ApiKey, Deployment, Integration, Method, MethodSetting, Resource, RestApi, Stage, UsagePlan } from './rest-api.ts';

// What the control plane answers of each thing, under AWS's names. Members without a value are left out, as AWS does.

export function restApiDocument(api: RestApi): object {
  return {
    id: api.id,
    name: api.name,
    apiKeySource: api.apiKeySource,
    ...(api.binaryMediaTypes.length > 0 && { binaryMediaTypes: api.binaryMediaTypes }),
    ...(api.minimumCompressionSize !== undefined && { minimumCompressionSize: api.minimumCompressionSize }),
    ...(api.policy && { policy: JSON.stringify(api.policy.document) }),
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
  return {
    httpMethod: method.httpMethod,
    authorizationType: method.authorizationType,
    ...(method.authorizerId !== undefined && { authorizerId: method.authorizerId }),
    ...(authorizationScopes.length > 0 && { authorizationScopes }),
    apiKeyRequired: method.apiKeyRequired,
    ...(method.requestValidatorId !== undefined && { requestValidatorId: method.requestValidatorId }),
    ...(method.operationName !== undefined && { operationName: method.operationName }),
    ...(hasMembers(requestParameters) && { requestParameters }),
    ...(hasMembers(requestModels) && { requestModels }),
    ...(hasMembers(methodResponses) && { methodResponses }),
    ...(methodIntegration && { methodIntegration: integrationDocument(methodIntegration) }),
  };
}

function integrationDocument({
  source: _,
  integrationResponses,
  requestParameters,
  requestTemplates,
  ...integration
}: Integration): object {
  const responses = integrationResponses.map(({ source: _source, ...response }) => [response.statusCode, response] as const);
  return {
    ...integration,
    ...(hasMembers(requestParameters) && { requestParameters }),
    ...(hasMembers(requestTemplates) && { requestTemplates }),
    ...(responses.length > 0 && { integrationResponses: Object.fromEntries(responses) }),
  };
}

export function deploymentDocument({ id, createdAtMs }: Deployment): object {
  return { id, createdDate: Math.floor(createdAtMs / 1000) };
}

export function stageDocument(stage: Stage): object {
  const { canary, variables, accessLogFormat } = stage;
  const settings = Object.entries(stage.methodSettings).map(([key, setting]) => [key, methodSettingDocument(setting)] as const);
  return {
    deploymentId: stage.deployment.id,
    stageName: stage.stageName,
    cacheClusterEnabled: stage.cacheClusterEnabled,
    cacheClusterStatus: stage.cacheClusterEnabled ? 'AVAILABLE' : 'NOT_AVAILABLE',
    methodSettings: Object.fromEntries(settings),
    ...(hasMembers(variables) && { variables }),
    ...(accessLogFormat !== undefined && { accessLogSettings: { format: accessLogFormat } }),
    ...(canary && {
      canarySettings: {
        percentTraffic: canary.percentTraffic,
        deploymentId: canary.deployment.id,
        stageVariableOverrides: canary.stageVariableOverrides,
        useStageCache: canary.useStageCache,
      },
    }),
    tracingEnabled: false,
    createdDate: Math.floor(stage.deployment.createdAtMs / 1000),
    lastUpdatedDate: Math.floor(stage.deployment.createdAtMs / 1000),
  };
}

/** What is not set has the account's own limits. @source localstack's recordings of UpdateStage */
function methodSettingDocument(setting: MethodSetting): object {
  return {
    metricsEnabled: false,
    dataTraceEnabled: false,
    throttlingBurstLimit: setting.throttlingBurstLimit ?? 5000,
    throttlingRateLimit: setting.throttlingRateLimit ?? 10_000,
    cachingEnabled: setting.cachingEnabled,
    cacheTtlInSeconds: setting.cacheTtlInSeconds,
    cacheDataEncrypted: false,
    requireAuthorizationForCacheControl: true,
    unauthorizedCacheControlHeaderStrategy: 'SUCCEED_WITH_RESPONSE_HEADER',
  };
}

export function apiKeyDocument({ id, name, value, enabled }: ApiKey, includeValue: boolean): object {
  return { id, ...(includeValue && { value }), name, enabled, stageKeys: [] };
}

export function usagePlanDocument({ id, name, apiStages, throttle, quota }: UsagePlan): object {
  const stages = apiStages.map((it) => ({ apiId: it.apiId, stage: it.stage, ...(hasMembers(it.throttle) && { throttle: it.throttle }) }));
  return { id, name, apiStages: stages, ...(throttle && { throttle }), ...(quota && { quota }) };
}

function hasMembers(map: object): boolean {
  return Object.keys(map).length > 0;
}
