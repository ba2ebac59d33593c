import { isMapping } from '../../source.ts';
import type { Value } from '../../template.ts';
import { type Compilation, reportInvalid } from '../compilation.ts';
import type { EventType, FunctionEvent } from '../event-type.ts';
import { isIntrinsic } from '../intrinsic-forms.ts';
import { Members } from '../members.ts';
import { checkShapes, type PropertyShapes, requireProperties } from '../properties.ts';
import { derivedAttributes, type Mapping } from '../sam-resource.ts';
import { targetId } from './event-permission.ts';

/** Properties that an event source mapping has under the same name. */
const carried: PropertyShapes = {
  BatchSize: 'number',
  BisectBatchOnFunctionError: 'boolean',
  Enabled: 'boolean',
  FilterCriteria: 'map',
  FunctionResponseTypes: 'list',
  KmsKeyArn: 'any',
  LoggingConfig: 'map',
  MaximumBatchingWindowInSeconds: 'number',
  MaximumRecordAgeInSeconds: 'number',
  MaximumRetryAttempts: 'number',
  MetricsConfig: 'map',
  ParallelizationFactor: 'number',
  ProvisionedPollerConfig: 'map',
  Queues: 'list',
  ScalingConfig: 'map',
  SourceAccessConfigurations: 'list',
  StartingPosition: 'any',
  StartingPositionTimestamp: 'any',
  Topics: 'list',
  TumblingWindowInSeconds: 'number',
};

/** Every source may have these, whatever it makes of them. */
const shapes: PropertyShapes = {
  ...carried,
  ConsumerGroupId: 'text',
  DestinationConfig: 'map',
  KafkaBootstrapServers: 'list',
  SchemaRegistryConfig: 'map',
  SecretsManagerKmsKeyId: 'text',
};

/** What differs between the event sources that Lambda reads by itself. */
export interface PolledSource {
  readonly type: string;
  /** The event's property that holds the source's ARN. */
  readonly source?: string;
  readonly required: readonly string[];
  /** The managed policy that lets the function read it. */
  readonly policy?: string;
  /** Properties that no other source has. */
  readonly shapes?: PropertyShapes;
  /** Adds what only this source has to the mapping, and to the policies of the function's role. */
  readonly addOwn?: (event: FunctionEvent, members: Members, compilation: Compilation) => void;
}

export function polled({ type, source, required, policy, shapes: own = {}, addOwn }: PolledSource): EventType {
  return {
    type,

    compile(event, compilation) {
      const { properties, owner, at } = event;
      checkShapes(properties, { ...shapes, ...(source !== undefined && { [source]: 'any' }), ...own }, owner, compilation);
      requireProperties(properties, required, owner, at, compilation);
      checkFilterCriteria(event, compilation);
      const members = new Members(properties).set('FunctionName', { Ref: targetId(event) });
      if (source !== undefined) members.from(source, 'EventSourceArn', properties[source]);
      members.carry(...Object.keys(carried));
      if (policy !== undefined) event.role.managed.push(`arn:${compilation.partition}:iam::aws:policy/service-role/${policy}`);
      if (addOwn) addOwn(event, members, compilation);
      else if (properties.ConsumerGroupId) {
        reportInvalid(compilation, `${owner} has a ConsumerGroupId, which only Kafka has.`, at, { hint: 'Take it out.' });
      }
      const { DestinationConfig: destination } = properties;
      if (isMapping(destination)) members.from('DestinationConfig', 'DestinationConfig', destinationOf(event, destination, compilation));
      const attributes = derivedAttributes(event.function);
      const mapping = { Type: 'AWS::Lambda::EventSourceMapping', ...attributes, Properties: members.done(at) };
      compilation.add(event.function, event.logicalId, mapping, { at });
    },
  };
}

function checkFilterCriteria({ properties, owner, at }: FunctionEvent, compilation: Compilation): void {
  const { FilterCriteria: criteria } = properties;
  if (!isMapping(criteria) || isIntrinsic(criteria)) return;
  const names = Object.keys(criteria);
  if (names.length === 0 || (names.length === 1 && names[0] === 'Filters')) return;
  reportInvalid(compilation, `FilterCriteria of ${owner.replace('The', 'the')} may only have Filters.`, at);
}

/** Where failed batches go; with a Type, SAM lets the function's role send them there. */
function destinationOf(event: FunctionEvent, config: Mapping, compilation: Compilation): Value {
  const { OnFailure: onFailure } = config;
  const owner = `DestinationConfig of ${event.owner.replace('The', 'the')}`;
  if (!isMapping(onFailure)) {
    reportInvalid(compilation, `${owner} needs an OnFailure that is a map.`, event.at, { code: 'MISSING_PROPERTY' });
    return config;
  }
  if (!onFailure.Type) return config;
  const { Type: type, ...rest } = onFailure;
  const resource = rest.Destination ?? null;
  const policy = (name: string, statements: readonly Value[]): void => {
    event.role.inline.push({ PolicyName: `${event.logicalId}${name}Policy`, PolicyDocument: { Statement: statements } });
  };
  if (type === 'SQS') policy('SQS', [{ Action: 'sqs:SendMessage', Effect: 'Allow', Resource: resource }]);
  else if (type === 'SNS') policy('SNS', [{ Action: 'sns:publish', Effect: 'Allow', Resource: resource }]);
  else if (type === 'S3') policy('S3', bucketStatements(resource));
  else if (type !== 'Kafka')
    reportInvalid(compilation, `${owner} has an unknown Type.`, event.at, { hint: 'Write SQS, SNS, S3 or Kafka.' });
  return { ...config, OnFailure: rest };
}

/** What a function needs to write to a bucket that failed events go to. */
export function bucketStatements(bucketArn: Value): readonly Mapping[] {
  return [
    { Action: 's3:PutObject', Effect: 'Allow', Resource: { 'Fn::Join': ['/', [bucketArn, '*']] } },
    { Action: 's3:ListBucket', Effect: 'Allow', Resource: bucketArn },
  ];
}

/** A mapping that reads the queue SAM puts between a topic and a function. */
export function addQueueMapping(event: FunctionEvent, queueArn: Value, batchSize: Value, compilation: Compilation): void {
  const properties = { FunctionName: { Ref: targetId(event) }, EventSourceArn: queueArn, BatchSize: batchSize, Enabled: true };
  const attributes = derivedAttributes(event.function);
  const logicalId = `${event.logicalId}EventSourceMapping`;
  const mapping = { Type: 'AWS::Lambda::EventSourceMapping', ...attributes, Properties: properties };
  compilation.add(event.function, logicalId, mapping, { at: event.at });
  event.role.managed.push(`arn:${compilation.partition}:iam::aws:policy/service-role/AWSLambdaSQSQueueExecutionRole`);
}
