// Being told of stream records without polling, and numbers that go on after trimming. What records hold is conformance/dynamodb's.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDynamoDb, type DynamoDbService } from '../../src/services/dynamodb/dynamodb.ts';
import { openStore } from '../../src/store/open-store.ts';
import type { Store } from '../../src/store/store.ts';
import { createWorld, type World } from '../../src/world/world.ts';

let folder: string;
let store: Store;
let dynamodb: DynamoDbService;
let now: number;
/** What the service has put off; the test lets it happen. */
let timers: (() => void)[];

const world: World = {
  ...createWorld(),
  now: () => now,
  after: (_delayMs, callback) => {
    timers.push(callback);
    return () => undefined;
  },
};

function start(): void {
  timers = [];
  store = openStore(folder);
  dynamodb = createDynamoDb({ world, store });
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatewright-streams-'));
  now = Date.UTC(2026, 0, 1);
  start();
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

async function createStream(): Promise<string> {
  const { TableDescription } = (await dynamodb.call('CreateTable', {
    TableName: 'told',
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    BillingMode: 'PAY_PER_REQUEST',
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' },
  })) as { TableDescription: { LatestStreamArn: string } };
  return TableDescription.LatestStreamArn;
}

const put = (pk: string) => dynamodb.call('PutItem', { TableName: 'told', Item: { pk: { S: pk } } });

async function iterator(StreamArn: string, ShardIteratorType: string): Promise<string> {
  const { StreamDescription } = (await dynamodb.call('DescribeStream', { StreamArn })) as {
    StreamDescription: { Shards: [{ ShardId: string }] };
  };
  const { ShardId } = StreamDescription.Shards[0];
  const { ShardIterator } = await dynamodb.call('GetShardIterator', { StreamArn, ShardId, ShardIteratorType });
  return String(ShardIterator);
}

async function recordsFrom(ShardIterator: string): Promise<string[]> {
  const { Records } = (await dynamodb.call('GetRecords', { ShardIterator })) as {
    Records: { dynamodb: { Keys: { pk: { S: string } } } }[];
  };
  return Records.map((it) => it.dynamodb.Keys.pk.S);
}

test('tells of records once they can be read, once for each request, until the listener ends', async () => {
  const arn = await createStream();
  const told: Promise<string[]>[] = [];
  const from = await iterator(arn, 'LATEST');
  const end = dynamodb.onStreamRecord(arn, () => told.push(recordsFrom(from)));
  await put('a');
  const items = ['b', 'c'].map((pk) => ({ Put: { TableName: 'told', Item: { pk: { S: pk } } } }));
  await dynamodb.call('TransactWriteItems', { TransactItems: items });
  await dynamodb.call('DeleteItem', { TableName: 'told', Key: { pk: { S: 'none such' } } });
  end();
  await put('d');
  expect(await Promise.all(told)).toEqual([['a'], ['a', 'b', 'c']]);
});

test('refuses to listen to a stream that is not there', () => {
  expect(() => dynamodb.onStreamRecord(`arn:aws:dynamodb:us-east-1:${world.accountId}:table/none/stream/2026`, () => undefined)).toThrow(
    'not found',
  );
});

test('numbers on after all records were trimmed and the process began anew', async () => {
  const arn = await createStream();
  await put('a');
  await put('b');
  const latest = await iterator(arn, 'LATEST');
  now += 25 * 60 * 60 * 1000;
  const swept = timers.length;
  for (const timer of timers.splice(0)) timer();
  while (timers.length < swept) await new Promise(setImmediate);
  expect(await recordsFrom(await iterator(arn, 'TRIM_HORIZON'))).toEqual([]);
  await store.close();
  start();
  now -= 25 * 60 * 60 * 1000;
  await put('c');
  expect(await recordsFrom(latest)).toEqual(['c']);
});
