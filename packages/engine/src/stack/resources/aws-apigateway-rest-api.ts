import { placeOfMember } from '@gatewright/template';
import { ServiceError } from '../../protocol/service-error.ts';
import { readRestApiPolicy } from '../../services/apigateway/policy/rest-api-policy.ts';
import type { EndpointConfiguration } from '../../services/apigateway/rest-api.ts';
import { identifierOf } from '../../services/identifier.ts';
import { booleanAt, mappingAt, numberAt, textAt, textListAt, wordAt } from '../../services/read-value.ts';
import type { ProviderContext, Provisioned, ResolvedProperties, ResourceProvider } from '../resource-provider.ts';
import { unservedPartsOf } from '../unserved-methods.ts';

/** @source "AWS::ApiGateway::RestApi", AWS CloudFormation template reference */
export const awsApiGatewayRestApi: ResourceProvider = {
  type: 'AWS::ApiGateway::RestApi',
  properties: {
    ApiKeySourceType: 'honoured',
    BinaryMediaTypes: 'honoured',
    Body: 'honoured',
    BodyS3Location: 'unsupported',
    CloneFrom: 'unsupported',
    Description: 'noLocalEffect',
    DisableExecuteApiEndpoint: 'noLocalEffect',
    EndpointAccessMode: 'noLocalEffect',
    EndpointConfiguration: { IpAddressType: 'noLocalEffect', Types: 'honoured', VpcEndpointIds: 'noLocalEffect' },
    FailOnWarnings: 'noLocalEffect',
    MinimumCompressionSize: 'honoured',
    Mode: 'noLocalEffect',
    Name: 'honoured',
    Parameters: 'noLocalEffect',
    Policy: 'honoured',
    SecurityPolicy: 'noLocalEffect',
    Tags: 'noLocalEffect',
  },

  async create(context, properties) {
    const { services, stackName, logicalId, resource } = context;
    const id = identifierOf(`${stackName} ${logicalId}`, 10);
    services.apigateway.createRestApi({ id, name: nameOf(properties, logicalId), source: resource });
    return configure(context, id, properties);
  },

  async update(context, restApiId, properties) {
    return configure(context, restApiId, properties);
  },

  async delete({ services }, restApiId) {
    services.apigateway.deleteRestApi(restApiId);
  },
};

function configure(context: ProviderContext, id: string, properties: ResolvedProperties): Provisioned {
  const { services, logicalId, resource, report } = context;
  const { apigateway } = services;
  const body = mappingAt(properties, 'Body');
  const executeApiArn = apigateway.restApis.get(id)?.executeApiArn ?? '';
  // A policy that cannot be read must be found before anything is changed: nothing may be served without it.
  const policy =
    readRestApiPolicy(properties.Policy, executeApiArn) ?? readRestApiPolicy(body?.['x-amazon-apigateway-policy'], executeApiArn);
  const minimumCompressionSize = numberAt(properties, 'MinimumCompressionSize');
  if (minimumCompressionSize !== undefined && !(minimumCompressionSize >= 0 && minimumCompressionSize <= 10_485_760))
    throw new ServiceError('BadRequestException', 'Invalid minimum compression size, must be between 0 and 10485760', 400);
  // What the former Body declared goes first: it must not take back what the properties now say.
  apigateway.discardImport(id);
  const rootResourceId = apigateway.editRestApi(id, (api) => {
    api.name = nameOf(properties, logicalId);
    api.source = resource;
    api.policy = policy;
    api.binaryMediaTypes.splice(0, api.binaryMediaTypes.length, ...textListAt(properties, 'BinaryMediaTypes'));
    api.apiKeySource = wordAt(properties, 'ApiKeySourceType', ['HEADER', 'AUTHORIZER']) ?? 'HEADER';
    api.minimumCompressionSize = minimumCompressionSize;
    api.endpointConfiguration = endpointConfigurationOf(properties);
    api.disableExecuteApiEndpoint = booleanAt(properties, 'DisableExecuteApiEndpoint') ?? false;
    return api.rootResourceId;
  });
  if (body) {
    for (const { message, at, hint, unsupported } of apigateway.putRestApi(id, body)) {
      const code = unsupported ? 'UNSUPPORTED_PROPERTY' : 'INVALID_VALUE';
      report({
        code,
        severity: 'error',
        message: `"${logicalId}": ${message}`,
        at: at ?? placeOfMember(properties, 'Body'),
        hint,
        unsupported,
      });
    }
  }
  if (body) reportUnservedMethods(context, id);
  return { physicalResourceId: id, attributes: { RestApiId: id, RootResourceId: rootResourceId } };
}

function reportUnservedMethods({ services, logicalId, report }: ProviderContext, restApiId: string): void {
  const api = services.apigateway.restApis.get(restApiId);
  for (const { path, resourceMethods } of api?.resources.values() ?? []) {
    for (const method of resourceMethods.values()) {
      const what = `"${logicalId}", ${method.httpMethod} ${path}`;
      for (const diagnostic of api ? unservedPartsOf(method, api, what) : []) report(diagnostic);
    }
  }
}

/** It decides how long a stream may be idle. @source "AWS::ApiGateway::RestApi EndpointConfiguration" */
function endpointConfigurationOf(properties: ResolvedProperties): EndpointConfiguration {
  const from = mappingAt(properties, 'EndpointConfiguration') ?? {};
  const [type = 'EDGE'] = textListAt(from, 'Types');
  const vpcEndpointIds = textListAt(from, 'VpcEndpointIds');
  const ipAddressType = textAt(from, 'IpAddressType') ?? (type === 'PRIVATE' ? 'dualstack' : 'ipv4');
  return { types: [type], ipAddressType, ...(vpcEndpointIds.length > 0 && { vpcEndpointIds }) };
}

function nameOf(properties: ResolvedProperties, logicalId: string): string {
  return textAt(properties, 'Name') ?? textAt(mappingAt(mappingAt(properties, 'Body') ?? {}, 'info') ?? {}, 'title') ?? logicalId;
}
