import { list, type Shape, type StructureType, string, structure } from '../../protocol/shape.ts';
import type { World } from '../../world/world.ts';
import { destinationConfig } from './event-invoke-config-members.ts';
import { compileFilters, type FilterCriteria, type MappingSettings, serviceOf } from './event-source-mapping.ts';
import { unsupported } from './function-members.ts';
import { functionArn } from './function-name.ts';
import { flag, number, wordList } from './members.ts';
import { type LambdaState, referenceOf } from './operation.ts';
import { invalidParameter } from './operation-error.ts';

const filterCriteria: Shape<FilterCriteria> = structure('com.amazonaws.lambda.FilterCriteria', {
  Filters: list(structure('com.amazonaws.lambda.Filter', { Pattern: string({ max: 4096 }) })),
});
const scalingConfig: Shape<{ readonly MaximumConcurrency?: number }> = structure('com.amazonaws.lambda.ScalingConfig', {
  MaximumConcurrency: number({ min: 2, max: 1000 }),
});

/** What a mapping may be told at any time. @source "CreateEventSourceMapping", AWS Lambda API reference */
export const mappingMembers: {
  readonly BatchSize: Shape<number>;
  readonly FilterCriteria: Shape<FilterCriteria>;
  readonly MaximumBatchingWindowInSeconds: Shape<number>;
  readonly ParallelizationFactor: Shape<number>;
  readonly DestinationConfig: typeof destinationConfig;
  readonly MaximumRecordAgeInSeconds: Shape<number>;
  readonly BisectBatchOnFunctionError: Shape<boolean>;
  readonly MaximumRetryAttempts: Shape<number>;
  readonly TumblingWindowInSeconds: Shape<number>;
  readonly FunctionResponseTypes: Shape<readonly string[]>;
  readonly ScalingConfig: typeof scalingConfig;
  readonly KMSKeyArn: Shape<unknown>;
  readonly SourceAccessConfigurations: Shape<unknown>;
  readonly MetricsConfig: Shape<unknown>;
  readonly ProvisionedPollerConfig: Shape<unknown>;
} = {
  BatchSize: number({ min: 1, max: 10_000 }),
  FilterCriteria: filterCriteria,
  MaximumBatchingWindowInSeconds: number({ min: 0, max: 300 }),
  ParallelizationFactor: number({ min: 1, max: 10 }),
  DestinationConfig: destinationConfig,
  MaximumRecordAgeInSeconds: number({ min: -1, max: 604_800 }),
  BisectBatchOnFunctionError: flag,
  MaximumRetryAttempts: number({ min: -1, max: 10_000 }),
  TumblingWindowInSeconds: number({ min: 0, max: 900 }),
  FunctionResponseTypes: wordList(['ReportBatchItemFailures'], { max: 1 }),
  ScalingConfig: scalingConfig,
  KMSKeyArn: unsupported,
  SourceAccessConfigurations: unsupported,
  MetricsConfig: unsupported,
  ProvisionedPollerConfig: unsupported,
};

export const startingMembers: {
  readonly StartingPosition: Shape<string>;
  readonly StartingPositionTimestamp: Shape<unknown>;
  readonly Topics: Shape<unknown>;
  readonly Queues: Shape<unknown>;
  readonly SelfManagedEventSource: Shape<unknown>;
  readonly SelfManagedKafkaEventSourceConfig: Shape<unknown>;
  readonly AmazonManagedKafkaEventSourceConfig: Shape<unknown>;
  readonly DocumentDBEventSourceConfig: Shape<unknown>;
} = {
  StartingPosition: string({ values: ['LATEST', 'AT_TIMESTAMP', 'TRIM_HORIZON'] }),
  StartingPositionTimestamp: unsupported,
  Topics: unsupported,
  Queues: unsupported,
  SelfManagedEventSource: unsupported,
  SelfManagedKafkaEventSourceConfig: unsupported,
  AmazonManagedKafkaEventSourceConfig: unsupported,
  DocumentDBEventSourceConfig: unsupported,
};

export type RequestedMapping = StructureType<typeof mappingMembers> & Partial<StructureType<typeof startingMembers>>;

export function mappingArn({ partition, region, accountId }: World, uuid: string): string {
  return `arn:${partition}:lambda:${region}:${accountId}:event-source-mapping:${uuid}`;
}

/** The ARN of a source that is read here. @throws ServiceError InvalidParameterValueException */
export function checkedSource(
  { mappings }: LambdaState,
  {
    EventSourceArn: arn,
    StartingPosition: position,
    StartingPositionTimestamp: timestamp,
    SelfManagedEventSource,
  }: RequestedMapping & {
    readonly EventSourceArn?: string;
  },
): string {
  if (SelfManagedEventSource !== undefined) throw invalidParameter('gatewright reads no Kafka. See docs/compatibility.md.');
  if (arn === undefined || !arn.startsWith('arn:')) throw invalidParameter('Unrecognized event source.');
  if (serviceOf(arn) === 'sqs') {
    if (position !== undefined) throw invalidParameter('StartingPosition is not valid for SQS event sources.');
  } else {
    if (position === undefined)
      throw invalidParameter(
        "1 validation error detected: Value null at 'startingPosition' failed to satisfy constraint: Member must not be null.",
      );
    if (timestamp !== undefined && position !== 'AT_TIMESTAMP')
      throw invalidParameter('Timestamp only valid with StartingPosition AT_TIMESTAMP');
    if (position === 'AT_TIMESTAMP') throw invalidParameter(`Unsupported starting position for arn type: ${arn}`);
  }
  if (!mappings.reads(arn))
    throw invalidParameter(`gatewright reads nothing from ${serviceOf(arn)} yet: ${arn}. See docs/compatibility.md.`);
  return arn;
}

/** The ARN of the function that is named, with its qualifier. @throws ServiceError InvalidParameterValueException */
export function givenFunction({ functions, world }: LambdaState, name: string): string {
  const { functionName, qualifier } = referenceOf(name);
  const found = functions.get(functionName);
  const known = qualifier === undefined || qualifier === '$LATEST' || found?.aliases.has(qualifier) || found?.versions.has(qualifier);
  if (!found || !known) throw invalidParameter('Function does not exist');
  return functionArn(world, functionName, qualifier);
}

/** With AWS's defaults; or, of a mapping that is there, with what it had. @throws ServiceError InvalidParameterValueException */
export function settingsOf(arn: string, asked: RequestedMapping, before?: MappingSettings): MappingSettings {
  if ((asked.TumblingWindowInSeconds ?? 0) > 0)
    throw invalidParameter('gatewright does not honour TumblingWindowInSeconds yet. See docs/compatibility.md.');
  if (asked.SourceAccessConfigurations !== undefined || asked.ProvisionedPollerConfig !== undefined)
    throw invalidParameter('gatewright honours neither SourceAccessConfigurations nor ProvisionedPollerConfig. See docs/compatibility.md.');
  compileFilters(asked.FilterCriteria);
  const queue = serviceOf(arn) === 'sqs';
  const filters = asked.FilterCriteria ?? before?.FilterCriteria;
  const window = asked.MaximumBatchingWindowInSeconds ?? before?.MaximumBatchingWindowInSeconds ?? 0;
  const size = asked.BatchSize ?? before?.BatchSize ?? (queue ? 10 : 100);
  if (queue && size > 10 && window === 0)
    throw invalidParameter('Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10');
  if (queue && arn.endsWith('.fifo') && (size > 10 || window > 0))
    throw invalidParameter(
      size > 10 ? 'Batch size is not allowed to exceed 10 for FIFO queues.' : 'Batching window is not supported for FIFO queues.',
    );
  return {
    BatchSize: size,
    MaximumBatchingWindowInSeconds: window,
    FunctionResponseTypes: asked.FunctionResponseTypes ?? before?.FunctionResponseTypes ?? [],
    ...(filters?.Filters && filters.Filters.length > 0 && { FilterCriteria: filters }),
    ...(queue ? queueSettings(asked, before) : streamSettings(asked, before)),
  };
}

function queueSettings({ ScalingConfig: asked }: RequestedMapping, before: MappingSettings | undefined): Partial<MappingSettings> {
  const scaling = asked ?? before?.ScalingConfig;
  return scaling ? { ScalingConfig: scaling } : {};
}

function streamSettings(asked: RequestedMapping, before: MappingSettings | undefined): Partial<MappingSettings> {
  const destination = asked.DestinationConfig ?? before?.DestinationConfig;
  return {
    StartingPosition: asked.StartingPosition ?? before?.StartingPosition,
    ParallelizationFactor: asked.ParallelizationFactor ?? before?.ParallelizationFactor ?? 1,
    DestinationConfig: { OnFailure: destination?.OnFailure ?? {} },
    MaximumRecordAgeInSeconds: asked.MaximumRecordAgeInSeconds ?? before?.MaximumRecordAgeInSeconds ?? -1,
    BisectBatchOnFunctionError: asked.BisectBatchOnFunctionError ?? before?.BisectBatchOnFunctionError ?? false,
    MaximumRetryAttempts: asked.MaximumRetryAttempts ?? before?.MaximumRetryAttempts ?? -1,
    TumblingWindowInSeconds: 0,
  };
}
