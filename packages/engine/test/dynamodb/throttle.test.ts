// Provisioned tables that throttle, by a clock that the test holds; and what a target lacks.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createDynamoDb, type DynamoDbService } from '../../src/services/dynamodb/dynamodb.ts';
import { targetProfiles } from '../../src/services/dynamodb/target-profiles.ts';
import { openMemoryStore } from '../../src/store/open-store.ts';
import type { Store } from '../../src/store/store.ts';
import { createWorld } from '../../src/world/world.ts';

let now: number;
let store: Store;
let dynamodb: DynamoDbService;
const world = { ...createWorld(), now: () => now };

beforeEach(() => {
  now = Date.UTC(2026, 0, 1);
  store = openMemoryStore();
  dynamodb = createDynamoDb({ world, store, throttleTables: true });
});
afterEach(() => store.close());

const throughput = (units: number) => ({ ReadCapacityUnits: units, WriteCapacityUnits: units });
const create = (TableName: string, indexUnits: number, more: object = { ProvisionedThroughput: throughput(1) }) =>
  dynamodb.call('CreateTable', {
    TableName,
    AttributeDefinitions: ['pk', 'team'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    GlobalSecondaryIndexes: [
      {
        IndexName: 'by-team',
        KeySchema: [{ AttributeName: 'team', KeyType: 'HASH' }],
        Projection: { ProjectionType: 'KEYS_ONLY' },
        ...('ProvisionedThroughput' in more && { ProvisionedThroughput: throughput(indexUnits) }),
      },
    ],
    ...more,
  });
const put = (TableName: string, more: object = {}) => dynamodb.call('PutItem', { TableName, Item: { pk: { S: 'a' }, ...more } });
const text = (kilobytes: number) => ({ text: { S: 'x'.repeat(kilobytes * 1024 - 100) } });
const ofTable = 'The level of configured provisioned throughput for the table was exceeded. Consider increasing your provisioning level';
const ofIndex = 'The level of configured provisioned throughput for one or more global secondary indexes of the table was exceeded.';
const exceeded = { code: 'ProvisionedThroughputExceededException' };

test('lets a burst of 300 seconds through, then what comes in each second', async () => {
  await create('table', 1000);
  await put('table', text(299));
  await put('table', { pk: { S: 'b' }, ...text(3) });
  await expect(put('table')).rejects.toMatchObject({ ...exceeded, message: expect.stringContaining(ofTable) });
  now += 1000;
  await expect(put('table')).rejects.toMatchObject(exceeded);
  now += 2000;
  await put('table', { pk: { S: 'c' } });
  await dynamodb.call('GetItem', { TableName: 'table', Key: { pk: { S: 'a' } } });
});

test('holds an index against its own throughput', async () => {
  await create('indexed', 1);
  for (let i = 0; i < 150; i++) await put('indexed', { team: { S: `t${i % 2}` } });
  now += 200_000;
  await expect(async () => {
    for (let i = 0; i < 300; i++) await put('indexed', { team: { S: `t${i % 2}` } });
  }).rejects.toMatchObject({ ...exceeded, message: expect.stringContaining(ofIndex) });
});

test('cancels transactions and leaves tables out of batches', async () => {
  await create('full', 1000);
  await create('free', 1000, { BillingMode: 'PAY_PER_REQUEST' });
  await put('full', text(301));
  const Put = (TableName: string) => ({ Put: { TableName, Item: { pk: { S: 'b' } } } });
  await expect(dynamodb.call('TransactWriteItems', { TransactItems: [Put('free'), Put('full')] })).rejects.toMatchObject({
    code: 'TransactionCanceledException',
    members: { CancellationReasons: [{ Code: 'None' }, { Code: 'ProvisionedThroughputExceeded' }] },
  });
  const requests = [{ PutRequest: { Item: { pk: { S: 'c' } } } }];
  expect(await dynamodb.call('BatchWriteItem', { RequestItems: { full: requests, free: requests } })).toEqual({
    UnprocessedItems: { full: requests },
  });
  await expect(dynamodb.call('BatchWriteItem', { RequestItems: { full: requests } })).rejects.toMatchObject(exceeded);
});

test('lets everything through when it is not asked to throttle', async () => {
  dynamodb = createDynamoDb({ world, store });
  await create('open', 1);
  for (let i = 0; i < 3; i++) await put('open', text(200));
});

describe('for Alternator', () => {
  test.each<[string, object, RegExp]>([
    ['TransactWriteItems', { TransactItems: [] }, /ScyllaDB Alternator has no transactions of several items/],
    ['ExecuteStatement', { Statement: 'x' }, /has no PartiQL/],
    ['CreateTable', { TableName: 'secret', SSESpecification: { Enabled: true } }, /has no encryption at rest/],
  ])('refuses %s by name', async (operation, input, message) => {
    dynamodb = createDynamoDb({ world, store, target: targetProfiles.find(({ name }) => name === 'alternator') });
    await expect(dynamodb.call(operation, input)).rejects.toThrow(message);
    await create('kept', 1);
    await put('kept');
  });
});
