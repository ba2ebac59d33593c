import { ServiceError } from '../../protocol/service-error.ts';
import { requiredTextAt, textAt } from '../../services/read-value.ts';
import type { ProviderContext, Provisioned, ResolvedProperties, ResourceProvider } from '../resource-provider.ts';

/** @source "AWS::ApiGateway::Model", AWS CloudFormation template reference */
export const awsApiGatewayModel: ResourceProvider = {
  type: 'AWS::ApiGateway::Model',
  properties: { ContentType: 'noLocalEffect', Description: 'noLocalEffect', Name: 'honoured', RestApiId: 'honoured', Schema: 'honoured' },
  replacing: ['Name'],

  create: async (context, properties) => put(context, properties),

  async update(context, name, properties) {
    await awsApiGatewayModel.delete(context, name);
    return put(context, properties);
  },

  async delete({ services, stackName, logicalId }, name) {
    for (const [restApiId, { models }] of services.apigateway.restApis) {
      if (models.get(name)?.declaredBy === `${stackName} ${logicalId}`)
        services.apigateway.editRestApi(restApiId, (api) => api.models.delete(name));
    }
  },
};

function put({ services, stackName, logicalId }: ProviderContext, properties: ResolvedProperties): Provisioned {
  const name = textAt(properties, 'Name') ?? logicalId;
  const contentType = textAt(properties, 'ContentType') ?? 'application/json';
  const { Schema: written = {} } = properties;
  const schema = typeof written === 'string' ? parseSchema(written) : written;
  services.apigateway.editRestApi(requiredTextAt(properties, 'RestApiId'), (api) =>
    api.models.set(name, { name, contentType, schema, declaredBy: `${stackName} ${logicalId}`, source: properties }),
  );
  return { physicalResourceId: name };
}

function parseSchema(text: string): ResolvedProperties {
  try {
    return JSON.parse(text);
  } catch {
    throw new ServiceError('BadRequestException', 'Invalid model specified: Schema is not JSON', 400);
  }
}
