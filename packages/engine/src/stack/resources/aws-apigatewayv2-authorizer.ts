import { camelCasedWithin } from '../../services/apigatewayv2/camel-case.ts';
import { putAuthorizer } from '../../services/apigatewayv2/editable-http-api.ts';
import { readAuthorizer } from '../../services/apigatewayv2/read-members.ts';
import { identifierOf } from '../../services/identifier.ts';
import { requiredTextAt } from '../../services/read-value.ts';
import type { ProviderContext, Provisioned, ResolvedProperties, ResourceProvider } from '../resource-provider.ts';

/** @source "AWS::ApiGatewayV2::Authorizer", AWS CloudFormation template reference */
export const awsApiGatewayV2Authorizer: ResourceProvider = {
  type: 'AWS::ApiGatewayV2::Authorizer',
  properties: {
    ApiId: 'honoured',
    AuthorizerCredentialsArn: 'honoured',
    AuthorizerPayloadFormatVersion: 'honoured',
    AuthorizerResultTtlInSeconds: 'honoured',
    AuthorizerType: 'honoured',
    AuthorizerUri: 'honoured',
    EnableSimpleResponses: 'honoured',
    IdentitySource: 'honoured',
    IdentityValidationExpression: 'unsupported',
    JwtConfiguration: { Audience: 'honoured', Issuer: 'honoured' },
    Name: 'honoured',
  },
  replacing: ['ApiId'],

  create: async (context, properties) => put(context, properties),
  update: async (context, _id, properties) => put(context, properties),

  async delete({ services }, id) {
    for (const [apiId, { authorizers }] of services.apigatewayv2.apis) {
      if (authorizers.has(id)) services.apigatewayv2.editApi(apiId, (api) => api.authorizers.delete(id));
    }
  },
};

function put({ services, stackName, logicalId }: ProviderContext, properties: ResolvedProperties): Provisioned {
  const apiId = requiredTextAt(properties, 'ApiId');
  requiredTextAt(properties, 'Name');
  const id = identifierOf(`${stackName} ${logicalId} ${apiId}`, 6);
  const authorizer = readAuthorizer(camelCasedWithin(properties, 'jwtConfiguration'), id, properties);
  services.apigatewayv2.editApi(apiId, (api) => putAuthorizer(api, authorizer));
  return { physicalResourceId: id, attributes: { AuthorizerId: id } };
}
