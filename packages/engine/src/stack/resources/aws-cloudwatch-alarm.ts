import { writtenInput } from '../cloudwatch-input.ts';
import type { ProviderContext, Provisioned, ResolvedProperties, ResourceProvider } from '../resource-provider.ts';
import { textOf } from '../written-values.ts';

/** Evaluated on this machine's clock. @source "AWS::CloudWatch::Alarm", AWS CloudFormation template reference */
export const awsCloudWatchAlarm: ResourceProvider = {
  type: 'AWS::CloudWatch::Alarm',
  properties: {
    ActionsEnabled: 'honoured',
    AlarmActions: 'honoured',
    AlarmDescription: 'honoured',
    AlarmName: 'honoured',
    ComparisonOperator: 'honoured',
    DatapointsToAlarm: 'honoured',
    Dimensions: 'honoured',
    EvaluateLowSampleCountPercentile: 'honoured',
    EvaluationCriteria: 'unsupported',
    EvaluationInterval: 'unsupported',
    EvaluationPeriods: 'honoured',
    ExtendedStatistic: 'honoured',
    InsufficientDataActions: 'honoured',
    MetricName: 'honoured',
    Metrics: 'honoured',
    Namespace: 'honoured',
    OKActions: 'honoured',
    Period: 'honoured',
    Statistic: 'honoured',
    Tags: 'honoured',
    Threshold: 'honoured',
    ThresholdMetricId: 'unsupported',
    TreatMissingData: 'honoured',
    Unit: 'honoured',
  },
  replacing: ['AlarmName'],
  create: (context, properties) => put(context, textOf(properties.AlarmName) ?? `${context.stackName}-${context.logicalId}`, properties),
  update: (context, physicalResourceId, properties) => put(context, physicalResourceId, properties),
  async delete({ services }, physicalResourceId) {
    await services.cloudwatch.call('DeleteAlarms', { AlarmNames: [physicalResourceId] });
  },
};

async function put({ services, world }: ProviderContext, name: string, properties: ResolvedProperties): Promise<Provisioned> {
  await services.cloudwatch.call('PutMetricAlarm', { ...writtenInput(properties), AlarmName: name });
  const arn = `arn:${world.partition}:cloudwatch:${world.region}:${world.accountId}:alarm:${name}`;
  return { physicalResourceId: name, attributes: { Arn: arn } };
}
