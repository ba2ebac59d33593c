import { placeOfMember } from '@gatewright/template';
import { camelCasedWithin } from '../../services/apigatewayv2/camel-case.ts';
import { quickCreate } from '../../services/apigatewayv2/quick-create.ts';
import { readCors } from '../../services/apigatewayv2/read-members.ts';
import { identifierOf } from '../../services/identifier.ts';
import { booleanAt, mappingAt, textAt, textMapAt } from '../../services/read-value.ts';
import type { ProviderContext, Provisioned, ResolvedProperties, ResourceProvider } from '../resource-provider.ts';
import { reportUnservedIntegrations } from '../unserved-integrations.ts';

/** @source "AWS::ApiGatewayV2::Api", AWS CloudFormation template reference */
export const awsApiGatewayV2Api: ResourceProvider = {
  type: 'AWS::ApiGatewayV2::Api',
  properties: {
    ApiKeySelectionExpression: 'noLocalEffect',
    BasePath: 'noLocalEffect',
    Body: 'honoured',
    BodyS3Location: 'unsupported',
    CorsConfiguration: {
      AllowCredentials: 'honoured',
      AllowHeaders: 'honoured',
      AllowMethods: 'honoured',
      AllowOrigins: 'honoured',
      ExposeHeaders: 'honoured',
      MaxAge: 'honoured',
    },
    CredentialsArn: 'honoured',
    Description: 'noLocalEffect',
    DisableExecuteApiEndpoint: 'noLocalEffect',
    DisableSchemaValidation: 'noLocalEffect',
    FailOnWarnings: 'noLocalEffect',
    IpAddressType: 'noLocalEffect',
    Name: 'honoured',
    ProtocolType: 'honoured',
    RouteKey: 'honoured',
    RouteSelectionExpression: 'honoured',
    Tags: 'noLocalEffect',
    Target: 'honoured',
    Version: 'noLocalEffect',
  },
  replacing: ['ProtocolType'],

  async create(context, properties) {
    const { services, stackName, logicalId, resource } = context;
    const apiId = identifierOf(`${stackName} ${logicalId}`, 10);
    if (textAt(properties, 'ProtocolType')?.toUpperCase() === 'WEBSOCKET') return refuseWebSocket(context, apiId);
    services.apigatewayv2.createApi({ apiId, name: textAt(properties, 'Name') ?? logicalId, source: resource });
    const provisioned = configure(context, apiId, properties);
    const target = textAt(properties, 'Target');
    if (target !== undefined) {
      const routeKey = textAt(properties, 'RouteKey') ?? '$default';
      const declaredBy = `${stackName} ${logicalId}`;
      quickCreate(services.apigatewayv2, {
        apiId,
        target,
        routeKey,
        credentialsArn: textAt(properties, 'CredentialsArn'),
        declaredBy,
        source: properties,
      });
    }
    return provisioned;
  },

  async update(context, apiId, properties) {
    if (textAt(properties, 'Target') !== undefined) {
      await awsApiGatewayV2Api.delete(context, apiId);
      return awsApiGatewayV2Api.create(context, properties);
    }
    return configure(context, apiId, properties);
  },

  async delete({ services }, apiId) {
    if (services.apigatewayv2.apis.has(apiId)) services.apigatewayv2.deleteApi(apiId);
  },
};

function refuseWebSocket({ logicalId, report, resource, at }: ProviderContext, apiId: string): Provisioned {
  report({
    code: 'UNSUPPORTED_PROPERTY',
    severity: 'error',
    unsupported: true,
    message: `"${logicalId}" is a WebSocket API, which gatewright does not run.`,
    at: placeOfMember(resource.Properties ?? resource, 'ProtocolType') ?? at,
    hint: 'Run without it by --allow-unsupported.',
  });
  return { physicalResourceId: apiId, absent: true };
}

function configure(context: ProviderContext, apiId: string, properties: ResolvedProperties): Provisioned {
  const { services, logicalId, resource, report, world } = context;
  const { apigatewayv2 } = services;
  const body = mappingAt(properties, 'Body');
  const cors = readCors(mappingAt(camelCasedWithin(properties, 'corsConfiguration'), 'corsConfiguration'));
  apigatewayv2.editApi(apiId, (api) => {
    // What the former Body declared goes first: it must not take back what the properties now say.
    api.discardImport();
    api.name = textAt(properties, 'Name') ?? logicalId;
    api.description = textAt(properties, 'Description');
    api.version = textAt(properties, 'Version');
    api.disableExecuteApiEndpoint = booleanAt(properties, 'DisableExecuteApiEndpoint') ?? false;
    api.corsConfiguration = cors;
    api.tags = textMapAt(properties, 'Tags');
    api.source = resource;
  });
  if (body) {
    for (const { message, at, hint, unsupported } of apigatewayv2.importApi(apiId, body)) {
      const place = at ?? placeOfMember(properties, 'Body');
      const code = unsupported ? 'UNSUPPORTED_PROPERTY' : 'INVALID_VALUE';
      report({ code, severity: 'error', message: `"${logicalId}": ${message}`, at: place, hint, unsupported });
    }
    for (const integration of apigatewayv2.apis.get(apiId)?.integrations.values() ?? []) reportUnservedIntegrations(context, integration);
  }
  const apiEndpoint = `https://${apiId}.execute-api.${world.region}.amazonaws.com`;
  return { physicalResourceId: apiId, attributes: { ApiId: apiId, ApiEndpoint: apiEndpoint } };
}
