import { identifierOf } from '../../identifier.ts';
import { Constraints } from '../constraints.ts';
import { listed, restApiDocument } from '../documents.ts';
import { apiKeySources } from '../editable-rest-api.ts';
import { checkEndpointConfiguration, endpointConfigurationOf } from '../endpoint-configuration.ts';
import { badRequest, type Operation } from '../operation.ts';
import { readRestApiPolicy } from '../policy/rest-api-policy.ts';
import { booleanOf, documentOf, numberOf, textListOf, textMapOf, textOf } from '../request-document.ts';

/** @source "CreateRestApi", Amazon API Gateway V1 API reference */
export const createRestApi: Operation = {
  name: 'CreateRestApi',
  method: 'POST',
  path: '/restapis',
  status: 201,
  run({ world, apigateway }, { body }) {
    const constraints = new Constraints().oneOf(body.apiKeySource, 'createRestApiInput.apiKeySource', apiKeySources);
    checkEndpointConfiguration(documentOf(body, 'endpointConfiguration'), constraints);
    constraints.check();
    const name = textOf(body, 'name')?.trim() ?? '';
    const description = textOf(body, 'description');
    if (description === '') throw badRequest('Description cannot be an empty string');
    if (name === '') throw badRequest('API name cannot be blank');
    if (textOf(body, 'cloneFrom') !== undefined) throw badRequest('gatewright does not clone APIs: export the one and import the other');
    const endpointConfiguration = endpointConfigurationOf(documentOf(body, 'endpointConfiguration'));
    const minimumCompressionSize = numberOf(body, 'minimumCompressionSize');
    if (minimumCompressionSize !== undefined && !(minimumCompressionSize >= 0 && minimumCompressionSize <= 10_485_760))
      throw badRequest('Invalid minimum compression size, must be between 0 and 10485760');
    const id = identifierOf(world.uuid(), 10);
    const executeApiArn = `arn:${world.partition}:execute-api:${world.region}:${world.accountId}:${id}/`;
    const policy = readRestApiPolicy(textOf(body, 'policy'), executeApiArn);
    const api = apigateway.createRestApi({ id, name, source: body });
    api.binaryMediaTypes.push(...(textListOf(body, 'binaryMediaTypes') ?? []));
    Object.assign(api, {
      description,
      version: textOf(body, 'version'),
      tags: textMapOf(body, 'tags'),
      endpointConfiguration,
      minimumCompressionSize,
      policy,
      apiKeySource: body.apiKeySource ?? 'HEADER',
      disableExecuteApiEndpoint: booleanOf(body, 'disableExecuteApiEndpoint') ?? false,
    });
    return restApiDocument(api, listed);
  },
};
