// Covers event source mappings at work: what a function gets of a stream and a queue, and what becomes of a batch that fails. Sources:
// "Using AWS Lambda with Amazon DynamoDB", "Using Lambda with Amazon SQS", "Best practices for implementing partial batch responses", AWS
// Lambda developer guide; the records recorded on AWS by localstack (test_lambda_integration_dynamodbstreams, test_lambda_integration_sqs).
import { CreateTableCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import {
  CreateEventSourceMappingCommand,
  type CreateEventSourceMappingCommandInput,
  DeleteEventSourceMappingCommand,
  GetEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import { SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorld } from '../../packages/engine/src/world/world.ts';
import { type LambdaServices, startLambdaServices, tell } from './services.ts';

/** The engine's clock is turned; elsewhere there is none to turn. */
let aheadMs = 0;
let on: LambdaServices;
let dynamodb: DynamoDBClient;
beforeAll(async () => {
  on = await startLambdaServices({ ...createWorld(), now: () => Date.now() + aheadMs });
  dynamodb = new DynamoDBClient(on.endpoint.client);
});
afterAll(async () => {
  dynamodb?.destroy();
  await on?.stop();
});

interface Batch {
  readonly ids: readonly string[];
  readonly first: object;
}

/** Tells what it got of each batch: keys and texts. Fails where a record says so. */
const ofStream = `${tell}
exports.handler = async ({ Records }) => {
  const ids = Records.map((it) => it.dynamodb.Keys.id.S);
  await tell({ ids, first: Records[0] });
  const failed = Records.filter((it) => it.dynamodb.NewImage.fail);
  if (process.env.REPORT) return { batchItemFailures: failed.slice(0, 1).map((it) => ({ itemIdentifier: it.dynamodb.SequenceNumber })) };
  if (failed.length > 0) throw new Error('no good');
};`;

async function table(TableName: string): Promise<string> {
  const { TableDescription } = await dynamodb.send(
    new CreateTableCommand({
      TableName,
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
    }),
  );
  return TableDescription?.LatestStreamArn ?? '';
}

const put = (TableName: string, id: string, fail = false) =>
  dynamodb.send(new PutItemCommand({ TableName, Item: { id: { S: id }, ...(fail && { fail: { BOOL: true } }) } }));

const map = (input: CreateEventSourceMappingCommandInput) => on.lambda.send(new CreateEventSourceMappingCommand(input));

test('a stream is read in order from its beginning', { timeout: 60_000 }, async () => {
  const [EventSourceArn, seen] = [await table('read'), await on.queue('seen-read')];
  for (const id of ['a', 'b', 'c']) await put('read', id);
  await on.create('reader', ofStream, { SEEN: seen.url });
  const { UUID = '' } = await map({ EventSourceArn, FunctionName: 'reader', StartingPosition: 'TRIM_HORIZON', BatchSize: 10 });
  const { ids, first } = await seen.next<Batch>();
  expect(ids).toEqual(['a', 'b', 'c']);
  expect(first).toEqual({
    eventID: expect.stringMatching(/^[0-9a-f]{32}$/),
    eventName: 'INSERT',
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: 'us-east-1',
    dynamodb: {
      ApproximateCreationDateTime: expect.any(Number),
      Keys: { id: { S: 'a' } },
      NewImage: { id: { S: 'a' } },
      SequenceNumber: expect.stringMatching(/^\d+$/),
      SizeBytes: expect.any(Number),
      StreamViewType: 'NEW_AND_OLD_IMAGES',
    },
    eventSourceARN: EventSourceArn,
  });
  await put('read', 'd');
  expect((await seen.next<Batch>()).ids).toEqual(['d']);
  const { State, LastProcessingResult } = await on.lambda.send(new GetEventSourceMappingCommand({ UUID }));
  expect([State, LastProcessingResult]).toEqual(['Enabled', 'OK']);
  await on.lambda.send(new DeleteEventSourceMappingCommand({ UUID }));
});

test('a batch that fails for good is told to the destination, and the stream goes on', { timeout: 60_000 }, async () => {
  const [EventSourceArn, seen, failures] = [await table('failing'), await on.queue('seen-failing'), await on.queue('failures')];
  const arn = await on.create('fails', ofStream, { SEEN: seen.url });
  for (const id of ['a', 'b']) await put('failing', id, id === 'a');
  await map({
    EventSourceArn,
    FunctionName: 'fails',
    StartingPosition: 'TRIM_HORIZON',
    BatchSize: 1,
    MaximumRetryAttempts: 0,
    DestinationConfig: { OnFailure: { Destination: failures.arn } },
  });
  expect([(await seen.next<Batch>()).ids, (await seen.next<Batch>()).ids]).toEqual([['a'], ['b']]);
  expect(await failures.next()).toEqual({
    requestContext: {
      requestId: expect.any(String),
      functionArn: arn,
      condition: 'RetryAttemptsExhausted',
      approximateInvokeCount: 1,
    },
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    version: '1.0',
    timestamp: expect.any(String),
    DDBStreamBatchInfo: {
      shardId: expect.any(String),
      startSequenceNumber: expect.any(String),
      endSequenceNumber: expect.any(String),
      approximateArrivalOfFirstRecord: expect.any(String),
      approximateArrivalOfLastRecord: expect.any(String),
      batchSize: 1,
      streamArn: EventSourceArn,
    },
  });
});

test.skipIf(process.env.TARGET_URL)(
  'a record that grew too old is given up, however many retries are left',
  { timeout: 60_000 },
  async () => {
    const [EventSourceArn, seen, failures] = [await table('ageing'), await on.queue('seen-ageing'), await on.queue('too-old')];
    await on.create('ages', ofStream, { SEEN: seen.url });
    await put('ageing', 'a', true);
    await map({
      EventSourceArn,
      FunctionName: 'ages',
      StartingPosition: 'TRIM_HORIZON',
      MaximumRecordAgeInSeconds: 60,
      DestinationConfig: { OnFailure: { Destination: failures.arn } },
    });
    expect((await seen.next<Batch>()).ids).toEqual(['a']);
    aheadMs += 61_000;
    expect(await failures.next()).toMatchObject({
      requestContext: { condition: 'MaximumRecordAgeExceeded' },
      DDBStreamBatchInfo: { batchSize: 1 },
    });
  },
);

test('a batch goes on at the first record that the function reports', { timeout: 60_000 }, async () => {
  const [EventSourceArn, seen] = [await table('partial'), await on.queue('seen-partial')];
  await on.create('reports', ofStream, { SEEN: seen.url, REPORT: '1' });
  for (const id of ['a', 'b', 'c']) await put('partial', id, id === 'b');
  await map({
    EventSourceArn,
    FunctionName: 'reports',
    StartingPosition: 'TRIM_HORIZON',
    BatchSize: 10,
    MaximumRetryAttempts: 1,
    FunctionResponseTypes: ['ReportBatchItemFailures'],
  });
  expect([(await seen.next<Batch>()).ids, (await seen.next<Batch>()).ids]).toEqual([
    ['a', 'b', 'c'],
    ['b', 'c'],
  ]);
});

test('a batch that fails is halved where that is asked for', { timeout: 60_000 }, async () => {
  const [EventSourceArn, seen] = [await table('halved'), await on.queue('seen-halved')];
  await on.create('halves', ofStream, { SEEN: seen.url });
  for (const id of ['a', 'b']) await put('halved', id, id === 'b');
  await map({
    EventSourceArn,
    FunctionName: 'halves',
    StartingPosition: 'TRIM_HORIZON',
    BatchSize: 10,
    MaximumRetryAttempts: 1,
    BisectBatchOnFunctionError: true,
  });
  expect([(await seen.next<Batch>()).ids, (await seen.next<Batch>()).ids, (await seen.next<Batch>()).ids]).toEqual([
    ['a', 'b'],
    ['a'],
    ['b'],
  ]);
});

test('parallel batches bring every item', { timeout: 60_000 }, async () => {
  const [EventSourceArn, seen] = [await table('parallel'), await on.queue('seen-parallel')];
  await on.create('parallels', ofStream, { SEEN: seen.url });
  const ids = Array.from({ length: 12 }, (_, index) => `item-${index % 4}`);
  for (const id of ids) await put('parallel', id);
  await map({ EventSourceArn, FunctionName: 'parallels', StartingPosition: 'TRIM_HORIZON', BatchSize: 3, ParallelizationFactor: 4 });
  const got: string[] = [];
  // Each put of an item that is there already changes nothing, and so writes no record.
  while (new Set(got).size < 4) got.push(...((await seen.next<Batch>())?.ids ?? []));
  expect([...new Set(got)].sort()).toEqual(['item-0', 'item-1', 'item-2', 'item-3']);
});

test('records that are filtered out do not reach the function', { timeout: 60_000 }, async () => {
  const [EventSourceArn, seen] = [await table('filtered'), await on.queue('seen-filtered')];
  await on.create('filters', ofStream, { SEEN: seen.url });
  for (const id of ['a', 'b', 'keep']) await put('filtered', id);
  const Pattern = JSON.stringify({ eventName: ['INSERT'], dynamodb: { Keys: { id: { S: [{ prefix: 'ke' }] } } } });
  await map({ EventSourceArn, FunctionName: 'filters', StartingPosition: 'TRIM_HORIZON', FilterCriteria: { Filters: [{ Pattern }] } });
  expect((await seen.next<Batch>()).ids).toEqual(['keep']);
});

test('messages of a queue that are not reported as failed are gone; the others come again', { timeout: 60_000 }, async () => {
  const [dead, seen] = [await on.queue('dead'), await on.queue('seen-messages')];
  const redrive = JSON.stringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: 1 });
  const jobs = await on.queue('jobs', { RedrivePolicy: redrive, VisibilityTimeout: '30' });
  const code = `${tell}
exports.handler = async ({ Records }) => {
  for (const it of Records) await tell(it);
  return { batchItemFailures: Records.filter((it) => it.body === '"bad"').map((it) => ({ itemIdentifier: it.messageId })) };
};`;
  await on.create('works', code, { SEEN: seen.url });
  await map({ EventSourceArn: jobs.arn, FunctionName: 'works', FunctionResponseTypes: ['ReportBatchItemFailures'] });
  const Entries = ['"good"', '"bad"'].map((MessageBody, index) => ({ Id: String(index), MessageBody }));
  await on.sqs.send(new SendMessageBatchCommand({ QueueUrl: jobs.url, Entries }));
  const records = [await seen.next<{ readonly body: string }>(), await seen.next<{ readonly body: string }>()];
  expect(records.map((it) => it.body).sort()).toEqual(['"bad"', '"good"']);
  expect(records[0]).toEqual({
    messageId: expect.any(String),
    receiptHandle: expect.any(String),
    body: expect.any(String),
    attributes: {
      ApproximateReceiveCount: '1',
      SentTimestamp: expect.any(String),
      SenderId: expect.any(String),
      ApproximateFirstReceiveTimestamp: expect.any(String),
    },
    messageAttributes: {},
    md5OfBody: expect.any(String),
    eventSource: 'aws:sqs',
    eventSourceARN: jobs.arn,
    awsRegion: 'us-east-1',
  });
});
