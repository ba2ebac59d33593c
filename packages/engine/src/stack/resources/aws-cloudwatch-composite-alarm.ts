import { writtenInput } from '../cloudwatch-input.ts';
import type { ProviderContext, Provisioned, ResolvedProperties, ResourceProvider } from '../resource-provider.ts';
import { textOf } from '../written-values.ts';

/** An alarm on other alarms. @source "AWS::CloudWatch::CompositeAlarm", AWS CloudFormation template reference */
export const awsCloudWatchCompositeAlarm: ResourceProvider = {
  type: 'AWS::CloudWatch::CompositeAlarm',
  properties: {
    ActionsEnabled: 'honoured',
    ActionsSuppressor: 'honoured',
    ActionsSuppressorExtensionPeriod: 'honoured',
    ActionsSuppressorWaitPeriod: 'honoured',
    AlarmActions: 'honoured',
    AlarmDescription: 'honoured',
    AlarmName: 'honoured',
    AlarmRule: 'honoured',
    InsufficientDataActions: 'honoured',
    OKActions: 'honoured',
    Tags: 'honoured',
  },
  replacing: ['AlarmName'],
  create: (context, properties) => put(context, textOf(properties.AlarmName) ?? `${context.stackName}-${context.logicalId}`, properties),
  update: (context, physicalResourceId, properties) => put(context, physicalResourceId, properties),
  async delete({ services }, physicalResourceId) {
    await services.cloudwatch.call('DeleteAlarms', { AlarmNames: [physicalResourceId] });
  },
};

async function put({ services, world }: ProviderContext, name: string, properties: ResolvedProperties): Promise<Provisioned> {
  await services.cloudwatch.call('PutCompositeAlarm', { ...writtenInput(properties), AlarmName: name });
  const arn = `arn:${world.partition}:cloudwatch:${world.region}:${world.accountId}:alarm:${name}`;
  return { physicalResourceId: name, attributes: { Arn: arn } };
}
