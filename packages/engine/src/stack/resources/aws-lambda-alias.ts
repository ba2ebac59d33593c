import { functionArn, parseFunctionName } from '../../services/lambda/function-name.ts';
import type { ProviderContext, Provisioned, ResolvedProperties, ResourceProvider } from '../resource-provider.ts';

/** @source "AWS::Lambda::Alias", AWS CloudFormation template reference */
export const awsLambdaAlias: ResourceProvider = {
  type: 'AWS::Lambda::Alias',
  properties: {
    Description: 'noLocalEffect',
    FunctionName: 'honoured',
    FunctionVersion: 'honoured',
    Name: 'honoured',
    ProvisionedConcurrencyConfig: 'noLocalEffect',
    RoutingConfig: 'unsupported',
  },
  replacing: ['FunctionName', 'Name'],
  create: async (context, properties) => provision(context, properties),
  async update(context, physicalResourceId, properties) {
    const provisioned = provision(context, properties);
    if (provisioned.physicalResourceId !== physicalResourceId) remove(context, physicalResourceId);
    return provisioned;
  },
  delete: async (context, physicalResourceId) => remove(context, physicalResourceId),
};

function provision({ services, world }: ProviderContext, { FunctionName, FunctionVersion, Name }: ResolvedProperties): Provisioned {
  const { functionName } = parseFunctionName(String(FunctionName));
  const alias = String(Name);
  services.lambda.putAlias(functionName, alias, String(FunctionVersion));
  const arn = functionArn(world, functionName, alias);
  return { physicalResourceId: arn, attributes: { AliasArn: arn } };
}

function remove({ services }: ProviderContext, physicalResourceId: string): void {
  const { functionName, qualifier } = parseFunctionName(physicalResourceId);
  if (qualifier !== undefined) services.lambda.deleteAlias(functionName, qualifier);
}
