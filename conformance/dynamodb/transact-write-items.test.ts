// TransactWriteItems: all or nothing, reasons, tokens, capacity, refusals.
import { GetItemCommand, PutItemCommand, type TransactWriteItem, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
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

const send = (TransactItems: TransactWriteItem[], more: object = {}) =>
  endpoint.client.send(new TransactWriteItemsCommand({ TransactItems, ...more }));
const put = (pk: string, rest: object = {}) =>
  endpoint.client.send(new PutItemCommand({ TableName: 'hash', Item: { pk: { S: pk }, ...rest } }));
const get = async (pk: string, TableName = 'hash') =>
  (await endpoint.client.send(new GetItemCommand({ TableName, Key: { pk: { S: pk } } }))).Item;
const hash = { TableName: 'hash' };
const key = (pk: string) => ({ ...hash, Key: { pk: { S: pk } } });
const unused = { ConditionExpression: 'attribute_not_exists(pk)' };

test('puts, updates, deletes and checks together, in several tables', async () => {
  await put('updated', { n: { N: '1' } });
  await put('deleted');
  await put('checked');
  await send([
    { Put: { ...hash, Item: { pk: { S: 'put' } } } },
    { Update: { ...key('updated'), UpdateExpression: 'ADD n :one', ExpressionAttributeValues: { ':one': { N: '1' } } } },
    { Delete: key('deleted') },
    { ConditionCheck: { ...key('checked'), ConditionExpression: 'attribute_exists(pk)' } },
    { Put: { TableName: 'composite', Item: { pk: { S: 'put' }, sk: { S: 'x' } } } },
  ]);
  expect([await get('put'), await get('updated'), await get('deleted')]).toEqual([
    { pk: { S: 'put' } },
    { pk: { S: 'updated' }, n: { N: '2' } },
    undefined,
  ]);
});

test('does nothing when one action fails, and says which', async () => {
  await put('there', { a: { S: 'old' } });
  const { status, body } = await post(endpoint.url, 'TransactWriteItems', {
    TransactItems: [
      { Put: { ...hash, Item: { pk: { S: 'not-made' } } } },
      { Put: { ...hash, Item: { pk: { S: 'there' } }, ...unused, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' } },
      { Update: { ...key('not-there'), UpdateExpression: 'SET a = b', ...unused } },
    ],
  });
  expect(status).toBe(400);
  expect(body).toEqual({
    __type: 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException',
    Message:
      'Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed, ValidationError]',
    CancellationReasons: [
      { Code: 'None' },
      { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed', Item: { pk: { S: 'there' }, a: { S: 'old' } } },
      { Code: 'ValidationError', Message: 'The provided expression refers to an attribute that does not exist in the item' },
    ],
  });
  expect(await get('not-made')).toBeUndefined();
});

test('carries a token out once', async () => {
  const token = { ClientRequestToken: 'a-token' };
  const add: TransactWriteItem[] = [
    { Update: { ...key('token'), UpdateExpression: 'ADD n :one', ExpressionAttributeValues: { ':one': { N: '1' } } } },
  ];
  await send(add, token);
  await send(add, token);
  expect(await get('token')).toMatchObject({ n: { N: '1' } });
  await expect(send([{ Delete: key('token') }], token)).rejects.toMatchObject({ name: 'IdempotentParameterMismatchException' });
});

test('costs twice what single writes cost', async () => {
  const { ConsumedCapacity } = await send(
    [{ Put: { ...hash, Item: { pk: { S: 'c1' } } } }, { Put: { ...hash, Item: { pk: { S: 'c2' } } } }],
    { ReturnConsumedCapacity: 'TOTAL' },
  );
  expect(ConsumedCapacity).toEqual([{ TableName: 'hash', CapacityUnits: 4, WriteCapacityUnits: 4 }]);
});

const cancelledBy = (message: string) => ({ reason: message });
const mismatch = 'The provided key element does not match the schema';
const emptyKey =
  'One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: pk';
const composite = { TableName: 'composite', Key: { pk: { S: 'a' }, sk: { S: 'a' } } };

// Source: dynamodb-conformance, recorded on AWS in several regions, 2026.
const refusals: [string, object[], string | { reason: string }][] = [
  [
    'nothing',
    [],
    "1 validation error detected: Value '[]' at 'transactItems' failed to satisfy constraint: Member must have length greater than or equal to 1",
  ],
  [
    'two actions on one item',
    [{ Put: { ...hash, Item: { pk: { S: 'a' } } } }, { Delete: key('a') }],
    'Transaction request cannot include multiple operations on one item',
  ],
  [
    'two actions in one',
    [{ Put: { ...hash, Item: { pk: { S: 'a' } } }, Delete: key('b') }],
    'TransactItems can only contain one of Check, Put, Update or Delete',
  ],
  [
    'a Put with a key of another type',
    [{ Put: { ...hash, Item: { pk: { N: '5' } } } }],
    cancelledBy('One or more parameter values were invalid: Type mismatch for key pk expected: S actual: N'),
  ],
  [
    'a Put with an index key of another type',
    [{ Put: { TableName: 'composite', Item: { ...composite.Key, l1: { N: '5' } } } }],
    cancelledBy('One or more parameter values were invalid: Type mismatch for Index Key l1 Expected: S Actual: N IndexName: gsi1'),
  ],
  ['a Put with an empty key', [{ Put: { ...hash, Item: { pk: { S: '' } } } }], emptyKey],
  ['an Update with an empty key', [{ Update: { ...key(''), UpdateExpression: 'REMOVE a' } }], emptyKey],
  ['a Delete with a key of another type', [{ Delete: { ...hash, Key: { pk: { N: '5' } } } }], cancelledBy(mismatch)],
  ['a check with a key of another type', [{ ConditionCheck: { ...hash, Key: { pk: { L: [] } }, ...unused } }], cancelledBy(mismatch)],
  [
    'an Update to an index key of another type',
    [{ Update: { ...composite, UpdateExpression: 'SET l1 = :v', ExpressionAttributeValues: { ':v': { N: '5' } } } }],
    cancelledBy('One or more parameter values were invalid: Type mismatch for Index Key l1 Expected: S Actual: N IndexName: gsi1'),
  ],
  [
    'an Update to an empty index key',
    [{ Update: { ...composite, UpdateExpression: 'SET l1 = :v', ExpressionAttributeValues: { ':v': { S: '' } } } }],
    'One or more parameter values are not valid. The update expression attempted to update a secondary index key to a value that is not supported. The AttributeValue for a key attribute cannot contain an empty string value.',
  ],
  [
    'an Update to more than 400 KB',
    [{ Update: { ...key('a'), UpdateExpression: 'SET b = :v', ExpressionAttributeValues: { ':v': { S: 'x'.repeat(409_600) } } } }],
    cancelledBy('Item size to update has exceeded the maximum allowed size'),
  ],
  [
    'a Put of more than 400 KB',
    [{ Put: { ...hash, Item: { pk: { S: 'a' }, b: { S: 'x'.repeat(409_600) } } } }],
    'Item size has exceeded the maximum allowed size',
  ],
];

test.each(refusals)('refuses %s', async (_name, TransactItems, expected) => {
  const { status, body } = await post(endpoint.url, 'TransactWriteItems', { TransactItems });
  expect(status).toBe(400);
  if (typeof expected === 'string') expect(body.message).toBe(expected);
  else expect(body.CancellationReasons).toEqual([{ Code: 'ValidationError', Message: expected.reason }]);
});

test('refuses a table that is not there, and 101 actions', async () => {
  const puts = (TableName: string, count: number) =>
    Array.from({ length: count }, (_, i) => ({ Put: { TableName, Item: { pk: { S: `${i}` } } } }));
  expect(await refusal(endpoint.url, 'TransactWriteItems', { TransactItems: puts('none-such', 1) })).toBe(
    'ResourceNotFoundException: Requested resource not found',
  );
  expect(await refusal(endpoint.url, 'TransactWriteItems', { TransactItems: puts('hash', 101) })).toMatch(
    /^ValidationException: 1 validation error detected: Value '\[.+\]' at 'transactItems' failed to satisfy constraint: Member must have length less than or equal to 100$/s,
  );
  expect(await refusal(endpoint.url, 'TransactWriteItems', { TransactItems: puts('hash', 100) })).toBe('accepted');
});

// Source: Scylla's Alternator tests, verified on AWS.
test('names only the first key that does not fit, and looks at no condition', async () => {
  const { body } = await post(endpoint.url, 'TransactWriteItems', {
    TransactItems: [
      { Put: { ...hash, Item: { pk: { S: 'a' } }, ConditionExpression: 'attribute_exists(pk)' } },
      { Put: { ...hash, Item: { pk: { N: '7' } } } },
      { Put: { ...hash, Item: { pk: { N: '8' } } } },
    ],
  });
  expect(body.CancellationReasons).toEqual([
    { Code: 'None' },
    { Code: 'ValidationError', Message: 'One or more parameter values were invalid: Type mismatch for key pk expected: S actual: N' },
    { Code: 'None' },
  ]);
});

// Source: an answer of AWS's that a client's tests quote, 2026.
test('refuses more than 4 MB', async () => {
  const put = (bytes: number) => (_: unknown, i: number) => ({
    Put: { ...hash, Item: { pk: { S: `${i}-` }, b: { S: 'x'.repeat(bytes) } } },
  });
  const TransactItems = Array.from({ length: 11 }, put(390_000));
  expect(await refusal(endpoint.url, 'TransactWriteItems', { TransactItems })).toMatch(
    /^ValidationException: (Transaction payload size cannot exceed 4MB\. Payload Size: ): \1\d+$/,
  );
});

// Source: ExtendDB's tests, captured from AWS.
describe('unlike single writes', () => {
  test.each([
    { Put: { ...hash, Item: { pk: { S: 'p' } }, ExpressionAttributeNames: { '#n': 'a' } } },
    { Put: { ...hash, Item: { pk: { S: 'p' } }, ExpressionAttributeValues: { ':v': { N: '1' } } } },
    { Delete: { ...key('p'), ExpressionAttributeNames: { '#n': 'a' } } },
    { Delete: { ...key('p'), ExpressionAttributeValues: { ':v': { N: '1' } } } },
  ])('placeholders that no expression asks for are passed over: %j', async (action) => {
    expect(await refusal(endpoint.url, 'TransactWriteItems', { TransactItems: [action] })).toBe('accepted');
  });

  test('so they are in reads', async () => {
    const get = { Get: { ...key('p'), ExpressionAttributeNames: { '#n': 'a' } } };
    expect(await refusal(endpoint.url, 'TransactGetItems', { TransactItems: [get] })).toBe('accepted');
  });

  const long = key('a'.repeat(2049));
  test.each<[string, object]>([
    ['TransactWriteItems', { Put: { ...hash, Item: long.Key } }],
    ['TransactWriteItems', { Delete: long }],
    ['TransactWriteItems', { Update: { ...long, UpdateExpression: 'REMOVE a' } }],
    ['TransactWriteItems', { ConditionCheck: { ...long, ConditionExpression: 'attribute_exists(pk)' } }],
    ['TransactGetItems', { Get: long }],
  ])('a key of 2,049 bytes cancels: %s', async (operation, action) => {
    const { body } = await post(endpoint.url, operation, { TransactItems: [action] });
    expect(body.CancellationReasons).toMatchObject([{ Code: 'ValidationError', Message: expect.stringContaining('2048 bytes') }]);
  });
});
