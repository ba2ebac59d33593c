import { identifierOf } from '../../services/identifier.ts';
import { numberAt, requiredTextAt, requiredWordAt, textAt, textListAt } from '../../services/read-value.ts';
import type { ProviderContext, Provisioned, ResolvedProperties, ResourceProvider } from '../resource-provider.ts';

/** @source "AWS::ApiGateway::Authorizer", AWS CloudFormation template reference */
export const awsApiGatewayAuthorizer: ResourceProvider = {
  type: 'AWS::ApiGateway::Authorizer',
  properties: {
    AuthType: 'noLocalEffect',
    AuthorizerCredentials: 'honoured',
    AuthorizerResultTtlInSeconds: 'honoured',
    AuthorizerUri: 'honoured',
    IdentitySource: 'honoured',
    IdentityValidationExpression: 'honoured',
    Name: 'honoured',
    ProviderARNs: 'honoured',
    RestApiId: 'honoured',
    Type: 'honoured',
  },

  create: async (context, properties) => put(context, properties),
  update: async (context, _id, properties) => put(context, properties),

  async delete({ services }, id) {
    for (const [restApiId, { authorizers }] of services.apigateway.restApis) {
      if (authorizers.has(id)) services.apigateway.editRestApi(restApiId, (api) => api.authorizers.delete(id));
    }
  },
};

function put({ services, stackName, logicalId }: ProviderContext, properties: ResolvedProperties): Provisioned {
  const id = identifierOf(`${stackName} ${logicalId}`, 6);
  services.apigateway.editRestApi(requiredTextAt(properties, 'RestApiId'), (api) =>
    api.authorizers.set(id, {
      id,
      name: textAt(properties, 'Name') ?? logicalId,
      type: requiredWordAt(properties, 'Type', ['TOKEN', 'REQUEST', 'COGNITO_USER_POOLS']),
      authorizerUri: textAt(properties, 'AuthorizerUri'),
      authorizerCredentials: textAt(properties, 'AuthorizerCredentials'),
      identitySource: textAt(properties, 'IdentitySource'),
      identityValidationExpression: textAt(properties, 'IdentityValidationExpression'),
      authorizerResultTtlInSeconds: numberAt(properties, 'AuthorizerResultTtlInSeconds') ?? 300,
      providerARNs: textListAt(properties, 'ProviderARNs'),
      source: properties,
    }),
  );
  return { physicalResourceId: id, attributes: { AuthorizerId: id } };
}
