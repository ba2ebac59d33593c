import { putMethod } from '../../services/apigateway/editable-rest-api.ts';
import { integrationOfProperties, methodResponsesOfProperties } from '../../services/apigateway/read-method.ts';
import { booleanAt, booleanMapAt, mappingAt, requiredTextAt, textAt, textListAt, textMapAt, wordAt } from '../../services/read-value.ts';
import type { ProviderContext, Provisioned, ResolvedProperties, ResourceProvider } from '../resource-provider.ts';
import { unservedPartsOf } from '../unserved-methods.ts';

/** @source "AWS::ApiGateway::Method", AWS CloudFormation template reference */
export const awsApiGatewayMethod: ResourceProvider = {
  type: 'AWS::ApiGateway::Method',
  properties: {
    ApiKeyRequired: 'honoured',
    AuthorizationScopes: 'honoured',
    AuthorizationType: 'honoured',
    AuthorizerId: 'honoured',
    HttpMethod: 'honoured',
    Integration: {
      CacheKeyParameters: 'honoured',
      CacheNamespace: 'honoured',
      ConnectionId: 'unsupported',
      ConnectionType: 'noLocalEffect',
      ContentHandling: 'honoured',
      Credentials: 'honoured',
      IntegrationHttpMethod: 'honoured',
      IntegrationResponses: [
        {
          ContentHandling: 'honoured',
          ResponseParameters: 'honoured',
          ResponseTemplates: 'honoured',
          SelectionPattern: 'honoured',
          StatusCode: 'honoured',
        },
      ],
      IntegrationTarget: 'unsupported',
      PassthroughBehavior: 'honoured',
      RequestParameters: 'honoured',
      RequestTemplates: 'honoured',
      ResponseTransferMode: 'honoured',
      TimeoutInMillis: 'honoured',
      Type: 'honoured',
      Uri: 'honoured',
    },
    MethodResponses: [{ ResponseModels: 'noLocalEffect', ResponseParameters: 'honoured', StatusCode: 'honoured' }],
    OperationName: 'noLocalEffect',
    RequestModels: 'honoured',
    RequestParameters: 'honoured',
    RequestValidatorId: 'honoured',
    ResourceId: 'honoured',
    RestApiId: 'honoured',
  },
  replacing: ['HttpMethod', 'ResourceId', 'RestApiId'],

  create: async (context, properties) => put(context, properties),

  async update(context, physicalResourceId, properties) {
    await awsApiGatewayMethod.delete(context, physicalResourceId);
    return put(context, properties);
  },

  async delete({ services }, physicalResourceId) {
    const [restApiId = '', resourceId = '', httpMethod = ''] = physicalResourceId.split('|');
    if (!services.apigateway.restApis.get(restApiId)?.resources.has(resourceId)) return;
    services.apigateway.editResource(restApiId, resourceId, (resource) => resource.resourceMethods.delete(httpMethod));
  },
};

function put(context: ProviderContext, properties: ResolvedProperties): Provisioned {
  const restApiId = requiredTextAt(properties, 'RestApiId');
  const resourceId = requiredTextAt(properties, 'ResourceId');
  const httpMethod = requiredTextAt(properties, 'HttpMethod').toUpperCase();
  const integration = mappingAt(properties, 'Integration');
  context.services.apigateway.editResource(restApiId, resourceId, (resource, api) => {
    const methodIntegration = integration && integrationOfProperties(integration, resourceId);
    putMethod(api, resource, {
      httpMethod,
      authorizationType: wordAt(properties, 'AuthorizationType', ['NONE', 'AWS_IAM', 'CUSTOM', 'COGNITO_USER_POOLS']) ?? 'NONE',
      authorizerId: textAt(properties, 'AuthorizerId'),
      authorizationScopes: textListAt(properties, 'AuthorizationScopes'),
      apiKeyRequired: booleanAt(properties, 'ApiKeyRequired') ?? false,
      requestValidatorId: textAt(properties, 'RequestValidatorId'),
      operationName: textAt(properties, 'OperationName'),
      requestParameters: booleanMapAt(properties, 'RequestParameters'),
      requestModels: textMapAt(properties, 'RequestModels'),
      methodResponses: methodResponsesOfProperties(properties),
      methodIntegration,
      source: properties,
    });
    const method = resource.resourceMethods.get(httpMethod);
    for (const diagnostic of method ? unservedPartsOf(method, api, `"${context.logicalId}"`) : []) context.report(diagnostic);
  });
  return { physicalResourceId: `${restApiId}|${resourceId}|${httpMethod}` };
}
