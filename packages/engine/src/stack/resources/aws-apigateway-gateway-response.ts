import { ServiceError } from '../../protocol/service-error.ts';
import { putGatewayResponse } from '../../services/apigateway/editable-rest-api.ts';
import { gatewayResponseTypes } from '../../services/apigateway/gateway-response-types.ts';
import { requiredTextAt, textAt, textMapAt } from '../../services/read-value.ts';
import type { ProviderContext, Provisioned, ResolvedProperties, ResourceProvider } from '../resource-provider.ts';

/** @source "AWS::ApiGateway::GatewayResponse", AWS CloudFormation template reference */
export const awsApiGatewayGatewayResponse: ResourceProvider = {
  type: 'AWS::ApiGateway::GatewayResponse',
  properties: {
    ResponseParameters: 'honoured',
    ResponseTemplates: 'honoured',
    ResponseType: 'honoured',
    RestApiId: 'honoured',
    StatusCode: 'honoured',
  },
  replacing: ['ResponseType', 'RestApiId'],

  create: async (context, properties) => put(context, properties),

  async update(context, physicalResourceId, properties) {
    await awsApiGatewayGatewayResponse.delete(context, physicalResourceId);
    return put(context, properties);
  },

  async delete({ services }, physicalResourceId) {
    const [restApiId = '', responseType = ''] = physicalResourceId.split('|');
    if (services.apigateway.restApis.has(restApiId))
      services.apigateway.editRestApi(restApiId, (api) => api.gatewayResponses.delete(responseType));
  },
};

function put({ services }: ProviderContext, properties: ResolvedProperties): Provisioned {
  const restApiId = requiredTextAt(properties, 'RestApiId');
  const responseType = requiredTextAt(properties, 'ResponseType');
  if (!gatewayResponseTypes.includes(responseType))
    throw new ServiceError('BadRequestException', `Invalid gateway response type: ${responseType}`, 400);
  services.apigateway.editRestApi(restApiId, (api) =>
    putGatewayResponse(api, {
      responseType,
      statusCode: textAt(properties, 'StatusCode'),
      responseParameters: textMapAt(properties, 'ResponseParameters'),
      responseTemplates: textMapAt(properties, 'ResponseTemplates'),
      source: properties,
    }),
  );
  return { physicalResourceId: `${restApiId}|${responseType}` };
}
