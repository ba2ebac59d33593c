// What surrounds a table: classes, encryption, streams, tags, warm throughput, replicas, and which of them one UpdateTable may change.
// Keys and indexes are in create-table.test.ts and update-table.test.ts.
// Source: answers of AWS in us-east-1 and us-west-2 collected by ack-api-quirks, 2026-10; Alternator's tests, compared with AWS.
import { CreateTableCommand, type CreateTableCommandInput, DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Endpoint, startEndpoint } from './endpoint.ts';
import { post, refusal } from './raw-request.ts';

let endpoint: Endpoint;
const minimal = {
  AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' as const }],
  KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' as const }],
  BillingMode: 'PAY_PER_REQUEST' as const,
};
beforeAll(async () => {
  endpoint = await startEndpoint();
  await create({ TableName: 'settled' });
});
afterAll(() => endpoint.stop());

const create = (more: Partial<CreateTableCommandInput> & { TableName: string }) =>
  endpoint.client.send(new CreateTableCommand({ ...minimal, ...more }));
const described = async (TableName: string) => (await endpoint.client.send(new DescribeTableCommand({ TableName }))).Table;
const invalid = (what: string): string => `ValidationException: One or more parameter values were invalid: ${what}`;
const tableClasses =
  'ValidationException: Invalid table-class parameter provided. Please try again with a valid table-class value: [STANDARD, STANDARD_INFREQUENT_ACCESS].';
const throughput = { ReadCapacityUnits: 5, WriteCapacityUnits: 5 };
const onlyOne = (what: string): string => invalid(`${what} must be the only operation in the request`);
const lowerThan = (unit: string, than: string): string => invalid(`Requested ${unit} for WarmThroughput for table is lower than ${than}`);

describe('CreateTable refuses', () => {
  test.each<[object, string]>([
    [{ TableClass: 'standard' }, tableClasses],
    [{ StreamSpecification: { StreamEnabled: true } }, invalid('Table is being created with a stream enabled, UpdateViewType is required')],
    [
      { StreamSpecification: { StreamEnabled: false, StreamViewType: 'KEYS_ONLY' } },
      invalid('Table is being created with a stream disabled, UpdateViewType should not be specified'),
    ],
    [{ SSESpecification: { Enabled: false, SSEType: 'KMS' } }, invalid('SSEType can not be specified if Enabled is false')],
    [{ SSESpecification: { KMSMasterKeyId: 'k' } }, invalid('KMSMasterKeyId can not be specified if Enabled is false')],
    [{ SSESpecification: { Enabled: true, SSEType: 'AES256' } }, invalid('SSEType AES256 is not supported')],
    [{ Tags: [{ Key: 'aws:mine', Value: 'v' }] }, 'ValidationException: Tag Key cannot be prefixed with aws:, Key: aws:mine'],
    [
      { Tags: ['a', 'a'].map((Key) => ({ Key, Value: 'v' })) },
      'ValidationException: Duplicate Tag Keys provided as input: Duplicate Tag Key found a',
    ],
    [
      { Tags: Array.from({ length: 51 }, (_, i) => ({ Key: `k${i}`, Value: 'v' })) },
      'ValidationException: Number of Tags exceed the current limit for the provided ResourceArn',
    ],
    [
      { WarmThroughput: { ReadUnitsPerSecond: 11_999 } },
      lowerThan(
        'ReadUnitsPerSecond',
        'initial throughput for OnDemand. See: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/on-demand-capacity-mode.html',
      ),
    ],
    [
      { BillingMode: 'PROVISIONED', ProvisionedThroughput: throughput, WarmThroughput: { ReadUnitsPerSecond: 1 } },
      lowerThan('ReadUnitsPerSecond', 'ReadCapacityUnits of ProvisionedThroughput'),
    ],
  ])('%j', async (more, message) => {
    expect(await refusal(endpoint.url, 'CreateTable', { ...minimal, TableName: 'refused', ...more })).toBe(message);
  });
});

describe('UpdateTable refuses', () => {
  const KeySchema = minimal.KeySchema;
  const Projection = { ProjectionType: 'ALL' };
  const Create = { IndexName: 'gsi', KeySchema, Projection };
  test.each<[object, string]>([
    [{ SSESpecification: { Enabled: true }, DeletionProtectionEnabled: true }, onlyOne('Server-Side Encryption modification')],
    [{ TableClass: 'STANDARD', DeletionProtectionEnabled: true }, onlyOne('TableClass modification')],
    [{ DeletionProtectionEnabled: true, BillingMode: 'PAY_PER_REQUEST' }, onlyOne('DeletionProtection modification')],
    [{ ReplicaUpdates: [{ Create: { RegionName: 'eu-west-1' } }], BillingMode: 'PAY_PER_REQUEST' }, onlyOne('Replica modification')],
    [{ WarmThroughput: { ReadUnitsPerSecond: 13_000 }, BillingMode: 'PAY_PER_REQUEST' }, onlyOne('WarmThroughput')],
    [
      { OnDemandThroughput: { MaxReadRequestUnits: 5 }, StreamSpecification: { StreamEnabled: false } },
      invalid('OnDemandThroughput can only be combined with BillingMode in an UpdateTable request'),
    ],
    [
      { ProvisionedThroughput: throughput, StreamSpecification: { StreamEnabled: false } },
      invalid('You cannot modify stream status while updating table IOPS'),
    ],
    [
      { ProvisionedThroughput: throughput, GlobalSecondaryIndexUpdates: [{ Create }] },
      invalid('You cannot create or delete index while updating table IOPS'),
    ],
    [
      { StreamSpecification: { StreamEnabled: false }, GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: 'gsi' } }] },
      invalid('You cannot create or delete index while changing stream status'),
    ],
    [{ StreamSpecification: { StreamEnabled: true } }, invalid('If stream is being enabled then UpdateViewType is required')],
    [{ SSESpecification: { Enabled: false } }, invalid('Table is already encrypted by default')],
    [{ TableClass: 'junk' }, tableClasses],
    [
      { WarmThroughput: { WriteUnitsPerSecond: 3999 } },
      lowerThan('WriteUnitsPerSecond', 'current WarmThroughput, decreasing WarmThroughput is not supported'),
    ],
    [
      { ReplicaUpdates: [{ Create: { RegionName: 'us-east-1' } }] },
      'ValidationException: Cannot add or delete the local region through ReplicaUpdates. Use CreateTable, DeleteTable, or UpdateTable as required.',
    ],
  ])('%j', async (changes, message) => {
    expect(await refusal(endpoint.url, 'UpdateTable', { TableName: 'settled', ...changes })).toBe(message);
  });
});

test('keeps the warm throughput it is given, and raises it', async () => {
  await create({ TableName: 'warm', WarmThroughput: { ReadUnitsPerSecond: 12_240 } });
  expect((await described('warm'))?.WarmThroughput).toEqual({ ReadUnitsPerSecond: 12_240, WriteUnitsPerSecond: 4000, Status: 'ACTIVE' });
  await post(endpoint.url, 'UpdateTable', { TableName: 'warm', WarmThroughput: { WriteUnitsPerSecond: 4080 } });
  expect((await described('warm'))?.WarmThroughput).toEqual({ ReadUnitsPerSecond: 12_240, WriteUnitsPerSecond: 4080, Status: 'ACTIVE' });
});

test('a provisioned table is warm for its throughput', async () => {
  await create({ TableName: 'provisioned', BillingMode: 'PROVISIONED', ProvisionedThroughput: throughput });
  expect((await described('provisioned'))?.WarmThroughput).toEqual({ ReadUnitsPerSecond: 5, WriteUnitsPerSecond: 5, Status: 'ACTIVE' });
});

describe('global tables of 2017', () => {
  const missing = "GlobalTableNotFoundException: Global table with name 'none' does not exist.";
  test.each<[string, object, string]>([
    [
      'CreateGlobalTable',
      { GlobalTableName: 'none', ReplicationGroup: [{ RegionName: 'us-west-2' }] },
      invalid(
        'DynamoDB global tables version 2017.11.29 is not supported. We recommend using DynamoDB global tables version 2019.11.21, instead of version 2017.11.29 (Legacy).',
      ),
    ],
    ['DescribeGlobalTable', { GlobalTableName: 'none' }, missing],
    ['DescribeGlobalTableSettings', { GlobalTableName: 'none' }, missing],
    ['UpdateGlobalTable', { GlobalTableName: 'none', ReplicaUpdates: [] }, missing],
    ['UpdateGlobalTableSettings', { GlobalTableName: 'none' }, missing],
  ])('%s', async (operation, input, message) => {
    expect(await refusal(endpoint.url, operation, input)).toBe(message);
  });

  test('are none', async () => {
    expect((await post(endpoint.url, 'ListGlobalTables', {})).body).toEqual({ GlobalTables: [] });
  });
});
