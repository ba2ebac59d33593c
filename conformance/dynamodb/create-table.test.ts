// CreateTable: what DescribeTable then says, and every refusal of a definition. Changes are in update-table.test.ts.
import { CreateTableCommand, type CreateTableCommandInput, DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Endpoint, startEndpoint } from './endpoint.ts';
import { refusal } from './raw-request.ts';

let endpoint: Endpoint;
beforeAll(async () => {
  endpoint = await startEndpoint();
});
afterAll(() => endpoint.stop());

const attribute = (...names: string[]) => names.map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const }));
const key = (hash: string, range?: string) => [
  { AttributeName: hash, KeyType: 'HASH' as const },
  ...(range ? [{ AttributeName: range, KeyType: 'RANGE' as const }] : []),
];
const throughput = { ReadCapacityUnits: 1, WriteCapacityUnits: 1 };
const simple = { AttributeDefinitions: attribute('a'), KeySchema: key('a'), BillingMode: 'PAY_PER_REQUEST' as const };

async function createAndDescribe(input: Partial<CreateTableCommandInput> & { TableName: string }) {
  const { TableDescription } = await endpoint.client.send(new CreateTableCommand({ ...simple, ...input }));
  const { Table } = await endpoint.client.send(new DescribeTableCommand({ TableName: input.TableName }));
  return { created: TableDescription, table: Table };
}

test('is CREATING in its answer, and ACTIVE when asked for', async () => {
  const { created, table } = await createAndDescribe({ TableName: 'simple' });
  expect(created).toMatchObject({ TableStatus: 'CREATING', TableName: 'simple', ItemCount: 0, TableSizeBytes: 0 });
  expect(table).toMatchObject({
    TableStatus: 'ACTIVE',
    TableId: created?.TableId,
    TableArn: 'arn:aws:dynamodb:us-east-1:123456789012:table/simple',
    KeySchema: key('a'),
    AttributeDefinitions: attribute('a'),
    BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
    ProvisionedThroughput: { ReadCapacityUnits: 0, WriteCapacityUnits: 0, NumberOfDecreasesToday: 0 },
    DeletionProtectionEnabled: false,
  });
  expect(table?.CreationDateTime).toBeInstanceOf(Date);
  expect([table?.SSEDescription, table?.TableClassSummary, table?.GlobalSecondaryIndexes]).toEqual([undefined, undefined, undefined]);
});

test('keeps what it was given', async () => {
  const { table } = await createAndDescribe({
    TableName: 'settings',
    DeletionProtectionEnabled: true,
    TableClass: 'STANDARD_INFREQUENT_ACCESS',
    SSESpecification: { Enabled: true },
    OnDemandThroughput: { MaxReadRequestUnits: 10, MaxWriteRequestUnits: 5 },
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
  });
  expect(table).toMatchObject({
    DeletionProtectionEnabled: true,
    TableClassSummary: { TableClass: 'STANDARD_INFREQUENT_ACCESS' },
    SSEDescription: { Status: 'ENABLED', SSEType: 'KMS', KMSMasterKeyArn: expect.stringMatching(/^arn:aws:kms:/) },
    OnDemandThroughput: { MaxReadRequestUnits: 10, MaxWriteRequestUnits: 5 },
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
    LatestStreamArn: expect.stringMatching(
      /^arn:aws:dynamodb:us-east-1:123456789012:table\/settings\/stream\/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}$/,
    ),
  });
});

test('describes its indexes', async () => {
  const { table } = await createAndDescribe({
    TableName: 'indexed',
    AttributeDefinitions: attribute('a', 'b', 'c'),
    KeySchema: key('a', 'b'),
    BillingMode: 'PROVISIONED',
    ProvisionedThroughput: throughput,
    LocalSecondaryIndexes: [
      { IndexName: 'local', KeySchema: key('a', 'c'), Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['x'] } },
    ],
    GlobalSecondaryIndexes: [
      { IndexName: 'global', KeySchema: key('c'), Projection: { ProjectionType: 'ALL' }, ProvisionedThroughput: throughput },
    ],
  });
  expect(table?.LocalSecondaryIndexes).toMatchObject([
    {
      IndexName: 'local',
      KeySchema: key('a', 'c'),
      Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['x'] },
      ItemCount: 0,
      IndexArn: expect.stringMatching(/table\/indexed\/index\/local$/),
    },
  ]);
  expect(table?.GlobalSecondaryIndexes).toMatchObject([{ IndexName: 'global', IndexStatus: 'ACTIVE', ProvisionedThroughput: throughput }]);
  expect(table?.BillingModeSummary).toBeUndefined();
});

const refused = 'failed to satisfy constraint: Member must';
const invalid = 'One or more parameter values were invalid: ';
const local = (...indexes: object[]) => ({
  AttributeDefinitions: attribute('a', 'b'),
  KeySchema: key('a', 'b'),
  LocalSecondaryIndexes: indexes.map((it) => ({ IndexName: 'abc', ...it })),
});
const global = (...indexes: object[]) => ({
  AttributeDefinitions: attribute('a', 'b'),
  KeySchema: key('a', 'b'),
  GlobalSecondaryIndexes: indexes.map((it) => ({ IndexName: 'abc', ...it })),
});
const all = { Projection: { ProjectionType: 'ALL' } };

// Sources: dynalite's tests of CreateTable (recorded on AWS) and dynamodb-conformance (recorded on AWS, 2026).
const refusals: [string, object, string][] = [
  ['no name', { TableName: undefined }, "The parameter 'TableName' is required but was not present in the request"],
  [
    'a name of two letters',
    { TableName: 'ab' },
    `1 validation error detected: Value 'ab' at 'tableName' ${refused} have length greater than or equal to 3`,
  ],
  [
    'a name with other signs',
    { TableName: 'abc;' },
    `1 validation error detected: Value 'abc;' at 'tableName' ${refused} satisfy regular expression pattern: [a-zA-Z0-9_.-]+`,
  ],
  ['no key schema', { KeySchema: undefined }, `1 validation error detected: Value null at 'keySchema' ${refused} not be null`],
  [
    'an empty key schema',
    { KeySchema: [] },
    `1 validation error detected: Value '[]' at 'keySchema' ${refused} have length greater than or equal to 1`,
  ],
  [
    'three key elements',
    { KeySchema: [...key('pk', 'sk'), { AttributeName: 'extra', KeyType: 'RANGE' }] },
    `1 validation error detected: Value '[KeySchemaElement(attributeName=pk, keyType=HASH), KeySchemaElement(attributeName=sk, keyType=RANGE), KeySchemaElement(attributeName=extra, keyType=RANGE)]' at 'keySchema' ${refused} have length less than or equal to 2`,
  ],
  [
    'a key type that does not exist',
    { KeySchema: [{ AttributeName: 'a', KeyType: 'x' }] },
    `1 validation error detected: Value 'x' at 'keySchema.1.member.keyType' ${refused} satisfy enum value set: [HASH, RANGE]`,
  ],
  [
    'an attribute type that is no key',
    { AttributeDefinitions: [{ AttributeName: 'a', AttributeType: 'SS' }] },
    `1 validation error detected: Value 'SS' at 'attributeDefinitions.1.member.attributeType' ${refused} satisfy enum value set: [B, N, S]`,
  ],
  [
    'a billing mode that does not exist',
    { BillingMode: 'x' },
    `1 validation error detected: Value 'x' at 'billingMode' ${refused} satisfy enum value set: [PROVISIONED, PAY_PER_REQUEST]`,
  ],
  [
    'no throughput',
    { BillingMode: undefined },
    `${invalid}ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED`,
  ],
  [
    'throughput of nothing',
    { BillingMode: undefined, ProvisionedThroughput: { ReadCapacityUnits: 0, WriteCapacityUnits: -1 } },
    `2 validation errors detected: Value '-1' at 'provisionedThroughput.writeCapacityUnits' ${refused} have value greater than or equal to 1; Value '0' at 'provisionedThroughput.readCapacityUnits' ${refused} have value greater than or equal to 1`,
  ],
  [
    'throughput out of bounds',
    { BillingMode: undefined, ProvisionedThroughput: { ReadCapacityUnits: 1_000_000_000_001, WriteCapacityUnits: 1 } },
    'Given value 1000000000001 for ReadCapacityUnits is out of bounds',
  ],
  [
    'throughput of a table that has none',
    { ProvisionedThroughput: throughput },
    `${invalid}Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST`,
  ],
  [
    'a key without a definition',
    { AttributeDefinitions: attribute('b') },
    `${invalid}Some index key attributes are not defined in AttributeDefinitions. Keys: [a], AttributeDefinitions: [b]`,
  ],
  ['two keys without a definition', { KeySchema: key('a', 'b') }, 'Invalid KeySchema: Some index key attribute have no definition'],
  ['one key twice', { KeySchema: key('a', 'a') }, 'Invalid KeySchema: Some index key attribute have no definition'],
  [
    'one key twice with two definitions',
    { AttributeDefinitions: attribute('a', 'b'), KeySchema: key('a', 'a') },
    'Both the Hash Key and the Range Key element in the KeySchema have the same name',
  ],
  [
    'a range key first',
    { KeySchema: [{ AttributeName: 'a', KeyType: 'RANGE' }] },
    'Invalid KeySchema: The first KeySchemaElement is not a HASH key type',
  ],
  [
    'a hash key second',
    { AttributeDefinitions: attribute('a', 'b'), KeySchema: [...key('a'), ...key('b')] },
    'Invalid KeySchema: The second KeySchemaElement is not a RANGE key type',
  ],
  [
    'a definition that is not used',
    { AttributeDefinitions: attribute('a', 'b') },
    `${invalid}Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions`,
  ],
  ['no local indexes in a list', { LocalSecondaryIndexes: [] }, `${invalid}List of LocalSecondaryIndexes is empty`],
  [
    'a local index on a table without a range key',
    { LocalSecondaryIndexes: [{ IndexName: 'abc', KeySchema: key('a'), ...all }] },
    `${invalid}Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex`,
  ],
  [
    'a local index without a range key',
    local({ KeySchema: key('b'), ...all }),
    `${invalid}Index KeySchema does not have a range key for index: abc`,
  ],
  [
    'a local index with another hash key',
    local({ KeySchema: key('b', 'a'), ...all }),
    `${invalid}Index KeySchema does not have the same leading hash key as table KeySchema for index: abc. index hash key: b, table hash key: a`,
  ],
  ['an index without a projection type', local({ KeySchema: key('a', 'b'), Projection: {} }), `${invalid}Unknown ProjectionType: null`],
  [
    'attributes with ALL',
    local({ KeySchema: key('a', 'b'), Projection: { ProjectionType: 'ALL', NonKeyAttributes: ['x'] } }),
    `${invalid}ProjectionType is ALL, but NonKeyAttributes is specified`,
  ],
  [
    'INCLUDE without attributes',
    global({ KeySchema: key('b'), Projection: { ProjectionType: 'INCLUDE' } }),
    `${invalid}ProjectionType is INCLUDE, but NonKeyAttributes is not specified`,
  ],
  [
    'two indexes of one name',
    global({ KeySchema: key('b'), ...all }, { KeySchema: key('a'), ...all }),
    `${invalid}Duplicate index name: abc`,
  ],
  [
    'six local indexes',
    local(...Array.from({ length: 6 }, (_, i) => ({ IndexName: `abc${i}`, KeySchema: key('a', 'b'), ...all }))),
    `${invalid}Number of LocalSecondaryIndexes exceeds per-table limit of 5`,
  ],
  [
    'twenty-one global indexes',
    global(...Array.from({ length: 21 }, (_, i) => ({ IndexName: `abc${i}`, KeySchema: key('b'), ...all }))),
    `${invalid}GlobalSecondaryIndex count exceeds the per-table limit of 20`,
  ],
  [
    'throughput of an index of a table that has none',
    global({ KeySchema: key('b'), ...all, ProvisionedThroughput: throughput }),
    `${invalid}ProvisionedThroughput should not be specified for index: abc when BillingMode is PAY_PER_REQUEST`,
  ],
  [
    'a view of a stream that is off',
    { StreamSpecification: { StreamEnabled: false, StreamViewType: 'NEW_IMAGE' } },
    `${invalid}Table is being created with a stream disabled, UpdateViewType should not be specified`,
  ],
];

test.each(refusals)('refuses %s', async (_name, request, message) => {
  expect(await refusal(endpoint.url, 'CreateTable', { TableName: 'refused', ...simple, ...request })).toBe(
    `ValidationException: ${message}`,
  );
});

test('tells no more than ten faults', async () => {
  const answer = await refusal(endpoint.url, 'CreateTable', {
    TableName: 'abc',
    ...simple,
    LocalSecondaryIndexes: Array.from({ length: 9 }, () => ({})),
  });
  expect(answer).toMatch(/^ValidationException: 10 validation errors detected: /);
});

test('refuses a name that is taken', async () => {
  await createAndDescribe({ TableName: 'taken' });
  expect(await refusal(endpoint.url, 'CreateTable', { TableName: 'taken', ...simple })).toBe(
    'ResourceInUseException: Table already exists: taken',
  );
});
