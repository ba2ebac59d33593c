import { camelCased } from '../../services/apigatewayv2/camel-case.ts';
import { putIntegration } from '../../services/apigatewayv2/editable-http-api.ts';
import { readIntegration } from '../../services/apigatewayv2/read-members.ts';
import { identifierOf } from '../../services/identifier.ts';
import { requiredTextAt } from '../../services/read-value.ts';
import type { ProviderContext, Provisioned, ResolvedProperties, ResourceProvider } from '../resource-provider.ts';
import { reportUnservedIntegrations } from '../unserved-integrations.ts';

/** @source "AWS::ApiGatewayV2::Integration", AWS CloudFormation template reference */
export const awsApiGatewayV2Integration: ResourceProvider = {
  type: 'AWS::ApiGatewayV2::Integration',
  properties: {
    ApiId: 'honoured',
    ConnectionId: 'honoured',
    ConnectionType: 'honoured',
    ContentHandlingStrategy: 'unsupported',
    CredentialsArn: 'honoured',
    Description: 'noLocalEffect',
    IntegrationMethod: 'honoured',
    IntegrationSubtype: 'honoured',
    IntegrationType: 'honoured',
    IntegrationUri: 'honoured',
    PassthroughBehavior: 'unsupported',
    PayloadFormatVersion: 'honoured',
    RequestParameters: 'honoured',
    RequestTemplates: 'unsupported',
    ResponseParameters: 'honoured',
    TemplateSelectionExpression: 'unsupported',
    TimeoutInMillis: 'honoured',
    TlsConfig: 'noLocalEffect',
  },
  replacing: ['ApiId'],

  create: async (context, properties) => put(context, properties),
  update: async (context, _id, properties) => put(context, properties),

  async delete({ services }, id) {
    for (const [apiId, { integrations }] of services.apigatewayv2.apis) {
      if (integrations.has(id)) services.apigatewayv2.editApi(apiId, (api) => api.integrations.delete(id));
    }
  },
};

function put(context: ProviderContext, properties: ResolvedProperties): Provisioned {
  const { services, stackName, logicalId } = context;
  const apiId = requiredTextAt(properties, 'ApiId');
  const id = identifierOf(`${stackName} ${logicalId} ${apiId}`, 7);
  const integration = readIntegration(camelCased(properties), id, properties);
  reportUnservedIntegrations(context, integration);
  services.apigatewayv2.editApi(apiId, (api) => putIntegration(api, integration));
  return { physicalResourceId: id, attributes: { IntegrationId: id } };
}
