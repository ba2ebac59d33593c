import { isMapping } from '../../source.ts';
import type { Value } from '../../template.ts';
import { type Compilation, reportInvalid } from '../compilation.ts';
import type { EventType, FunctionEvent } from '../event-type.ts';
import { Members } from '../members.ts';
import { checkShapes, type PropertyShapes, requireProperties } from '../properties.ts';
import { derivedAttributes } from '../sam-resource.ts';
import { targetId } from './event-permission.ts';

const shapes: PropertyShapes = {
  BatchSize: 'number',
  BisectBatchOnFunctionError: 'boolean',
  DestinationConfig: 'map',
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
  ScalingConfig: 'map',
  StartingPosition: 'any',
  StartingPositionTimestamp: 'any',
  TumblingWindowInSeconds: 'number',
};

/** What differs between the event sources that Lambda reads by itself. */
interface PolledSource {
  readonly type: string;
  /** The event's property that names the source. */
  readonly source: 'Stream' | 'Queue';
  readonly required: readonly string[];
  /** The managed policy that lets the function read it. */
  readonly policy: string;
}

/** @source "Kinesis", AWS SAM developer guide */
export const kinesis: EventType = polled({
  type: 'Kinesis',
  source: 'Stream',
  required: ['Stream', 'StartingPosition'],
  policy: 'AWSLambdaKinesisExecutionRole',
});

/** @source "DynamoDB", AWS SAM developer guide */
export const dynamoDb: EventType = polled({
  type: 'DynamoDB',
  source: 'Stream',
  required: ['Stream', 'StartingPosition'],
  policy: 'AWSLambdaDynamoDBExecutionRole',
});

/** @source "SQS", AWS SAM developer guide */
export const sqs: EventType = polled({ type: 'SQS', source: 'Queue', required: ['Queue'], policy: 'AWSLambdaSQSQueueExecutionRole' });

function polled({ type, source, required, policy }: PolledSource): EventType {
  return {
    type,

    compile(event, compilation) {
      const { properties, owner, at } = event;
      checkShapes(properties, { ...shapes, [source]: 'any' }, owner, compilation);
      requireProperties(properties, required, owner, at, compilation);
      addEventSourceMapping(event, event.logicalId, properties[source] ?? null, compilation);
      event.role.managed.push(`arn:${compilation.partition}:iam::aws:policy/service-role/${policy}`);
    },
  };
}

/** @param sourceArn what Lambda reads from */
function addEventSourceMapping(event: FunctionEvent, logicalId: string, sourceArn: Value, compilation: Compilation): void {
  const { properties, at } = event;
  const { DestinationConfig: destination, ...others } = shapes;
  const members = new Members(properties)
    .set('FunctionName', { Ref: targetId(event) })
    .set('EventSourceArn', sourceArn)
    .carry(...Object.keys(others));
  if (destination && isMapping(properties.DestinationConfig)) {
    members.from('DestinationConfig', 'DestinationConfig', destinationOf(event, properties.DestinationConfig, compilation));
  }
  const attributes = derivedAttributes(event.function);
  compilation.add(
    event.function,
    logicalId,
    { Type: 'AWS::Lambda::EventSourceMapping', ...attributes, Properties: members.done(at) },
    { at },
  );
}

/** Where failed batches go; with a Type, SAM lets the function's role send them there. */
function destinationOf(event: FunctionEvent, config: { readonly [member: string]: Value }, compilation: Compilation): Value {
  const { OnFailure: onFailure } = config;
  if (!isMapping(onFailure) || onFailure.Type === undefined) return config;
  const { Type: type, ...rest } = onFailure;
  const resource = rest.Destination ?? null;
  const policy = (name: string, statements: readonly Value[]): void => {
    event.role.inline.push({ PolicyName: `${event.logicalId}${name}Policy`, PolicyDocument: { Statement: statements } });
  };
  if (type === 'SQS') policy('SQS', [{ Action: 'sqs:SendMessage', Effect: 'Allow', Resource: resource }]);
  else if (type === 'SNS') policy('SNS', [{ Action: 'sns:publish', Effect: 'Allow', Resource: resource }]);
  else if (type === 'S3') {
    policy('S3', [
      { Action: 's3:PutObject', Effect: 'Allow', Resource: { 'Fn::Join': ['/', [resource, '*']] } },
      { Action: 's3:ListBucket', Effect: 'Allow', Resource: resource },
    ]);
  } else if (type !== 'Kafka') {
    const hint = 'Write SQS, SNS, S3 or Kafka.';
    reportInvalid(compilation, `DestinationConfig of ${event.owner.replace('The', 'the')} has an unknown Type.`, event.at, { hint });
  }
  return { ...config, OnFailure: rest };
}

/** A mapping that reads the queue SAM puts between a topic and a function. */
export function addQueueMapping(event: FunctionEvent, queueArn: Value, batchSize: Value, compilation: Compilation): void {
  const properties = { FunctionName: { Ref: targetId(event) }, EventSourceArn: queueArn, BatchSize: batchSize, Enabled: true };
  const attributes = derivedAttributes(event.function);
  const logicalId = `${event.logicalId}EventSourceMapping`;
  compilation.add(
    event.function,
    logicalId,
    { Type: 'AWS::Lambda::EventSourceMapping', ...attributes, Properties: properties },
    { at: event.at },
  );
  event.role.managed.push(`arn:${compilation.partition}:iam::aws:policy/service-role/AWSLambdaSQSQueueExecutionRole`);
}
