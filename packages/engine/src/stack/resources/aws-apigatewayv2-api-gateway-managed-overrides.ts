import { camelCased, camelCasedWithin } from '../../services/apigatewayv2/camel-case.ts';
import { putIntegration, putRoute } from '../../services/apigatewayv2/editable-http-api.ts';
import { readAccessLogSettings, readIntegration, readRoute, readRouteSettings } from '../../services/apigatewayv2/read-members.ts';
import { booleanAt, isMapping, type Mapping, mappingAt, requiredTextAt, textAt, textMapAt } from '../../services/read-value.ts';
import type { ProviderContext, Provisioned, ResolvedProperties, ResourceProvider } from '../resource-provider.ts';

/** What quick create made, changed. @source "AWS::ApiGatewayV2::ApiGatewayManagedOverrides", AWS CloudFormation template reference */
export const awsApiGatewayV2ApiGatewayManagedOverrides: ResourceProvider = {
  type: 'AWS::ApiGatewayV2::ApiGatewayManagedOverrides',
  properties: {
    ApiId: 'honoured',
    Integration: {
      Description: 'noLocalEffect',
      IntegrationMethod: 'honoured',
      PayloadFormatVersion: 'honoured',
      TimeoutInMillis: 'honoured',
    },
    Route: {
      AuthorizationScopes: 'honoured',
      AuthorizationType: 'honoured',
      AuthorizerId: 'honoured',
      OperationName: 'noLocalEffect',
      Target: 'honoured',
    },
    Stage: {
      AccessLogSettings: { DestinationArn: 'honoured', Format: 'honoured' },
      AutoDeploy: 'honoured',
      DefaultRouteSettings: 'honoured',
      Description: 'noLocalEffect',
      RouteSettings: 'honoured',
      StageVariables: 'honoured',
    },
  },
  replacing: ['ApiId'],

  create: async (context, properties) => override(context, properties),
  update: async (context, _id, properties) => override(context, properties),
  // What quick create made goes with its API.
  async delete() {},
};

function override({ services, logicalId }: ProviderContext, properties: ResolvedProperties): Provisioned {
  const { apigatewayv2 } = services;
  const apiId = requiredTextAt(properties, 'ApiId');
  apigatewayv2.editApi(apiId, (api) => {
    for (const [id, integration] of api.integrations) {
      putIntegration(api, readIntegration(camelCased(mappingAt(properties, 'Integration') ?? {}), id, integration.source, integration));
    }
    for (const [id, route] of api.routes)
      putRoute(api, readRoute(camelCased(mappingAt(properties, 'Route') ?? {}), id, route.source, route));
  });
  const written = mappingAt(properties, 'Stage');
  const stage = apigatewayv2.stages().find((it) => it.apiId === apiId && it.stageName === '$default');
  if (written && stage) apigatewayv2.putStage({ ...stage, deploymentId: stage.deployment?.deploymentId, ...stageChanges(written) });
  return { physicalResourceId: `${apiId}-${logicalId}` };
}

function stageChanges(written: Mapping): object {
  const members = camelCasedWithin(written, 'accessLogSettings', 'defaultRouteSettings');
  const byRoute = Object.entries(mappingAt(written, 'RouteSettings') ?? {});
  return {
    autoDeploy: booleanAt(written, 'AutoDeploy') ?? true,
    stageVariables: textMapAt(written, 'StageVariables'),
    defaultRouteSettings: readRouteSettings(mappingAt(members, 'defaultRouteSettings')),
    routeSettings: Object.fromEntries(byRoute.map(([key, value]) => [key, readRouteSettings(isMapping(value) ? camelCased(value) : {})])),
    accessLogSettings: readAccessLogSettings(mappingAt(members, 'accessLogSettings')),
    description: textAt(written, 'Description'),
  };
}
