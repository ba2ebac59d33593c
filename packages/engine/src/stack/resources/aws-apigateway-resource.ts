import { addResource, removeResource } from '../../services/apigateway/editable-rest-api.ts';
import { requiredTextAt } from '../../services/read-value.ts';
import type { ResourceProvider } from '../resource-provider.ts';

/** @source "AWS::ApiGateway::Resource", AWS CloudFormation template reference */
export const awsApiGatewayResource: ResourceProvider = {
  type: 'AWS::ApiGateway::Resource',
  properties: { ParentId: 'honoured', PathPart: 'honoured', RestApiId: 'honoured' },
  replacing: ['ParentId', 'PathPart', 'RestApiId'],

  async create({ services, resource }, properties) {
    const pathPart = requiredTextAt(properties, 'PathPart');
    const { id } = services.apigateway.editResource(
      requiredTextAt(properties, 'RestApiId'),
      requiredTextAt(properties, 'ParentId'),
      (parent, api) => addResource(api, parent, pathPart, resource),
    );
    return { physicalResourceId: id, attributes: { ResourceId: id } };
  },

  // Every property of it replaces the resource on AWS.
  async update(context, resourceId, properties) {
    const restApiId = requiredTextAt(properties, 'RestApiId');
    const unchanged = context.services.apigateway.editRestApi(restApiId, (api) => {
      const now = api.resources.get(resourceId);
      return now?.pathPart === requiredTextAt(properties, 'PathPart') && now.parentId === requiredTextAt(properties, 'ParentId');
    });
    if (unchanged) return { physicalResourceId: resourceId, attributes: { ResourceId: resourceId } };
    await awsApiGatewayResource.delete(context, resourceId);
    return awsApiGatewayResource.create(context, properties);
  },

  async delete({ services }, resourceId) {
    for (const restApiId of services.apigateway.restApis.keys()) {
      services.apigateway.editRestApi(restApiId, (api) => {
        if (api.resources.has(resourceId)) removeResource(api, resourceId);
      });
    }
  },
};
