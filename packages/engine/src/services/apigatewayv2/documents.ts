import type { World } from '../../world/world.ts';
import type { Authorizer, CorsConfiguration, Deployment, HttpApi, Integration, Route, RouteSettings, Stage } from './http-api.ts';

// What the control plane answers of each thing, under AWS's names. Members without a value are left out, as AWS does.

export function apiDocument(api: HttpApi, { region }: World): object {
  return {
    apiEndpoint: `https://${api.apiId}.execute-api.${region}.amazonaws.com`,
    apiId: api.apiId,
    apiKeySelectionExpression: '$request.header.x-api-key',
    ...(api.corsConfiguration && { corsConfiguration: corsDocument(api.corsConfiguration) }),
    createdDate: dateOf(api.createdAtMs),
    ...optional({ description: api.description }),
    disableExecuteApiEndpoint: api.disableExecuteApiEndpoint,
    ipAddressType: 'ipv4',
    name: api.name,
    protocolType: 'HTTP',
    routeSelectionExpression: '$request.method $request.path',
    tags: api.tags,
    ...optional({ version: api.version }),
  };
}

function corsDocument({ allowCredentials, allowHeaders, allowMethods, allowOrigins, exposeHeaders, maxAge }: CorsConfiguration): object {
  const lists = Object.entries({ allowHeaders, allowMethods, allowOrigins, exposeHeaders }).filter(([, list]) => list.length > 0);
  return { ...optional({ allowCredentials }), ...Object.fromEntries(lists), ...optional({ maxAge }) };
}

export function routeDocument(route: Route): object {
  const { routeId, routeKey, target, authorizationType, authorizerId, authorizationScopes, operationName } = route;
  return {
    apiKeyRequired: false,
    ...(authorizationScopes.length > 0 && { authorizationScopes }),
    authorizationType,
    ...optional({ authorizerId, operationName }),
    routeId,
    routeKey,
    ...optional({ target }),
  };
}

export function integrationDocument(integration: Integration): object {
  const { requestParameters, responseParameters } = integration;
  return {
    connectionType: integration.connectionType,
    ...optional({ credentialsArn: integration.credentialsArn, description: integration.description }),
    integrationId: integration.integrationId,
    ...optional({ integrationMethod: integration.integrationMethod, integrationSubtype: integration.integrationSubtype }),
    integrationType: integration.integrationType,
    ...optional({ integrationUri: integration.integrationUri }),
    payloadFormatVersion: integration.payloadFormatVersion,
    ...(hasMembers(requestParameters) && { requestParameters }),
    ...(hasMembers(responseParameters) && { responseParameters }),
    timeoutInMillis: integration.timeoutInMillis,
  };
}

export function authorizerDocument(authorizer: Authorizer): object {
  const { authorizerId, authorizerType, identitySource, jwtConfiguration, name } = authorizer;
  const ofLambda = authorizerType === 'REQUEST' && {
    ...optional({ authorizerCredentialsArn: authorizer.authorizerCredentialsArn }),
    authorizerPayloadFormatVersion: authorizer.authorizerPayloadFormatVersion,
    authorizerResultTtlInSeconds: authorizer.authorizerResultTtlInSeconds,
    ...optional({ authorizerUri: authorizer.authorizerUri }),
    enableSimpleResponses: authorizer.enableSimpleResponses,
  };
  return { authorizerId, authorizerType, identitySource, ...optional({ jwtConfiguration }), name, ...ofLambda };
}

export function deploymentDocument({ deploymentId, description, autoDeployed, createdAtMs }: Deployment): object {
  return {
    autoDeployed,
    createdDate: dateOf(createdAtMs),
    deploymentId,
    deploymentStatus: 'DEPLOYED',
    ...optional({ description }),
  };
}

export function stageDocument(stage: Stage): object {
  const { accessLogSettings, routeSettings } = stage;
  const settings = Object.entries(routeSettings).map(([key, it]) => [key, routeSettingsDocument(it)] as const);
  return {
    ...(accessLogSettings && {
      accessLogSettings: { ...optional({ destinationArn: accessLogSettings.destinationArn }), format: accessLogSettings.format },
    }),
    autoDeploy: stage.autoDeploy,
    createdDate: dateOf(stage.createdAtMs),
    defaultRouteSettings: routeSettingsDocument(stage.defaultRouteSettings),
    ...(stage.deployment && { deploymentId: stage.deployment.deploymentId }),
    ...optional({ description: stage.description }),
    ...(stage.autoDeploy &&
      stage.deployment && {
        lastDeploymentStatusMessage: `Successfully deployed stage with deployment ID '${stage.deployment.deploymentId}'`,
      }),
    lastUpdatedDate: dateOf(stage.lastUpdatedAtMs),
    routeSettings: Object.fromEntries(settings),
    stageName: stage.stageName,
    stageVariables: stage.stageVariables,
    tags: stage.tags,
  };
}

function routeSettingsDocument({ detailedMetricsEnabled, throttlingBurstLimit, throttlingRateLimit }: RouteSettings): object {
  return { detailedMetricsEnabled, ...optional({ throttlingBurstLimit, throttlingRateLimit }) };
}

function dateOf(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

function optional(members: { readonly [name: string]: unknown }): object {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}

function hasMembers(map: object): boolean {
  return Object.keys(map).length > 0;
}
