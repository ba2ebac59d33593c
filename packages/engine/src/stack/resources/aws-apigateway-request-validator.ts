import { identifierOf } from '../../services/identifier.ts';
import { booleanAt, requiredTextAt, textAt } from '../../services/read-value.ts';
import type { ProviderContext, Provisioned, ResolvedProperties, ResourceProvider } from '../resource-provider.ts';

/** @source "AWS::ApiGateway::RequestValidator", AWS CloudFormation template reference */
export const awsApiGatewayRequestValidator: ResourceProvider = {
  type: 'AWS::ApiGateway::RequestValidator',
  properties: { Name: 'honoured', RestApiId: 'honoured', ValidateRequestBody: 'honoured', ValidateRequestParameters: 'honoured' },

  create: async (context, properties) => put(context, properties),
  update: async (context, _id, properties) => put(context, properties),

  async delete({ services }, id) {
    for (const [restApiId, { requestValidators }] of services.apigateway.restApis) {
      if (requestValidators.has(id)) services.apigateway.editRestApi(restApiId, (api) => api.requestValidators.delete(id));
    }
  },
};

function put({ services, stackName, logicalId }: ProviderContext, properties: ResolvedProperties): Provisioned {
  const id = identifierOf(`${stackName} ${logicalId}`, 6);
  const validator = {
    id,
    name: textAt(properties, 'Name') ?? logicalId,
    validateRequestBody: booleanAt(properties, 'ValidateRequestBody') ?? false,
    validateRequestParameters: booleanAt(properties, 'ValidateRequestParameters') ?? false,
  };
  services.apigateway.editRestApi(requiredTextAt(properties, 'RestApiId'), (api) => api.requestValidators.set(id, validator));
  return { physicalResourceId: id, attributes: { RequestValidatorId: id } };
}
