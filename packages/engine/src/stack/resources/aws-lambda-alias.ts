import type { Value } from '@gatewright/template';
import { functionArn, parseFunctionName } from '../../services/lambda/function-name.ts';
import { lambdaTime } from '../../services/lambda/function-store.ts';
import type { ProviderContext, Provisioned, ResolvedProperties, ResourceProvider } from '../resource-provider.ts';

/** @source "AWS::Lambda::Alias", AWS CloudFormation template reference */
export const awsLambdaAlias: ResourceProvider = {
  type: 'AWS::Lambda::Alias',
  properties: {
    Description: 'noLocalEffect',
    FunctionName: 'honoured',
    FunctionVersion: 'honoured',
    Name: 'honoured',
    ProvisionedConcurrencyConfig: { ProvisionedConcurrentExecutions: 'honoured' },
    RoutingConfig: { AdditionalVersionWeights: [{ FunctionVersion: 'honoured', FunctionWeight: 'honoured' }] },
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

function provision({ services, world }: ProviderContext, properties: ResolvedProperties): Provisioned {
  const { FunctionName, FunctionVersion, Name, Description, RoutingConfig, ProvisionedConcurrencyConfig } = properties;
  const { functionName } = parseFunctionName(String(FunctionName));
  const alias = String(Name);
  const { lambda } = services;
  const description = typeof Description === 'string' ? Description : '';
  lambda.putAlias(functionName, alias, String(FunctionVersion), { description, weights: weightsOf(RoutingConfig) });
  const requested = Number(memberOf(ProvisionedConcurrencyConfig, 'ProvisionedConcurrentExecutions') ?? 0);
  const found = lambda.functions.find({ functionName, qualifier: undefined });
  if (requested > 0) {
    found.provisioned.set(alias, { requested, lastModified: lambdaTime(world.now()) });
    lambda.functions.provision(found, alias, requested);
  } else if (found.provisioned.delete(alias)) lambda.functions.provision(found, alias, undefined);
  const arn = functionArn(world, functionName, alias);
  return { physicalResourceId: arn, attributes: { AliasArn: arn } };
}

/** Templates write them as a list. */
function weightsOf(routing: Value | undefined): { readonly [version: string]: number } {
  const list = memberOf(routing, 'AdditionalVersionWeights');
  const weights: Record<string, number> = {};
  for (const it of Array.isArray(list) ? list : [])
    weights[String(memberOf(it, 'FunctionVersion'))] = Number(memberOf(it, 'FunctionWeight'));
  return weights;
}

function memberOf(value: Value | undefined, member: string): Value | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as { readonly [name: string]: Value })[member]
    : undefined;
}

function remove({ services }: ProviderContext, physicalResourceId: string): void {
  const { functionName, qualifier } = parseFunctionName(physicalResourceId);
  if (qualifier !== undefined) services.lambda.deleteAlias(functionName, qualifier);
}
