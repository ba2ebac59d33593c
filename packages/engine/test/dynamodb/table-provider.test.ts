// AWS::DynamoDB::Table: what a template makes of the tables that are there. Templates themselves are the stack's tests.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createDynamoDb, type DynamoDbService } from '../../src/services/dynamodb/dynamodb.ts';
import type { Services } from '../../src/services/services.ts';
import type { ProviderContext, ResolvedProperties } from '../../src/stack/resource-provider.ts';
import { awsDynamoDbTable } from '../../src/stack/resources/aws-dynamodb-table.ts';
import { openMemoryStore } from '../../src/store/open-store.ts';
import type { Store } from '../../src/store/store.ts';
import { createWorld } from '../../src/world/world.ts';

let store: Store;
let dynamodb: DynamoDbService;
const world = createWorld();
beforeEach(() => {
  store = openMemoryStore();
  dynamodb = createDynamoDb({ world, store });
});
afterEach(() => store.close());

function contextOf(logicalId = 'Users'): ProviderContext {
  // The table's provider speaks to no other service.
  const services = { dynamodb } as unknown as Services;
  const resource = { Type: awsDynamoDbTable.type };
  const report = (): void => undefined;
  return {
    services,
    world,
    stackName: 'shop',
    logicalId,
    resource,
    at: undefined,
    projectRoot: '/',
    functionSource: undefined,
    dataRoot: undefined,
    functionEnvironment: {},
    report,
  };
}

const key = (hash: string, range?: string) => [
  { AttributeName: hash, KeyType: 'HASH' },
  ...(range ? [{ AttributeName: range, KeyType: 'RANGE' }] : []),
];
const attributes = (...names: string[]) => names.map((AttributeName) => ({ AttributeName, AttributeType: 'S' }));
const simple: ResolvedProperties = {
  TableName: 'users',
  AttributeDefinitions: attributes('id'),
  KeySchema: key('id'),
  BillingMode: 'PAY_PER_REQUEST',
};

const create = (properties: ResolvedProperties, logicalId?: string) => awsDynamoDbTable.create(contextOf(logicalId), properties);
const put = (id: string) => dynamodb.call('PutItem', { TableName: 'users', Item: { id: { S: id } } });
const table = async (TableName = 'users') => (await dynamodb.call('DescribeTable', { TableName })).Table;
const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => 'accepted',
    (error: Error) => error.message,
  );

test('makes the table, and says its name and ARN', async () => {
  expect(await create(simple)).toEqual({
    physicalResourceId: 'users',
    attributes: { Arn: 'arn:aws:dynamodb:us-east-1:123456789012:table/users' },
  });
});

test('names a table without a name the same in every run', async () => {
  const { TableName: _, ...unnamed } = simple;
  const first = await create(unnamed);
  expect(first.physicalResourceId).toMatch(/^shop-Users-[A-Z0-9]{13}$/);
  expect(await create(unnamed)).toEqual(first);
  expect((await create(unnamed, 'Others')).physicalResourceId).not.toBe(first.physicalResourceId);
});

test('gives a stream its ARN', async () => {
  const { attributes: found } = await create({ ...simple, StreamSpecification: { StreamViewType: 'NEW_IMAGE' } });
  expect(found?.StreamArn).toMatch(/table\/users\/stream\//);
});

test('reads numbers and booleans that are written as text', async () => {
  await create({
    ...simple,
    BillingMode: 'PROVISIONED',
    ProvisionedThroughput: { ReadCapacityUnits: '3', WriteCapacityUnits: 4 },
    DeletionProtectionEnabled: 'true',
  });
  expect(await table()).toMatchObject({
    ProvisionedThroughput: { ReadCapacityUnits: 3, WriteCapacityUnits: 4 },
    DeletionProtectionEnabled: true,
  });
});

describe('a table that is there', () => {
  beforeEach(async () => {
    await create(simple);
    await put('kept');
  });

  test('is kept with its items', async () => {
    await create(simple);
    expect(await table()).toMatchObject({ ItemCount: 1 });
  });

  test('is brought to new settings', async () => {
    await create({
      ...simple,
      BillingMode: 'PROVISIONED',
      ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 2 },
      TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true },
      Tags: [{ Key: 'a', Value: 'b' }],
    });
    expect(await table()).toMatchObject({ ItemCount: 1, ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 2 } });
    expect(await dynamodb.call('DescribeTimeToLive', { TableName: 'users' })).toMatchObject({
      TimeToLiveDescription: { TimeToLiveStatus: 'ENABLED', AttributeName: 'expires' },
    });
    await create({ ...simple, TimeToLiveSpecification: { AttributeName: 'other', Enabled: 'true' } });
    expect(await dynamodb.call('DescribeTimeToLive', { TableName: 'users' })).toMatchObject({
      TimeToLiveDescription: { AttributeName: 'other' },
    });
  });

  test('is brought to new encryption, recovery, class and throughput, and back', async () => {
    const recovery = async () => {
      const { ContinuousBackupsDescription } = await dynamodb.call('DescribeContinuousBackups', { TableName: 'users' });
      return (ContinuousBackupsDescription as { PointInTimeRecoveryDescription: object }).PointInTimeRecoveryDescription;
    };
    await create({
      ...simple,
      OnDemandThroughput: { MaxReadRequestUnits: '50' },
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: 'true', RecoveryPeriodInDays: 7 },
      SSESpecification: { SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: 'a-key' },
      TableClass: 'STANDARD_INFREQUENT_ACCESS',
      WarmThroughput: { ReadUnitsPerSecond: 13_000 },
    });
    expect(await table()).toMatchObject({
      ItemCount: 1,
      OnDemandThroughput: { MaxReadRequestUnits: 50 },
      SSEDescription: { SSEType: 'KMS', KMSMasterKeyArn: expect.stringContaining('a-key') },
      TableClassSummary: { TableClass: 'STANDARD_INFREQUENT_ACCESS' },
      WarmThroughput: { ReadUnitsPerSecond: 13_000, WriteUnitsPerSecond: 4000 },
    });
    expect(await recovery()).toMatchObject({ PointInTimeRecoveryStatus: 'ENABLED', RecoveryPeriodInDays: 7 });
    await create(simple);
    const back = await table();
    expect(back).toMatchObject({ ItemCount: 1, TableClassSummary: { TableClass: 'STANDARD' } });
    expect(back).not.toHaveProperty('SSEDescription');
    expect(back).not.toHaveProperty('OnDemandThroughput');
    expect(await recovery()).toEqual({ PointInTimeRecoveryStatus: 'DISABLED' });
  });

  test('changes its billing together with that of its indexes', async () => {
    const index = (units?: number) => ({
      IndexName: 'by-a',
      KeySchema: key('a'),
      Projection: { ProjectionType: 'ALL' },
      ...(units !== undefined && { ProvisionedThroughput: { ReadCapacityUnits: units, WriteCapacityUnits: units } }),
    });
    const indexed = { ...simple, AttributeDefinitions: attributes('id', 'a') };
    const provisioned = (units: number): ResolvedProperties => ({
      ...indexed,
      BillingMode: 'PROVISIONED',
      ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 },
      GlobalSecondaryIndexes: [index(units)],
    });
    await create({ ...indexed, GlobalSecondaryIndexes: [index()] });
    for (const units of [3, 4]) {
      await create(provisioned(units));
      expect(await table()).toMatchObject({
        ItemCount: 1,
        GlobalSecondaryIndexes: [{ ProvisionedThroughput: { ReadCapacityUnits: units, WriteCapacityUnits: units } }],
      });
    }
    await create({ ...indexed, GlobalSecondaryIndexes: [index()] });
    expect(await table()).toMatchObject({ BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' } });
  });

  test('gets new indexes and loses old ones', async () => {
    const index = (IndexName: string, attribute: string) => ({
      IndexName,
      KeySchema: key(attribute),
      Projection: { ProjectionType: 'ALL' },
    });
    await create({
      ...simple,
      AttributeDefinitions: attributes('id', 'a', 'b'),
      GlobalSecondaryIndexes: [index('first', 'a'), index('second', 'b')],
    });
    await create({
      ...simple,
      AttributeDefinitions: attributes('id', 'a', 'c'),
      GlobalSecondaryIndexes: [index('first', 'a'), index('second', 'c')],
    });
    expect(await table()).toMatchObject({
      ItemCount: 1,
      GlobalSecondaryIndexes: [
        { IndexName: 'first', KeySchema: key('a') },
        { IndexName: 'second', KeySchema: key('c') },
      ],
    });
  });

  test.each<[string, ResolvedProperties]>([
    ['another key', { ...simple, AttributeDefinitions: attributes('email'), KeySchema: key('email') }],
    ['a sort key', { ...simple, AttributeDefinitions: attributes('id', 'at'), KeySchema: key('id', 'at') }],
    ['a key of another type', { ...simple, AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'N' }] }],
  ])('refuses %s, and says what to do', async (_name, properties) => {
    expect(await refusal(create(properties))).toMatch(
      /the table "users" holds 1 items under the key id, .* Nothing was changed\. .*delete-table/,
    );
    expect(await table()).toMatchObject({ ItemCount: 1, KeySchema: key('id') });
  });

  test('is replaced by one of another key when it is empty', async () => {
    await dynamodb.call('DeleteItem', { TableName: 'users', Key: { id: { S: 'kept' } } });
    await create({ ...simple, AttributeDefinitions: attributes('email'), KeySchema: key('email') });
    expect(await table()).toMatchObject({ KeySchema: key('email') });
  });

  test('outlives its resource', async () => {
    await awsDynamoDbTable.delete(contextOf(), 'users');
    expect(await table()).toMatchObject({ ItemCount: 1 });
  });
});

test('fails as AWS does on a definition that is none', async () => {
  expect(await refusal(create({ ...simple, AttributeDefinitions: attributes('other') }))).toMatch(
    /^One or more parameter values were invalid: Some index key attributes are not defined/,
  );
  expect(await refusal(create({ ...simple, BillingMode: 'PROVISIONED' }))).toMatch(
    /ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED/,
  );
});
