import { callLambda } from '../../services/lambda/lambda-api.ts';
import type { ProviderContext, Provisioned, ResolvedProperties, ResourceProvider } from '../resource-provider.ts';

/** @source "AWS::Lambda::EventSourceMapping", AWS CloudFormation template reference */
export const awsLambdaEventSourceMapping: ResourceProvider = {
  type: 'AWS::Lambda::EventSourceMapping',
  properties: {
    AmazonManagedKafkaEventSourceConfig: 'unsupported',
    BatchSize: 'honoured',
    BisectBatchOnFunctionError: 'honoured',
    DestinationConfig: { OnFailure: { Destination: 'honoured' } },
    DocumentDBEventSourceConfig: 'unsupported',
    Enabled: 'honoured',
    EventSourceArn: 'honoured',
    FilterCriteria: { Filters: [{ Pattern: 'honoured' }] },
    FunctionName: 'honoured',
    FunctionResponseTypes: 'honoured',
    KmsKeyArn: 'noLocalEffect',
    LoggingConfig: 'noLocalEffect',
    MaximumBatchingWindowInSeconds: 'honoured',
    MaximumRecordAgeInSeconds: 'honoured',
    MaximumRetryAttempts: 'honoured',
    MetricsConfig: 'noLocalEffect',
    ParallelizationFactor: 'honoured',
    ProvisionedPollerConfig: 'unsupported',
    Queues: 'unsupported',
    ScalingConfig: { MaximumConcurrency: 'honoured' },
    SelfManagedEventSource: 'unsupported',
    SelfManagedKafkaEventSourceConfig: 'unsupported',
    SourceAccessConfigurations: 'unsupported',
    StartingPosition: 'honoured',
    StartingPositionTimestamp: 'unsupported',
    Tags: 'noLocalEffect',
    Topics: 'unsupported',
    TumblingWindowInSeconds: 'unsupported',
  },
  create: async (context, properties) => provision(context, 'CreateEventSourceMapping', settingsOf(properties)),
  async update(context, physicalResourceId, properties) {
    const { EventSourceArn, StartingPosition, StartingPositionTimestamp, ...settings } = settingsOf(properties);
    const before = context.services.lambda.mappings.get(physicalResourceId);
    if (before.eventSourceArn === EventSourceArn)
      return provision(context, 'UpdateEventSourceMapping', { ...settings, UUID: physicalResourceId });
    await remove(context, physicalResourceId);
    return provision(context, 'CreateEventSourceMapping', settingsOf(properties));
  },
  delete: remove,
};

/** What has no effect here is not handed on; Tags are a list in templates. */
function settingsOf({
  Tags: _,
  KmsKeyArn: __,
  LoggingConfig: ___,
  MetricsConfig: ____,
  ...settings
}: ResolvedProperties): ResolvedProperties {
  return settings;
}

async function provision({ services, world }: ProviderContext, operation: string, settings: ResolvedProperties): Promise<Provisioned> {
  const { UUID, EventSourceMappingArn } = await callLambda({ world, lambda: services.lambda }, operation, settings);
  const id = String(UUID);
  return { physicalResourceId: id, attributes: { Id: id, EventSourceMappingArn: String(EventSourceMappingArn) } };
}

async function remove({ services }: ProviderContext, physicalResourceId: string): Promise<void> {
  await services.lambda.mappings.delete(physicalResourceId);
}
