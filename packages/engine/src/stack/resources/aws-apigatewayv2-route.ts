import { camelCased } from '../../services/apigatewayv2/camel-case.ts';
import { putRoute } from '../../services/apigatewayv2/editable-http-api.ts';
import { readRoute } from '../../services/apigatewayv2/read-members.ts';
import { identifierOf } from '../../services/identifier.ts';
import { requiredTextAt } from '../../services/read-value.ts';
import type { ProviderContext, Provisioned, ResolvedProperties, ResourceProvider } from '../resource-provider.ts';

/** @source "AWS::ApiGatewayV2::Route", AWS CloudFormation template reference */
export const awsApiGatewayV2Route: ResourceProvider = {
  type: 'AWS::ApiGatewayV2::Route',
  properties: {
    ApiId: 'honoured',
    ApiKeyRequired: 'unsupported',
    AuthorizationScopes: 'honoured',
    AuthorizationType: 'honoured',
    AuthorizerId: 'honoured',
    ModelSelectionExpression: 'unsupported',
    OperationName: 'noLocalEffect',
    RequestModels: 'unsupported',
    RequestParameters: 'unsupported',
    RouteKey: 'honoured',
    RouteResponseSelectionExpression: 'unsupported',
    Target: 'honoured',
  },
  replacing: ['ApiId'],

  create: async (context, properties) => put(context, properties),
  update: async (context, _id, properties) => put(context, properties),

  async delete({ services }, id) {
    for (const [apiId, { routes }] of services.apigatewayv2.apis) {
      if (routes.has(id)) services.apigatewayv2.editApi(apiId, (api) => api.routes.delete(id));
    }
  },
};

function put({ services, stackName, logicalId }: ProviderContext, properties: ResolvedProperties): Provisioned {
  const apiId = requiredTextAt(properties, 'ApiId');
  requiredTextAt(properties, 'RouteKey');
  const id = identifierOf(`${stackName} ${logicalId} ${apiId}`, 7);
  services.apigatewayv2.editApi(apiId, (api) => putRoute(api, readRoute(camelCased(properties), id, properties)));
  return { physicalResourceId: id, attributes: { RouteId: id } };
}
