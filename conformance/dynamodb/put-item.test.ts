// PutItem: what is stored and answered, keys, sizes, capacity, refusals. Conditions are in condition-expression.test.ts.
import { GetItemCommand, PutItemCommand, type PutItemCommandInput } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Endpoint, startEndpoint } from './endpoint.ts';
import { post, refusal } from './raw-request.ts';
import { createTables } from './tables.ts';

let endpoint: Endpoint;
beforeAll(async () => {
  endpoint = await startEndpoint();
  await createTables(endpoint);
});
afterAll(() => endpoint.stop());

const put = (input: Partial<PutItemCommandInput> & { Item: PutItemCommandInput['Item'] }) =>
  endpoint.client.send(new PutItemCommand({ TableName: 'hash', ...input }));
const get = async (pk: string) => (await endpoint.client.send(new GetItemCommand({ TableName: 'hash', Key: { pk: { S: pk } } }))).Item;

test('stores every type and gives it back in its canonical form', async () => {
  const Item = {
    pk: { S: 'types' },
    s: { S: 'é\u0000😀' },
    n: { N: '-0012.3400' },
    b: { B: new Uint8Array([0, 255, 1]) },
    ss: { SS: ['b', 'a'] },
    ns: { NS: ['10', '1.0'] },
    bs: { BS: [new Uint8Array([2]), new Uint8Array([1])] },
    l: { L: [{ N: '1' }, { S: '' }, { NULL: true }, { L: [] }] },
    m: { M: { a: { BOOL: false }, b: { M: {} } } },
    t: { BOOL: true },
  };
  await put({ Item });
  const stored = await get('types');
  expect(stored).toMatchObject({ pk: Item.pk, s: Item.s, n: { N: '-12.34' }, b: Item.b, l: Item.l, m: Item.m, t: Item.t });
  expect(new Set(stored?.ss?.SS)).toEqual(new Set(['a', 'b']));
  expect(new Set(stored?.ns?.NS)).toEqual(new Set(['1', '10']));
});

test('replaces the whole item, and returns the old one when asked', async () => {
  await put({ Item: { pk: { S: 'old' }, a: { S: '1' } } });
  const { Attributes } = await put({ Item: { pk: { S: 'old' }, b: { S: '2' } }, ReturnValues: 'ALL_OLD' });
  expect(Attributes).toEqual({ pk: { S: 'old' }, a: { S: '1' } });
  expect(await get('old')).toEqual({ pk: { S: 'old' }, b: { S: '2' } });
});

test('returns no Attributes when there was no item', async () => {
  expect((await put({ Item: { pk: { S: 'fresh' } }, ReturnValues: 'ALL_OLD' })).Attributes).toBeUndefined();
});

test('keeps attributes of names that JavaScript knows', async () => {
  const body = '{"TableName":"hash","Item":{"pk":{"S":"proto"},"__proto__":{"S":"x"},"constructor":{"N":"1"}}}';
  const response = await fetch(endpoint.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': 'DynamoDB_20120810.PutItem',
      authorization: 'AWS4-HMAC-SHA256 Credential=a, SignedHeaders=b, Signature=c',
      'x-amz-date': 'd',
    },
    body,
  });
  expect(response.status).toBe(200);
  const stored = (await get('proto')) ?? {};
  expect(Object.keys(stored).sort()).toEqual(['__proto__', 'constructor', 'pk']);
});

describe('capacity', () => {
  test.each([
    ['one unit for a small item', 10, 1],
    ['one unit for exactly 1 KB', 1024 - 'pkcap'.length - 1, 1],
    ['two units for one byte more', 1024 - 'pkcap'.length, 2],
    ['units by the old item when that is larger', 10, 2],
  ])('%s', async (_name, length, units) => {
    const { ConsumedCapacity } = await put({ Item: { pk: { S: 'cap' }, v: { S: 'x'.repeat(length) } }, ReturnConsumedCapacity: 'TOTAL' });
    expect(ConsumedCapacity).toEqual({ TableName: 'hash', CapacityUnits: units });
  });

  test('is told for each index it writes to', async () => {
    const { ConsumedCapacity } = await put({
      TableName: 'composite',
      Item: { pk: { S: 'a' }, sk: { S: 'b' }, l1: { S: 'c' } },
      ReturnConsumedCapacity: 'INDEXES',
    });
    expect(ConsumedCapacity).toEqual({
      TableName: 'composite',
      CapacityUnits: 3,
      Table: { CapacityUnits: 1 },
      LocalSecondaryIndexes: { lsi1: { CapacityUnits: 1 } },
      GlobalSecondaryIndexes: { gsi1: { CapacityUnits: 1 } },
    });
  });
});

test('tells the size of the item collection on a table with local indexes, and of no other', async () => {
  const sized = await put({ TableName: 'composite', Item: { pk: { S: 'ic' }, sk: { S: 'b' } }, ReturnItemCollectionMetrics: 'SIZE' });
  expect(sized.ItemCollectionMetrics).toEqual({ ItemCollectionKey: { pk: { S: 'ic' } }, SizeEstimateRangeGB: [0, 1] });
  expect((await put({ Item: { pk: { S: 'ic' } }, ReturnItemCollectionMetrics: 'SIZE' })).ItemCollectionMetrics).toBeUndefined();
});

// Sources: dynamodb-conformance (recorded on AWS, 2026) and dynalite's tests (recorded on AWS), unless a row says otherwise.
const enumValues = 'Member must satisfy enum value set';
const constraint = (what: string) => `failed to satisfy constraint: ${what}`;
const refusals: [string, object, string][] = [
  [
    'a missing table name',
    { TableName: undefined },
    `1 validation error detected: Value null at 'tableName' ${constraint('Member must not be null')}`,
  ],
  [
    'an empty table name and nothing else',
    { TableName: '', ReturnValues: 'x' },
    `1 validation error detected: Value at 'TableName' ${constraint('Member must have length greater than or equal to 1')}`,
  ],
  [
    'a table name of 256 letters',
    { TableName: 'a'.repeat(256) },
    `1 validation error detected: Value '${'a'.repeat(256)}' at 'tableName' ${constraint('Member must have length less than or equal to 255')}`,
  ],
  [
    'a table name with other signs',
    { TableName: 'bad table!@#' },
    `1 validation error detected: Value 'bad table!@#' at 'tableName' ${constraint('Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+')}`,
  ],
  ['a missing item', { Item: undefined }, `1 validation error detected: Value null at 'item' ${constraint('Member must not be null')}`],
  [
    'three bad enumerations at once',
    { ReturnConsumedCapacity: 'a', ReturnValues: 'b', ReturnItemCollectionMetrics: 'c' },
    `3 validation errors detected: Value 'a' at 'returnConsumedCapacity' ${constraint(`${enumValues}: [INDEXES, TOTAL, NONE]`)}; Failed to satisfy constraint: Member must satisfy enum value set: [ALL_OLD, UPDATED_OLD, ALL_NEW, UPDATE_NEW, NONE]; Value 'c' at 'returnItemCollectionMetrics' ${constraint(`${enumValues}: [SIZE, NONE]`)}`,
  ],
  [
    'return values that only updates have',
    { ReturnValues: 'ALL_NEW' },
    '1 validation error detected: ReturnValues can only be ALL_OLD or NONE',
  ],
  [
    'an empty set',
    { Item: { pk: { S: 'a' }, x: { SS: [] } } },
    '1 validation error detected: One or more parameter values were invalid: An string set  may not be empty',
  ],
  [
    'an item of 400 KB and a byte',
    { Item: { pk: { S: 'a' }, x: { S: 'x'.repeat(409_600 - 3) } } },
    '1 validation error detected: Item size has exceeded the maximum allowed size',
  ],
  ['an item without its key', { Item: { a: { S: 'a' } } }, 'One or more parameter values were invalid: Missing the key pk in the item'],
  [
    'a key of another type',
    { Item: { pk: { N: '1' } } },
    'One or more parameter values were invalid: Type mismatch for key pk expected: S actual: N',
  ],
  [
    'an empty key',
    { Item: { pk: { S: '' } } },
    'One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: pk',
  ],
  [
    'an empty binary key',
    { TableName: 'hash-binary', Item: { pk: { B: '' } } },
    'One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty binary value. Key: pk',
  ],
  [
    'a partition key of 2,049 bytes',
    { Item: { pk: { S: 'a'.repeat(2049) } } },
    'One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of2048 bytes',
  ],
  [
    'a sort key of 1,025 bytes',
    { TableName: 'composite', Item: { pk: { S: 'a' }, sk: { S: 'a'.repeat(1025) } } },
    'One or more parameter values were invalid: Aggregated size of all range keys has exceeded the size limit of 1024 bytes',
  ],
  [
    'an index key of another type',
    { TableName: 'composite', Item: { pk: { S: 'a' }, sk: { S: 'a' }, l1: { N: '5' } } },
    'One or more parameter values were invalid: Type mismatch for Index Key l1 Expected: S Actual: N IndexName: gsi1',
  ],
  [
    'an empty index key',
    { TableName: 'composite', Item: { pk: { S: 'a' }, sk: { S: 'a' }, l1: { S: '' } } },
    'One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty string value. IndexName: gsi1, IndexKey: l1',
  ],
  [
    'both kinds of condition',
    { Expected: { pk: { Exists: false } }, ConditionExpression: 'attribute_not_exists(pk)' },
    '1 validation error detected: Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {Expected} Expression parameters: {ConditionExpression}',
  ],
  [
    'values without an expression',
    { ExpressionAttributeValues: { ':v': { S: 'a' } } },
    '1 validation error detected: ExpressionAttributeValues can only be specified when using expressions',
  ],
];

test.each(refusals)('refuses %s', async (_name, request, message) => {
  const input = { TableName: 'hash', Item: { pk: { S: 'a' } }, ...request };
  expect(await refusal(endpoint.url, 'PutItem', input)).toBe(`ValidationException: ${message}`);
});

test('looks at the values before it looks for the table', async () => {
  expect(await refusal(endpoint.url, 'PutItem', { TableName: 'none-such', Item: { pk: {} } })).toContain(
    'Supplied AttributeValue is empty',
  );
  expect(await refusal(endpoint.url, 'PutItem', { TableName: 'none-such', Item: { pk: { S: 'a' } } })).toBe(
    'ResourceNotFoundException: Requested resource not found',
  );
});

test.each([
  ['keys at their limits', { TableName: 'composite', Item: { pk: { S: 'a'.repeat(2048) }, sk: { S: 'b'.repeat(1024) } } }],
  [
    'keys at their limits in an index',
    {
      TableName: 'composite',
      Item: { pk: { S: 'a'.repeat(2048) }, sk: { S: 'b'.repeat(1024) }, l1: { S: 'c'.repeat(1024) }, l2: { S: '\u0000'.repeat(1024) } },
    },
  ],
  ['an item of exactly 400 KB', { Item: { pk: { S: 'a' }, x: { S: 'x'.repeat(409_600 - 4) } } }],
  ['the table by its ARN', { TableName: 'arn:aws:dynamodb:us-east-1:123456789012:table/hash' }],
])('accepts %s', async (_name, request) => {
  expect(await refusal(endpoint.url, 'PutItem', { TableName: 'hash', Item: { pk: { S: 'a' } }, ...request })).toBe('accepted');
});

// Source: dynamodb-conformance, recorded on AWS, 2026-10.
test('gives sets back in their own order', async () => {
  const Item = { pk: { S: 'sets' }, ss: { SS: ['b', '', 'ä', 'B'] }, ns: { NS: ['10', '-1', '9.5'] }, bs: { BS: ['/w==', 'AA=='] } };
  await post(endpoint.url, 'PutItem', { TableName: 'hash', Item });
  const { body } = await post(endpoint.url, 'GetItem', { TableName: 'hash', Key: { pk: Item.pk } });
  expect(body.Item).toEqual({
    pk: Item.pk,
    ss: { SS: ['', 'B', 'b', 'ä'] },
    ns: { NS: ['-1', '9.5', '10'] },
    bs: { BS: ['AA==', '/w=='] },
  });
});
