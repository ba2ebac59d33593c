// BatchGetItem, BatchWriteItem, GetItem, DeleteItem, TransactGetItems: what they answer and refuse.
import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  TransactGetItemsCommand,
} from '@aws-sdk/client-dynamodb';
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

const key = (pk: string) => ({ pk: { S: pk } });
const put = (Item: Record<string, { S: string } | { N: string }>) => endpoint.client.send(new PutItemCommand({ TableName: 'hash', Item }));
const keyMismatch = 'ValidationException: The provided key element does not match the schema';
const emptyBinary =
  'ValidationException: One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty binary value. Key: pk';

test('BatchWriteItem puts and deletes in several tables; BatchGetItem finds what is there', async () => {
  await put(key('to-delete'));
  const { UnprocessedItems } = await endpoint.client.send(
    new BatchWriteItemCommand({
      RequestItems: {
        hash: [{ PutRequest: { Item: { ...key('b1'), v: { N: '1' } } } }, { DeleteRequest: { Key: key('to-delete') } }],
        composite: [{ PutRequest: { Item: { ...key('b1'), sk: { S: 's' } } } }],
      },
    }),
  );
  expect(UnprocessedItems).toEqual({});
  const { Responses, UnprocessedKeys } = await endpoint.client.send(
    new BatchGetItemCommand({
      RequestItems: {
        hash: { Keys: [key('b1'), key('to-delete'), key('never')], ProjectionExpression: 'v' },
        composite: { Keys: [{ ...key('b1'), sk: { S: 's' } }] },
      },
    }),
  );
  expect(Responses).toEqual({ hash: [{ v: { N: '1' } }], composite: [{ ...key('b1'), sk: { S: 's' } }] });
  expect(UnprocessedKeys).toEqual({});
});

test('BatchGetItem leaves what is beyond 16 MB for another time', async () => {
  const names = Array.from({ length: 45 }, (_, i) => `big${i}`);
  for (const name of names) await put({ ...key(name), v: { S: 'x'.repeat(400_000) } });
  const { Responses, UnprocessedKeys } = await endpoint.client.send(
    new BatchGetItemCommand({ RequestItems: { hash: { Keys: names.map(key) } } }),
  );
  const found = Responses?.hash?.length ?? 0;
  expect(found).toBe(41);
  expect(UnprocessedKeys?.hash?.Keys).toEqual(names.slice(41).map(key));
});

test('DeleteItem returns what was there, and is content when nothing was', async () => {
  await put({ ...key('gone'), v: { N: '1' } });
  const remove = () =>
    endpoint.client.send(
      new DeleteItemCommand({ TableName: 'hash', Key: key('gone'), ReturnValues: 'ALL_OLD', ReturnConsumedCapacity: 'TOTAL' }),
    );
  expect(await remove()).toMatchObject({
    Attributes: { ...key('gone'), v: { N: '1' } },
    ConsumedCapacity: { TableName: 'hash', CapacityUnits: 1 },
  });
  expect((await remove()).Attributes).toBeUndefined();
});

describe('GetItem', () => {
  test.each([
    ['half a unit for nothing', 'none', false, 0.5],
    ['a unit for nothing, strongly', 'none', true, 1],
    ['half a unit up to 4 KB', 'four', false, 0.5],
    ['a unit beyond', 'more', false, 1],
    ['two units beyond, strongly', 'more', true, 2],
  ])('costs %s', async (_name, pk, ConsistentRead, CapacityUnits) => {
    await put({ ...key('four'), v: { S: 'x'.repeat(4096 - 7) } });
    await put({ ...key('more'), v: { S: 'x'.repeat(4096) } });
    const { ConsumedCapacity } = await endpoint.client.send(
      new GetItemCommand({ TableName: 'hash', Key: key(pk), ConsistentRead, ReturnConsumedCapacity: 'TOTAL' }),
    );
    expect(ConsumedCapacity).toEqual({ TableName: 'hash', CapacityUnits });
  });

  test('leaves Item out, not null, when nothing matches', async () => {
    expect((await post(endpoint.url, 'GetItem', { TableName: 'hash', Key: key('never') })).body).toEqual({});
  });

  test('gives an empty Item when the projection finds nothing in it', async () => {
    await put(key('bare'));
    expect((await post(endpoint.url, 'GetItem', { TableName: 'hash', Key: key('bare'), ProjectionExpression: 'x' })).body).toEqual({
      Item: {},
    });
  });
});

test('TransactGetItems answers in order, and charges double', async () => {
  await put({ ...key('t1'), v: { N: '1' } });
  const { Responses, ConsumedCapacity } = await endpoint.client.send(
    new TransactGetItemsCommand({
      TransactItems: [
        { Get: { TableName: 'hash', Key: key('never') } },
        { Get: { TableName: 'hash', Key: key('t1'), ProjectionExpression: 'v' } },
      ],
      ReturnConsumedCapacity: 'TOTAL',
    }),
  );
  expect(Responses).toEqual([{}, { Item: { v: { N: '1' } } }]);
  expect(ConsumedCapacity).toEqual([{ TableName: 'hash', CapacityUnits: 4, ReadCapacityUnits: 4 }]);
});

test('TransactGetItems is cancelled by a key that does not fit', async () => {
  const { body } = await post(endpoint.url, 'TransactGetItems', {
    TransactItems: [{ Get: { TableName: 'hash', Key: key('a') } }, { Get: { TableName: 'hash', Key: {} } }],
  });
  expect(body).toMatchObject({
    CancellationReasons: [{ Code: 'None' }, { Code: 'ValidationError', Message: 'The provided key element does not match the schema' }],
  });
});

const many = <T>(length: number, make: (i: number) => T) => Array.from({ length }, (_, i) => make(i));
const write = (...requests: object[]) => ({ RequestItems: { hash: requests } });
const putRequest = (Item: object) => ({ PutRequest: { Item } });

// Sources: dynamodb-conformance (recorded on AWS in several regions, 2026) and dynalite's tests (recorded on AWS).
test.each<[string, string, object, string | RegExp]>([
  [
    'BatchWriteItem',
    'nothing',
    { RequestItems: {} },
    "ValidationException: 1 validation error detected: Value at 'RequestItems' failed to satisfy constraint: Member must have length greater than or equal to 1",
  ],
  [
    'BatchWriteItem',
    '26 requests',
    write(...many(26, (i) => putRequest(key(`${i}`)))),
    /^ValidationException: 1 validation error detected: Value '\{hash=\[.+\]\}' at 'requestItems' failed to satisfy constraint: Map value must satisfy constraint: \[Member must have length less than or equal to 25, Member must have length greater than or equal to 1\]$/s,
  ],
  [
    'BatchWriteItem',
    'one item twice',
    write(putRequest(key('a')), { DeleteRequest: { Key: key('a') } }),
    'ValidationException: Provided list of item keys contains duplicates',
  ],
  ['BatchWriteItem', 'a key of another type', write(putRequest({ pk: { N: '5' } })), keyMismatch],
  [
    'BatchWriteItem',
    'an empty key',
    write(putRequest(key(''))),
    'ValidationException: One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: pk',
  ],
  [
    'BatchWriteItem',
    'an empty binary key to delete',
    { RequestItems: { 'hash-binary': [{ DeleteRequest: { Key: { pk: { B: '' } } } }] } },
    emptyBinary,
  ],
  [
    'BatchWriteItem',
    'an empty binary index key',
    { RequestItems: { 'hash-binary': [putRequest({ pk: { B: 'AA==' }, bidx: { B: '' } })] } },
    'ValidationException: One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty binary value. IndexName: gsib, IndexKey: bidx',
  ],
  [
    'BatchWriteItem',
    'a table that is not there',
    { RequestItems: { none: [putRequest(key('a'))] } },
    'ResourceNotFoundException: Requested resource not found',
  ],
  [
    'BatchWriteItem',
    'an item of more than 400 KB',
    write(putRequest({ ...key('a'), v: { S: 'x'.repeat(409_600) } })),
    'ValidationException: Item size has exceeded the maximum allowed size',
  ],
  [
    'BatchGetItem',
    'nothing',
    { RequestItems: {} },
    "ValidationException: 1 validation error detected: Value at 'RequestItems' failed to satisfy constraint: Member must have length greater than or equal to 1",
  ],
  [
    'BatchGetItem',
    '101 keys',
    { RequestItems: { hash: { Keys: many(101, (i) => key(`${i}`)) } } },
    "ValidationException: 1 validation error detected: Value at 'RequestItems.hash.member.Keys' failed to satisfy constraint: Member must have length less than or equal to 100",
  ],
  [
    'BatchGetItem',
    'one key twice',
    { RequestItems: { hash: { Keys: [key('a'), key('a')] } } },
    'ValidationException: Provided list of item keys contains duplicates',
  ],
  [
    'BatchGetItem',
    "one key twice, of a table that is not there (source: ExtendDB's tests, captured from AWS)",
    { RequestItems: { 'none-such': { Keys: [key('a'), key('a')] } } },
    'ValidationException: Provided list of item keys contains duplicates',
  ],
  [
    'BatchGetItem',
    'both kinds of projection',
    { RequestItems: { hash: { Keys: [key('a')], AttributesToGet: ['a'], ProjectionExpression: 'a' } } },
    'ValidationException: Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {AttributesToGet} Expression parameters: {ProjectionExpression}',
  ],
  ['BatchGetItem', 'an empty binary key', { RequestItems: { 'hash-binary': { Keys: [{ pk: { B: '' } }] } } }, emptyBinary],
  ['GetItem', 'a key without its sort key', { TableName: 'composite', Key: key('a') }, keyMismatch],
  [
    'GetItem',
    'a key of 2,049 bytes',
    { TableName: 'hash', Key: key('a'.repeat(2049)) },
    'ValidationException: One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of2048 bytes',
  ],
  [
    'GetItem',
    'a projection that is none',
    { TableName: 'hash', Key: key('a'), ProjectionExpression: '!!! INVALID !!!' },
    'ValidationException: Invalid ProjectionExpression: Syntax error; token: "!", near: "!!"',
  ],
  [
    'DeleteItem',
    'two bad enumerations',
    { TableName: 'hash', Key: key('a'), ReturnValues: 'x', ReturnConsumedCapacity: 'y' },
    /^ValidationException: 2 validation errors detected: /,
  ],
  [
    'TransactGetItems',
    'one item twice',
    { TransactItems: many(2, () => ({ Get: { TableName: 'hash', Key: key('a') } })) },
    'ValidationException: Transaction request cannot include multiple operations on one item',
  ],
])('%s refuses %s', async (operation, _name, input, expected) => {
  const answer = await refusal(endpoint.url, operation, input);
  if (typeof expected === 'string') expect(answer).toBe(expected);
  else expect(answer).toMatch(expected);
});
