import type { ProviderContext, Provisioned, ResolvedProperties, ResourceProvider } from '../resource-provider.ts';
import { isMapping, textOf } from '../written-values.ts';

/** @source "AWS::SSM::Parameter", AWS CloudFormation template reference */
export const awsSsmParameter: ResourceProvider = {
  type: 'AWS::SSM::Parameter',
  properties: {
    AllowedPattern: 'honoured',
    DataType: 'honoured',
    Description: 'honoured',
    Name: 'honoured',
    Policies: 'honoured',
    Tags: 'honoured',
    Tier: 'honoured',
    Type: 'honoured',
    Value: 'honoured',
  },
  replacing: ['Name'],
  create: (context, properties) => put(context, textOf(properties.Name) ?? `${context.stackName}-${context.logicalId}`, properties),
  update: put,
  async delete({ services: { ssm } }, name) {
    await ssm.call('DeleteParameter', { Name: name });
  },
};

async function put({ services: { ssm } }: ProviderContext, name: string, properties: ResolvedProperties): Promise<Provisioned> {
  const { Type, Value, Tags } = properties;
  await ssm.call('PutParameter', {
    Name: name,
    Type: textOf(Type),
    Value: textOf(Value),
    Description: textOf(properties.Description),
    AllowedPattern: textOf(properties.AllowedPattern),
    DataType: textOf(properties.DataType),
    Tier: textOf(properties.Tier),
    Policies: textOf(properties.Policies),
    Overwrite: true,
  });
  const tags = isMapping(Tags) ? Object.entries(Tags).map(([Key, it]) => ({ Key, Value: textOf(it) ?? '' })) : [];
  if (tags.length > 0) await ssm.call('AddTagsToResource', { ResourceType: 'Parameter', ResourceId: name, Tags: tags });
  return { physicalResourceId: name, attributes: { Type: textOf(Type) ?? '', Value: textOf(Value) ?? '' } };
}
