// DynamoDB Streams: what is recorded for each view, in which order, and how it is read.
import { setTimeout } from 'node:timers/promises';
import {
  CreateTableCommand,
  DeleteItemCommand,
  DescribeTableCommand,
  PutItemCommand,
  type StreamViewType,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  UpdateTableCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Endpoint, startEndpoint } from './endpoint.ts';
import { post, refusal } from './raw-request.ts';

let endpoint: Endpoint;
beforeAll(async () => {
  endpoint = await startEndpoint();
});
afterAll(() => endpoint.stop());

async function createTable(TableName: string, StreamViewType: StreamViewType): Promise<string> {
  const { TableDescription } = await endpoint.client.send(
    new CreateTableCommand({
      TableName,
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
      StreamSpecification: { StreamEnabled: true, StreamViewType },
    }),
  );
  return TableDescription?.LatestStreamArn ?? '';
}

interface Record {
  readonly eventName: string;
  readonly dynamodb: { readonly SequenceNumber: string; readonly [member: string]: unknown };
}

const call = async (operation: string, input: object) => (await post(endpoint.url, operation, input)).body;

async function shardOf(StreamArn: string): Promise<string> {
  const { StreamDescription } = (await call('DescribeStream', { StreamArn })) as { StreamDescription: { Shards: { ShardId: string }[] } };
  return StreamDescription.Shards[0]?.ShardId ?? '';
}

async function read(StreamArn: string, from: object = { ShardIteratorType: 'TRIM_HORIZON' }, more: object = {}) {
  const { ShardIterator } = await call('GetShardIterator', { StreamArn, ShardId: await shardOf(StreamArn), ...from });
  return (await call('GetRecords', { ShardIterator, ...more })) as unknown as { Records: Record[]; NextShardIterator?: string };
}

const write = async (TableName: string) => {
  const Key = { pk: { S: 'a' } };
  await endpoint.client.send(new PutItemCommand({ TableName, Item: { ...Key, v: { N: '1' } } }));
  await endpoint.client.send(new PutItemCommand({ TableName, Item: { ...Key, v: { N: '1' } } }));
  await endpoint.client.send(
    new UpdateItemCommand({ TableName, Key, UpdateExpression: 'SET v = :v', ExpressionAttributeValues: { ':v': { N: '2' } } }),
  );
  await endpoint.client.send(new DeleteItemCommand({ TableName, Key }));
  await endpoint.client.send(new DeleteItemCommand({ TableName, Key }));
};

const first = { pk: { S: 'a' }, v: { N: '1' } };
const second = { pk: { S: 'a' }, v: { N: '2' } };

describe('records inserts, changes and removals, and nothing that changes nothing', () => {
  test.each<[StreamViewType, object[]]>([
    ['KEYS_ONLY', [{}, {}, {}]],
    ['NEW_IMAGE', [{ NewImage: first }, { NewImage: second }, {}]],
    ['OLD_IMAGE', [{}, { OldImage: first }, { OldImage: second }]],
    ['NEW_AND_OLD_IMAGES', [{ NewImage: first }, { NewImage: second, OldImage: first }, { OldImage: second }]],
  ])('%s', async (view, images) => {
    const arn = await createTable(`view-${view}`, view);
    await write(`view-${view}`);
    const { Records } = await read(arn);
    expect(Records.map(({ eventName }) => eventName)).toEqual(['INSERT', 'MODIFY', 'REMOVE']);
    for (const [index, { dynamodb }] of Records.entries()) {
      expect(dynamodb).toMatchObject({ Keys: { pk: { S: 'a' } }, StreamViewType: view, ...images[index] });
      expect(
        Object.keys(dynamodb)
          .filter((it) => it.endsWith('Image'))
          .sort(),
      ).toEqual(Object.keys(images[index] ?? {}).sort());
    }
    expect(Records[0]).toMatchObject({ eventVersion: '1.1', eventSource: 'aws:dynamodb', awsRegion: 'us-east-1' });
  });
});

test('reads on from where it stopped, from a sequence number, and from the end', async () => {
  const arn = await createTable('positions', 'KEYS_ONLY');
  await write('positions');
  const page = await read(arn, undefined, { Limit: 2 });
  const rest = (await call('GetRecords', { ShardIterator: page.NextShardIterator })) as unknown as { Records: Record[] };
  expect([page.Records.length, rest.Records.length]).toEqual([2, 1]);
  const SequenceNumber = page.Records[1]?.dynamodb.SequenceNumber;
  expect((await read(arn, { ShardIteratorType: 'AT_SEQUENCE_NUMBER', SequenceNumber })).Records).toHaveLength(2);
  expect((await read(arn, { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber })).Records).toHaveLength(1);
  const latest = await read(arn, { ShardIteratorType: 'LATEST' });
  expect(latest.Records).toEqual([]);
  await write('positions');
  expect((await call('GetRecords', { ShardIterator: latest.NextShardIterator })) as object).toMatchObject({ Records: { length: 3 } });
});

test('records the writes of a transaction', async () => {
  const arn = await createTable('transaction', 'KEYS_ONLY');
  const Put = (pk: string) => ({ Put: { TableName: 'transaction', Item: { pk: { S: pk } } } });
  await endpoint.client.send(new TransactWriteItemsCommand({ TransactItems: [Put('a'), Put('b')] }));
  expect((await read(arn)).Records).toHaveLength(2);
});

test('ends with the stream, which can still be read', async () => {
  const arn = await createTable('ending', 'KEYS_ONLY');
  await write('ending');
  await endpoint.client.send(new UpdateTableCommand({ TableName: 'ending', StreamSpecification: { StreamEnabled: false } }));
  await write('ending');
  const { Table } = await endpoint.client.send(new DescribeTableCommand({ TableName: 'ending' }));
  expect([Table?.StreamSpecification, Table?.LatestStreamArn]).toEqual([undefined, arn]);
  expect(await call('DescribeStream', { StreamArn: arn })).toMatchObject({ StreamDescription: { StreamStatus: 'DISABLED' } });
  const { Records, NextShardIterator } = await read(arn);
  expect([Records.length, NextShardIterator]).toEqual([3, undefined]);
  // A label is a time, to the millisecond.
  await setTimeout(2);
  await endpoint.client.send(
    new UpdateTableCommand({ TableName: 'ending', StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' } }),
  );
  expect(((await call('ListStreams', { TableName: 'ending' })) as { Streams: object[] }).Streams).toHaveLength(2);
});

test.each([
  [
    'DescribeStream',
    { StreamArn: 'arn:aws:dynamodb:us-east-1:123456789012:table/none/stream/2026-01-01T00:00:00.000' },
    /^ResourceNotFoundException: Requested resource not found: Stream: .* not found$/,
  ],
  ['GetRecords', { ShardIterator: 'nonsense' }, /^ValidationException: Invalid ShardIterator/],
  ['ListStreams', { ExclusiveStartStreamArn: 'x'.repeat(40) }, /^ValidationException: Invalid StreamArn/],
  ['ListStreams', { Limit: 0 }, /^ValidationException: 1 validation error detected: Value '0' at 'limit'/],
])('refuses %s %j', async (operation, input, expected) => {
  expect(await refusal(endpoint.url, operation, input)).toMatch(expected);
});
