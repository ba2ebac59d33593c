import { isMapping } from '../../../source.ts';
import type { Value } from '../../../template.ts';
import { alphanumericName, normalizedName, upperFirst } from '../../naming.ts';
import type { Section } from '../../section.ts';
import type { Service, ServiceFunction } from '../../service.ts';
import { eventSourceMapping, filterCriteria, listOfOne, unlessZero } from '../event-source-mapping.ts';
import { type EventCompilation, type EventType, type FunctionEvent, required, settingsOf } from '../event-type.ts';
import { nameInArn, serviceOf } from '../source-arn.ts';

const known = [
  'arn',
  'batchSize',
  'batchWindow',
  'bisectBatchOnFunctionError',
  'consumer',
  'destinations',
  'enabled',
  'filterPatterns',
  'functionResponseType',
  'maximumRecordAgeInSeconds',
  'maximumRetryAttempts',
  'parallelizationFactor',
  'startingPosition',
  'startingPositionTimestamp',
  'tumblingWindowInSeconds',
  'type',
];

/** What the role may do with each kind of source, in osls' order. */
const actions = {
  dynamodb: ['dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:DescribeStream', 'dynamodb:ListStreams'],
  kinesis: ['kinesis:GetRecords', 'kinesis:GetShardIterator', 'kinesis:DescribeStream', 'kinesis:ListStreams'],
  consumed: ['kinesis:GetRecords', 'kinesis:GetShardIterator', 'kinesis:DescribeStreamSummary', 'kinesis:ListShards'],
  consumer: ['kinesis:SubscribeToShard'],
  sns: ['sns:Publish'],
  sqs: ['sqs:ListQueues', 'sqs:SendMessage'],
};
type Access = { readonly [kind in keyof typeof actions]: Value[] };

/** A stream of DynamoDB or Kinesis that is read for the function. */
export const stream: EventType = {
  name: 'stream',
  compile(events, compilation) {
    for (const target of compilation.service.functions) {
      const access: Access = { dynamodb: [], kinesis: [], consumed: [], consumer: [], sns: [], sqs: [] };
      for (const event of events) if (event.target === target) compileStream(event, access, compilation);
      for (const kind of ['dynamodb', 'kinesis', 'consumed', 'consumer', 'sns', 'sqs'] as const)
        if (access[kind].length > 0) compilation.role.allow(actions[kind], access[kind]);
    }
  },
};

function compileStream(event: FunctionEvent, access: Access, { service, draft }: EventCompilation): void {
  const settings = settingsOf(event, 'arn', known);
  const arn = settings && required(settings, 'arn', 'Give the ARN of the stream, or !GetAtt Table.StreamArn with its type.');
  if (!settings || arn === undefined) return;
  const type = settings.text('type') ?? serviceOf(arn);
  const name = nameInArn(arn, (it) => (it.includes('/') ? it.split('/')[1] : it));
  if (type !== 'dynamodb' && type !== 'kinesis') {
    const hint = 'Add "type: dynamodb" or "type: kinesis" beside the arn.';
    if (type !== undefined) settings.invalid('type', `is "${type}".`, hint);
    else settings.missing('type', hint);
    return;
  }
  if (name === undefined) {
    settings.invalid('arn', 'does not name a stream.', 'Write its ARN, !GetAtt Table.StreamArn, or Fn::ImportValue.');
    return;
  }
  const consumer = type === 'kinesis' ? consumerOf(service, event.target, settings, name) : undefined;
  if (type === 'dynamodb') access.dynamodb.push(arn);
  else access[consumer ? 'consumed' : 'kinesis'].push(arn);
  if (consumer) access.consumer.push(consumer.arn);
  const destination = onFailure(settings, access);
  const { logicalId } = consumer ?? {};
  const mapping = eventSourceMapping(
    service,
    event.target,
    {
      BatchSize: unlessZero(settings.number('batchSize')) ?? 10,
      Enabled: settings.flag('enabled') ?? true,
      EventSourceArn: consumer?.arn ?? arn,
      ParallelizationFactor: unlessZero(settings.number('parallelizationFactor')),
      StartingPosition: settings.text('startingPosition') ?? 'TRIM_HORIZON',
      StartingPositionTimestamp: consumer ? timestampOf(settings) : undefined,
      MaximumBatchingWindowInSeconds: settings.number('batchWindow'),
      MaximumRetryAttempts: settings.number('maximumRetryAttempts'),
      BisectBatchOnFunctionError: settings.flag('bisectBatchOnFunctionError'),
      FunctionResponseTypes: listOfOne(settings.text('functionResponseType')),
      MaximumRecordAgeInSeconds: unlessZero(settings.number('maximumRecordAgeInSeconds')),
      TumblingWindowInSeconds: settings.number('tumblingWindowInSeconds'),
      DestinationConfig: destination === undefined ? undefined : { OnFailure: { Destination: destination } },
      FilterCriteria: filterCriteria(settings),
    },
    { after: logicalId === undefined ? [] : [logicalId] },
  );
  const id = `${normalizedName(event.target.key)}EventSourceMapping${upperFirst(type)}${alphanumericName(name)}`;
  draft.add(id, mapping, event.place);
  if (consumer?.name !== undefined && logicalId !== undefined) {
    const all = { StreamARN: arn, ConsumerName: consumer.name };
    draft.add(logicalId, { Type: 'AWS::Kinesis::StreamConsumer', Properties: all }, event.place);
  }
}

interface Consumer {
  readonly arn: Value;
  /** Of one that this stack makes. */
  readonly name?: string;
  readonly logicalId?: string;
}

/** `consumer: true` makes one; an ARN names one that is there. */
function consumerOf(
  { name: service, stage, provider }: Service,
  { key }: ServiceFunction,
  settings: Section,
  streamName: string,
): Consumer | undefined {
  const written = settings.raw('consumer');
  if (written === undefined || written === false || written === '') return undefined;
  if (written !== true && written !== 'true') return { arn: written };
  const isOfService = provider.section('kinesis')?.raw('consumerNamingMode') !== undefined;
  const name = `${key}${streamName}${isOfService ? `${service}${stage}` : ''}Consumer`;
  const logicalId = `${normalizedName(name)}StreamConsumer`;
  return { arn: { Ref: logicalId }, name, logicalId };
}

function timestampOf(settings: Section): number | undefined {
  const timestamp = unlessZero(settings.number('startingPositionTimestamp'));
  if (settings.text('startingPosition') === 'AT_TIMESTAMP' && timestamp === undefined)
    settings.missing('startingPositionTimestamp', 'Give the time to start at, in seconds since 1970: AT_TIMESTAMP needs it.');
  return timestamp;
}

/** Where records go that the function fails on: an ARN, or one with its type. */
function onFailure(settings: Section, access: Access): Value | undefined {
  const destinations = settings.section('destinations');
  destinations?.allow(['onFailure']);
  const written = destinations?.raw('onFailure');
  if (written === undefined) return undefined;
  const named = isMapping(written) ? destinations?.section('onFailure') : undefined;
  named?.allow(['arn', 'type']);
  const arn = named ? named.raw('arn') : written;
  const type = named?.text('type') ?? (arn === undefined ? undefined : serviceOf(arn));
  if (arn === undefined || type === undefined) {
    destinations?.invalid('onFailure', 'does not say where to.', 'Give an ARN, or arn and type: sns or sqs.');
    return undefined;
  }
  access[type === 'sns' ? 'sns' : 'sqs'].push(arn);
  return arn;
}
