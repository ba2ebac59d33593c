// UpdateTable and the operations on tables beside it: billing, settings, indexes added and dropped, listing, deletion, TTL.
// What one request may change of indexes and throughput is in update-rules.test.ts, tags are in tags.test.ts.
import {
  type AttributeValue,
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  ListTablesCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  UpdateTableCommand,
  type UpdateTableCommandInput,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Endpoint, refusalOf, startEndpoint } from './endpoint.ts';
import { refusal } from './raw-request.ts';

let endpoint: Endpoint;
beforeAll(async () => {
  endpoint = await startEndpoint();
});
afterAll(() => endpoint.stop());

const units = (n: number) => ({ ReadCapacityUnits: n, WriteCapacityUnits: n });
async function create(TableName: string, more: object = { BillingMode: 'PAY_PER_REQUEST' }): Promise<void> {
  await endpoint.client.send(
    new CreateTableCommand({
      TableName,
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      ...more,
    }),
  );
}
const update = (TableName: string, input: Partial<UpdateTableCommandInput>) =>
  endpoint.client.send(new UpdateTableCommand({ TableName, ...input }));
const describeTable = async (TableName: string) => (await endpoint.client.send(new DescribeTableCommand({ TableName }))).Table;

test('changes billing and throughput', async () => {
  await create('billing', { ProvisionedThroughput: units(5) });
  await update('billing', { ProvisionedThroughput: units(10) });
  expect(await describeTable('billing')).toMatchObject({ ProvisionedThroughput: { ...units(10), NumberOfDecreasesToday: 0 } });
  await update('billing', { BillingMode: 'PAY_PER_REQUEST' });
  expect(await describeTable('billing')).toMatchObject({ BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' } });
  await update('billing', { BillingMode: 'PAY_PER_REQUEST' });
  await update('billing', { BillingMode: 'PROVISIONED', ProvisionedThroughput: units(3) });
  expect(await describeTable('billing')).toMatchObject({
    BillingModeSummary: { BillingMode: 'PROVISIONED' },
    ProvisionedThroughput: units(3),
  });
});

describe('a new global index', () => {
  const index = {
    IndexName: 'by-group',
    KeySchema: [{ AttributeName: 'group', KeyType: 'HASH' as const }],
    Projection: { ProjectionType: 'ALL' as const },
  };
  const add = {
    AttributeDefinitions: [{ AttributeName: 'group', AttributeType: 'S' as const }],
    GlobalSecondaryIndexUpdates: [{ Create: index }],
  };

  test('is filled with the items that were there, and goes again', async () => {
    await create('backfill');
    const put = (pk: number) =>
      endpoint.client.send(
        new PutItemCommand({ TableName: 'backfill', Item: { pk: { S: `${pk}` }, group: { S: pk % 2 ? 'odd' : 'even' } } }),
      );
    await Promise.all(Array.from({ length: 1200 }, (_, i) => put(i)));
    await endpoint.client.send(new PutItemCommand({ TableName: 'backfill', Item: { pk: { S: 'no group' } } }));
    // Writes go on while the index is made.
    await Promise.all([update('backfill', add), ...Array.from({ length: 20 }, (_, i) => put(1200 + i))]);
    const { Count } = await endpoint.client.send(
      new QueryCommand({
        TableName: 'backfill',
        IndexName: 'by-group',
        KeyConditionExpression: '#g = :g',
        ExpressionAttributeNames: { '#g': 'group' },
        ExpressionAttributeValues: { ':g': { S: 'odd' } },
      }),
    );
    expect(Count).toBe(610);
    const table = await describeTable('backfill');
    expect(table?.GlobalSecondaryIndexes).toMatchObject([{ IndexName: 'by-group', IndexStatus: 'ACTIVE', ItemCount: 1220 }]);
    expect(table?.ItemCount).toBe(1221);

    await update('backfill', { GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: 'by-group' } }] });
    const without = await describeTable('backfill');
    expect(without?.GlobalSecondaryIndexes).toBeUndefined();
    expect(without?.AttributeDefinitions).toEqual([{ AttributeName: 'pk', AttributeType: 'S' }]);
  });

  // Source: Alternator's tests of UpdateTable, compared with AWS.
  test('leaves out the items that have another type there, or nothing in it', async () => {
    await create('mixed');
    const values = { right: { S: 'x' }, number: { N: '1' }, empty: { S: '' }, long: { S: 'x'.repeat(2049) }, nested: { M: {} } };
    const put = (pk: string, group: AttributeValue) =>
      endpoint.client.send(new PutItemCommand({ TableName: 'mixed', Item: { pk: { S: pk }, group } }));
    for (const [pk, group] of Object.entries(values)) await put(pk, group);
    await update('mixed', add);
    const indexed = async () => {
      const { Items } = await endpoint.client.send(new ScanCommand({ TableName: 'mixed', IndexName: 'by-group' }));
      return Items?.map((it) => it.pk?.S).sort();
    };
    expect(await indexed()).toEqual(['right']);
    expect(await refusalOf(put('another', { N: '1' }))).toMatch(/^ValidationException: .*Type mismatch for Index Key group/);
    await put('number', { S: 'y' });
    expect(await indexed()).toEqual(['number', 'right']);
    expect((await describeTable('mixed'))?.GlobalSecondaryIndexes?.[0]?.ItemCount).toBe(2);
  });

  test.each<[string, object, string]>([
    [
      'without a definition of its key',
      { ...add, AttributeDefinitions: [] },
      'ValidationException: One or more parameter values were invalid: AttributeDefinitions is not specified for index: by-group',
    ],
    [
      'together with another',
      { ...add, GlobalSecondaryIndexUpdates: [{ Create: index }, { Create: { ...index, IndexName: 'second' } }] },
      'LimitExceededException: Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table',
    ],
    [
      'that is not there, to delete',
      { GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: 'nope' } }] },
      'ResourceNotFoundException: Requested resource not found: Index nope for table refused-28',
    ],
  ])('is refused %s', async (name, input, expected) => {
    const TableName = `refused-${name.length}`;
    await create(TableName);
    expect(await refusal(endpoint.url, 'UpdateTable', { TableName, ...input })).toBe(expected);
  });
});

test.each<[string, object, string]>([
  [
    'no index updates in a list',
    { GlobalSecondaryIndexUpdates: [] },
    'At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates, SSESpecification, ReplicaUpdates, MultiAccountReplicaReady, ReplicaTransitRoleArn, MultiRegionConsistency, DeletionProtectionEnabled, OnDemandThroughput, WarmThroughput or TableClass is required',
  ],
  [
    'an index update that is empty',
    { GlobalSecondaryIndexUpdates: [{}] },
    'One or more parameter values were invalid: One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, GlobalSecondaryIndexUpdate.Delete must not be null',
  ],
  [
    'two updates of one index',
    { GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: 'abc' } }, { Delete: { IndexName: 'abc' } }] },
    'One or more parameter values were invalid: Only one global secondary index update per index is allowed simultaneously. Index: abc',
  ],
  [
    'throughput out of bounds',
    { ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1_000_000_000_001 } },
    'Given value 1000000000001 for WriteCapacityUnits is out of bounds',
  ],
  [
    'throughput of an index out of bounds',
    {
      GlobalSecondaryIndexUpdates: [
        { Update: { IndexName: 'abc', ProvisionedThroughput: { ReadCapacityUnits: 1_000_000_000_001, WriteCapacityUnits: 1 } } },
      ],
    },
    'Given value 1000000000001 for ReadCapacityUnits is out of bounds for index abc',
  ],
])('refuses %s before it looks for the table', async (_name, input, message) => {
  expect(await refusal(endpoint.url, 'UpdateTable', { TableName: 'none-such', ...input })).toBe(`ValidationException: ${message}`);
});

test('refuses throughput that changes nothing', async () => {
  await create('same', { ProvisionedThroughput: units(5) });
  expect(await refusal(endpoint.url, 'UpdateTable', { TableName: 'same', ProvisionedThroughput: units(5) })).toMatch(
    /^ValidationException: The provisioned throughput for the table will not change\. The requested value equals the current value\./,
  );
  expect(await refusal(endpoint.url, 'UpdateTable', { TableName: 'same' })).toMatch(
    /^ValidationException: At least one of ProvisionedThroughput, BillingMode,/,
  );
  expect(await refusal(endpoint.url, 'UpdateTable', { TableName: 'none-such', BillingMode: 'PAY_PER_REQUEST' })).toBe(
    'ResourceNotFoundException: Requested resource not found: Table: none-such not found',
  );
});

test('protects a table from deletion until told otherwise', async () => {
  await create('protected');
  await update('protected', { DeletionProtectionEnabled: true });
  expect(await refusal(endpoint.url, 'DeleteTable', { TableName: 'protected' })).toMatch(
    /^ValidationException: .*protected against deletion/,
  );
  await update('protected', { DeletionProtectionEnabled: false });
  const { TableDescription } = await endpoint.client.send(new DeleteTableCommand({ TableName: 'protected' }));
  expect(TableDescription?.TableStatus).toBe('DELETING');
  expect(await refusal(endpoint.url, 'DescribeTable', { TableName: 'protected' })).toBe(
    'ResourceNotFoundException: Requested resource not found: Table: protected not found',
  );
});

test('starts empty when a deleted table is made again', async () => {
  await create('again');
  await endpoint.client.send(new PutItemCommand({ TableName: 'again', Item: { pk: { S: 'a' } } }));
  await endpoint.client.send(new DeleteTableCommand({ TableName: 'again' }));
  await create('again');
  expect((await describeTable('again'))?.ItemCount).toBe(0);
  expect(
    await endpoint.client.send(
      new QueryCommand({ TableName: 'again', KeyConditionExpression: 'pk = :p', ExpressionAttributeValues: { ':p': { S: 'a' } } }),
    ),
  ).toMatchObject({ Count: 0 });
});

test('lists tables in order, page by page', async () => {
  for (const name of ['list-b', 'list-c', 'list-a']) await create(name);
  const list = (input: object) => endpoint.client.send(new ListTablesCommand(input));
  const { TableNames = [] } = await list({});
  expect(TableNames).toEqual([...TableNames].sort());
  expect(await list({ Limit: 2, ExclusiveStartTableName: 'list-' })).toMatchObject({
    TableNames: ['list-a', 'list-b'],
    LastEvaluatedTableName: 'list-b',
  });
  expect((await list({ ExclusiveStartTableName: 'zzz' })).TableNames).toEqual([]);
});

test('enables TTL once', async () => {
  await create('ttl');
  const spec = (Enabled: boolean, AttributeName = 'expires') => ({ TableName: 'ttl', TimeToLiveSpecification: { Enabled, AttributeName } });
  const status = async () => (await endpoint.client.send(new DescribeTimeToLiveCommand({ TableName: 'ttl' }))).TimeToLiveDescription;
  expect(await status()).toEqual({ TimeToLiveStatus: 'DISABLED' });
  expect(await endpoint.client.send(new UpdateTimeToLiveCommand(spec(true)))).toMatchObject(
    spec(true).TimeToLiveSpecification ? { TimeToLiveSpecification: { Enabled: true, AttributeName: 'expires' } } : {},
  );
  expect(await status()).toEqual({ TimeToLiveStatus: 'ENABLED', AttributeName: 'expires' });
  expect(await refusal(endpoint.url, 'UpdateTimeToLive', spec(true))).toBe('ValidationException: TimeToLive is already enabled');
  expect(await refusal(endpoint.url, 'UpdateTimeToLive', spec(true, 'other'))).toBe(
    'ValidationException: TimeToLive is active on a different AttributeName: current AttributeName is expires',
  );
  await endpoint.client.send(new UpdateTimeToLiveCommand(spec(false)));
  expect(await refusal(endpoint.url, 'UpdateTimeToLive', spec(false))).toBe('ValidationException: TimeToLive is already disabled');
});
