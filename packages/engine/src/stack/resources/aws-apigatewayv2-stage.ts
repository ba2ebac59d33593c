import { camelCased, camelCasedWithin } from '../../services/apigatewayv2/camel-case.ts';
import { readAccessLogSettings, readRouteSettings } from '../../services/apigatewayv2/read-members.ts';
import { booleanAt, isMapping, mappingAt, requiredTextAt, textAt, textMapAt } from '../../services/read-value.ts';
import type { PropertyTable, ProviderContext, Provisioned, ResolvedProperties, ResourceProvider } from '../resource-provider.ts';

const routeSettings: PropertyTable = {
  DataTraceEnabled: 'unsupported',
  DetailedMetricsEnabled: 'honoured',
  LoggingLevel: 'unsupported',
  ThrottlingBurstLimit: 'honoured',
  ThrottlingRateLimit: 'honoured',
};

/** @source "AWS::ApiGatewayV2::Stage", AWS CloudFormation template reference */
export const awsApiGatewayV2Stage: ResourceProvider = {
  type: 'AWS::ApiGatewayV2::Stage',
  properties: {
    AccessLogSettings: { DestinationArn: 'honoured', Format: 'honoured' },
    AccessPolicyId: 'unsupported',
    ApiId: 'honoured',
    AutoDeploy: 'honoured',
    ClientCertificateId: 'unsupported',
    DefaultRouteSettings: routeSettings,
    DeploymentId: 'honoured',
    Description: 'noLocalEffect',
    RouteSettings: 'honoured',
    StageName: 'honoured',
    StageVariables: 'honoured',
    Tags: 'noLocalEffect',
  },
  replacing: ['ApiId', 'StageName'],

  create: async (context, properties) => put(context, properties),
  update: async (context, _stageName, properties) => put(context, properties),

  async delete({ services, stackName, logicalId }, stageName) {
    for (const stage of services.apigatewayv2.stages()) {
      if (stage.stageName === stageName && stage.declaredBy === `${stackName} ${logicalId}`)
        services.apigatewayv2.deleteStage(stage.apiId, stageName);
    }
  },
};

function put({ services, stackName, logicalId }: ProviderContext, properties: ResolvedProperties): Provisioned {
  const stageName = requiredTextAt(properties, 'StageName');
  const members = camelCasedWithin(properties, 'accessLogSettings', 'defaultRouteSettings');
  const byRoute = Object.entries(mappingAt(properties, 'RouteSettings') ?? {});
  services.apigatewayv2.putStage({
    apiId: requiredTextAt(properties, 'ApiId'),
    stageName,
    deploymentId: textAt(properties, 'DeploymentId'),
    autoDeploy: booleanAt(properties, 'AutoDeploy') ?? false,
    stageVariables: textMapAt(properties, 'StageVariables'),
    defaultRouteSettings: readRouteSettings(mappingAt(members, 'defaultRouteSettings')),
    routeSettings: Object.fromEntries(byRoute.map(([key, value]) => [key, readRouteSettings(isMapping(value) ? camelCased(value) : {})])),
    accessLogSettings: readAccessLogSettings(mappingAt(members, 'accessLogSettings')),
    description: textAt(properties, 'Description'),
    tags: textMapAt(properties, 'Tags'),
    declaredBy: `${stackName} ${logicalId}`,
    source: properties,
  });
  return { physicalResourceId: stageName };
}
