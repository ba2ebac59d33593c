import type { ProviderContext, Provisioned, ResolvedProperties, ResourceProvider } from '../resource-provider.ts';
import { gone } from './logs-resource.ts';

/** @source "AWS::Logs::SubscriptionFilter", AWS CloudFormation template reference */
export const awsLogsSubscriptionFilter: ResourceProvider = {
  type: 'AWS::Logs::SubscriptionFilter',
  properties: {
    ApplyOnTransformedLogs: 'unsupported',
    DestinationArn: 'honoured',
    Distribution: 'honoured',
    EmitSystemFields: 'unsupported',
    FieldSelectionCriteria: 'unsupported',
    FilterName: 'honoured',
    FilterPattern: 'honoured',
    LogGroupName: 'honoured',
    RoleArn: 'honoured',
  },
  replacing: ['FilterName', 'LogGroupName'],
  create: (context, properties) =>
    provision(context, String(properties.FilterName ?? `${context.stackName}-${context.logicalId}`), properties),
  update: provision,
  async delete({ services }, filterName, { LogGroupName: logGroupName } = {}) {
    await gone(services.logs.call('DeleteSubscriptionFilter', { logGroupName, filterName }));
  },
};

async function provision({ services }: ProviderContext, filterName: string, properties: ResolvedProperties): Promise<Provisioned> {
  const { LogGroupName, FilterPattern, DestinationArn, RoleArn, Distribution } = properties;
  await services.logs.call('PutSubscriptionFilter', {
    logGroupName: LogGroupName,
    filterName,
    filterPattern: FilterPattern,
    destinationArn: DestinationArn,
    ...(RoleArn !== undefined && { roleArn: RoleArn }),
    ...(Distribution !== undefined && { distribution: Distribution }),
  });
  return { physicalResourceId: filterName };
}
