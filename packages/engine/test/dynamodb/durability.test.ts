// What a stop must not change: tables, items, indexes half filled, tables half removed. And TTL, by a clock that the test holds.
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
/** What the service has put off; the test lets it happen. */
let timers: (() => void)[];
let now: number;
const faults: unknown[] = [];

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
  dynamodb = createDynamoDb({ world, store, report: (fault) => faults.push(fault) });
}
async function restart(): Promise<void> {
  await store.close();
  start();
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatewright-dynamodb-'));
  now = Date.UTC(2026, 0, 1);
  start();
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
  expect(faults.splice(0)).toEqual([]);
});

const attributes = (...names: string[]) => names.map((AttributeName) => ({ AttributeName, AttributeType: 'S' }));
const create = (more: object = {}) =>
  dynamodb.call('CreateTable', {
    TableName: 'kept',
    AttributeDefinitions: attributes('pk', 'group'),
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    GlobalSecondaryIndexes: [
      { IndexName: 'by-group', KeySchema: [{ AttributeName: 'group', KeyType: 'HASH' }], Projection: { ProjectionType: 'ALL' } },
    ],
    BillingMode: 'PAY_PER_REQUEST',
    ...more,
  });
const put = (pk: string, more: object = {}) =>
  dynamodb.call('PutItem', { TableName: 'kept', Item: { pk: { S: pk }, group: { S: 'g' }, ...more } });
const count = async (input: object = {}) => (await dynamodb.call('Scan', { TableName: 'kept', Select: 'COUNT', ...input })).Count;
const describeTable = async () => (await dynamodb.call('DescribeTable', { TableName: 'kept' })).Table;

test('finds tables, items, counts and indexes again', async () => {
  await create();
  for (let i = 0; i < 30; i++) await put(`${i}`);
  const before = await describeTable();
  await restart();
  expect(await describeTable()).toEqual(before);
  expect([await count(), await count({ IndexName: 'by-group' })]).toEqual([30, 30]);
});

test('goes on filling an index that a stop interrupted', async () => {
  await create({ AttributeDefinitions: attributes('pk'), GlobalSecondaryIndexes: undefined });
  await Promise.all(Array.from({ length: 2000 }, (_, i) => put(`${i}`)));
  const adding = dynamodb.call('UpdateTable', {
    TableName: 'kept',
    AttributeDefinitions: attributes('group'),
    GlobalSecondaryIndexUpdates: [
      {
        Create: { IndexName: 'by-group', KeySchema: [{ AttributeName: 'group', KeyType: 'HASH' }], Projection: { ProjectionType: 'ALL' } },
      },
    ],
  });
  // The stop comes while the first items are on their way.
  adding.catch(() => undefined);
  await restart();
  await expect.poll(describeTable).toMatchObject({ GlobalSecondaryIndexes: [{ IndexStatus: 'ACTIVE', ItemCount: 2000 }] });
  expect(await count({ IndexName: 'by-group' })).toBe(2000);
});

test('goes on removing a table that a stop interrupted', async () => {
  await create();
  await Promise.all(Array.from({ length: 1500 }, (_, i) => put(`${i}`)));
  await dynamodb.call('DeleteTable', { TableName: 'kept' });
  await restart();
  expect((await dynamodb.call('ListTables', {})).TableNames).toEqual([]);
  const everything = { start: Buffer.from('i'), end: Buffer.from('j') };
  await expect.poll(() => [...store.keys(everything)].length).toBe(0);
  await create();
  expect(await count()).toBe(0);
});

test('removes expired items, from their indexes too, and says in the stream who did it', async () => {
  await create({ StreamSpecification: { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' } });
  await dynamodb.call('UpdateTimeToLive', { TableName: 'kept', TimeToLiveSpecification: { Enabled: true, AttributeName: 'expires' } });
  const seconds = now / 1000;
  await put('past', { expires: { N: String(seconds - 10) } });
  await put('future', { expires: { N: String(seconds + 10) } });
  await put('long past', { expires: { N: String(seconds - 6 * 365 * 24 * 3600) } });
  await put('no number', { expires: { S: '1' } });
  for (const callback of timers.splice(0)) callback();
  await expect.poll(() => count()).toBe(3);
  expect(await count({ IndexName: 'by-group' })).toBe(3);
  const { Streams } = (await dynamodb.call('ListStreams', {})) as { Streams: { StreamArn: string }[] };
  const StreamArn = Streams[0]?.StreamArn;
  const { StreamDescription } = (await dynamodb.call('DescribeStream', { StreamArn })) as {
    StreamDescription: { Shards: { ShardId: string }[] };
  };
  const { ShardIterator } = await dynamodb.call('GetShardIterator', {
    StreamArn,
    ShardId: StreamDescription.Shards[0]?.ShardId,
    ShardIteratorType: 'TRIM_HORIZON',
  });
  const { Records } = (await dynamodb.call('GetRecords', { ShardIterator })) as { Records: object[] };
  expect(Records.at(-1)).toMatchObject({ eventName: 'REMOVE', userIdentity: { PrincipalId: 'dynamodb.amazonaws.com', Type: 'Service' } });
});

test('forgets a request token after ten minutes, and not before', async () => {
  await create();
  const add = () =>
    dynamodb.call('TransactWriteItems', {
      ClientRequestToken: 'token',
      TransactItems: [
        {
          Update: {
            TableName: 'kept',
            Key: { pk: { S: 'a' } },
            UpdateExpression: 'ADD n :one',
            ExpressionAttributeValues: { ':one': { N: '1' } },
          },
        },
      ],
    });
  const read = async () => (await dynamodb.call('GetItem', { TableName: 'kept', Key: { pk: { S: 'a' } }, ProjectionExpression: 'n' })).Item;
  await add();
  await restart();
  now += 9 * 60_000;
  await add();
  expect(await read()).toEqual({ n: { N: '1' } });
  now += 2 * 60_000;
  await add();
  expect(await read()).toEqual({ n: { N: '2' } });
});
