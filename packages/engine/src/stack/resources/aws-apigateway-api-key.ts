import { createHash } from 'node:crypto';
import { identifierOf } from '../../services/identifier.ts';
import { booleanAt, textAt } from '../../services/read-value.ts';
import type { ProviderContext, Provisioned, ResolvedProperties, ResourceProvider } from '../resource-provider.ts';

/** @source "AWS::ApiGateway::ApiKey", AWS CloudFormation template reference */
export const awsApiGatewayApiKey: ResourceProvider = {
  type: 'AWS::ApiGateway::ApiKey',
  properties: {
    CustomerId: 'noLocalEffect',
    Description: 'noLocalEffect',
    Enabled: 'honoured',
    GenerateDistinctId: 'noLocalEffect',
    Name: 'honoured',
    // A key opens a stage by its usage plan alone; AWS keeps StageKeys for the time before usage plans.
    StageKeys: 'noLocalEffect',
    Tags: 'noLocalEffect',
    Value: 'honoured',
  },
  replacing: ['Name', 'Value', 'CustomerId', 'GenerateDistinctId'],

  create: async (context, properties) => put(context, properties),
  update: async (context, _id, properties) => put(context, properties),

  async delete({ services }, id) {
    services.apigateway.deleteApiKey(id);
  },
};

function put({ services, stackName, logicalId }: ProviderContext, properties: ResolvedProperties): Provisioned {
  const seed = `${stackName} ${logicalId}`;
  const id = identifierOf(seed, 10);
  services.apigateway.putApiKey({
    id,
    name: textAt(properties, 'Name') ?? `${stackName}-${logicalId}`,
    // AWS makes a value up; ours is the same in every run, so that the client's configuration may hold it.
    value:
      textAt(properties, 'Value') ?? createHash('sha256').update(`${seed} value`).digest('base64url').replaceAll(/[-_]/g, 'x').slice(0, 40),
    // Without Enabled a key is disabled, as on AWS.
    enabled: booleanAt(properties, 'Enabled') ?? false,
    source: properties,
  });
  return { physicalResourceId: id, attributes: { APIKeyId: id } };
}
