// UpdateItem: return values, creation, indexes, sizes, concurrency, refusals. The expression itself is in update-expression.test.ts.
import { GetItemCommand, PutItemCommand, UpdateItemCommand, type UpdateItemCommandInput } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Endpoint, startEndpoint } from './endpoint.ts';
import { refusal } from './raw-request.ts';
import { createTables } from './tables.ts';

let endpoint: Endpoint;
beforeAll(async () => {
  endpoint = await startEndpoint();
  await createTables(endpoint);
});
afterAll(() => endpoint.stop());

const update = (pk: string, input: Partial<UpdateItemCommandInput>) =>
  endpoint.client.send(new UpdateItemCommand({ TableName: 'hash', Key: { pk: { S: pk } }, ...input }));
const get = async (pk: string) => (await endpoint.client.send(new GetItemCommand({ TableName: 'hash', Key: { pk: { S: pk } } }))).Item;

describe('return values', () => {
  const change = { UpdateExpression: 'SET a.b = :v, c = :v REMOVE d', ExpressionAttributeValues: { ':v': { N: '2' } } };
  const old = { pk: { S: '' }, a: { M: { b: { N: '1' }, x: { N: '9' } } }, d: { S: 'gone' }, e: { S: 'kept' } };
  test.each<[UpdateItemCommandInput['ReturnValues'] | undefined, object | undefined]>([
    [undefined, undefined],
    ['NONE', undefined],
    ['ALL_OLD', { a: old.a, d: old.d, e: old.e }],
    ['ALL_NEW', { a: { M: { b: { N: '2' }, x: { N: '9' } } }, c: { N: '2' }, e: old.e }],
    ['UPDATED_OLD', { a: { M: { b: { N: '1' } } }, d: old.d }],
    ['UPDATED_NEW', { a: { M: { b: { N: '2' } } }, c: { N: '2' } }],
  ])('%s', async (ReturnValues, expected) => {
    const pk = { S: `return-${ReturnValues}` };
    await endpoint.client.send(new PutItemCommand({ TableName: 'hash', Item: { ...old, pk } }));
    const { Attributes } = await update(pk.S, { ...change, ReturnValues });
    const { pk: _, ...rest } = Attributes ?? {};
    expect(Attributes && rest).toEqual(expected);
  });
});

test.each([
  ['SET', { UpdateExpression: 'SET a = :v', ExpressionAttributeValues: { ':v': { N: '1' } } }, { a: { N: '1' } }],
  ['nothing at all', {}, {}],
])('makes the item when it is not there, by %s', async (name, input, rest) => {
  await update(`new-${name}`, input);
  expect(await get(`new-${name}`)).toEqual({ pk: { S: `new-${name}` }, ...rest });
});

test('counts exactly for 32 clients', async () => {
  const increment = { UpdateExpression: 'ADD hits :one', ExpressionAttributeValues: { ':one': { N: '1' } } };
  await Promise.all(
    Array.from({ length: 32 }, async () => {
      for (let i = 0; i < 10; i++) await update('counter', increment);
    }),
  );
  expect(await get('counter')).toMatchObject({ hits: { N: '320' } });
});

test('lets one of many win a conditional update', async () => {
  const take = {
    UpdateExpression: 'SET taken = :t',
    ConditionExpression: 'attribute_not_exists(taken)',
    ExpressionAttributeValues: { ':t': { BOOL: true } },
  };
  const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => update('lock', take)));
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

test('gives the item with a failed condition when asked', async () => {
  await update('failing', { UpdateExpression: 'SET a = :v', ExpressionAttributeValues: { ':v': { N: '1' } } });
  const failing = update('failing', {
    UpdateExpression: 'SET a = :v',
    ConditionExpression: 'a = :v',
    ExpressionAttributeValues: { ':v': { N: '2' } },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  });
  await expect(failing).rejects.toMatchObject({
    name: 'ConditionalCheckFailedException',
    message: 'The conditional request failed',
    Item: { pk: { S: 'failing' }, a: { N: '1' } },
  });
});

describe('the size of an update', () => {
  // At a key of three bytes one SET costs more than the key: 409,600 - 22 + 3. Source: dynamodb-conformance, measured on AWS, 2026-08.
  test.each([
    ['SET b = :pad', 'K', 409_600 - 22 - 1],
    ['SET #longer = :pad', 'L', 409_600 - 22 - 1],
  ])('%s', async (UpdateExpression, pk, largest) => {
    const names = UpdateExpression.includes('#') ? { ExpressionAttributeNames: { '#longer': 'b' } } : {};
    const grow = (length: number) => ({ UpdateExpression, ...names, ExpressionAttributeValues: { ':pad': { S: 'x'.repeat(length) } } });
    await update(pk, grow(largest));
    await expect(update(pk, grow(largest + 1))).rejects.toThrow('Item size to update has exceeded the maximum allowed size');
  });
});

const refusals: [string, object, string][] = [
  [
    'one bad enumeration before all others',
    { ReturnValues: 'x', ReturnConsumedCapacity: 'y' },
    '1 validation error detected: Failed to satisfy constraint: Member must satisfy enum value set: [ALL_OLD, UPDATED_OLD, ALL_NEW, UPDATE_NEW, NONE]',
  ],
  [
    'a change of the key',
    { UpdateExpression: 'SET pk = :v' },
    'One or more parameter values were invalid: Cannot update attribute pk. This attribute is part of the key',
  ],
  [
    'both kinds of update',
    { AttributeUpdates: { a: { Value: { S: 'a' }, Action: 'PUT' } } },
    '1 validation error detected: Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {AttributeUpdates} Expression parameters: {UpdateExpression}',
  ],
  ['a key of another shape', { Key: { pk: { S: 'a' }, more: { S: 'a' } } }, 'The provided key element does not match the schema'],
  [
    'an index key of another type',
    {
      TableName: 'composite',
      Key: { pk: { S: 'a' }, sk: { S: 'a' } },
      UpdateExpression: 'SET l1 = :v',
      ExpressionAttributeValues: { ':v': { N: '5' } },
    },
    'One or more parameter values were invalid: Type mismatch for Index Key l1 Expected: S Actual: N IndexName: gsi1',
  ],
  [
    'an empty index key',
    {
      TableName: 'composite',
      Key: { pk: { S: 'a' }, sk: { S: 'a' } },
      UpdateExpression: 'SET l1 = :v',
      ExpressionAttributeValues: { ':v': { S: '' } },
    },
    'One or more parameter values are not valid. The update expression attempted to update a secondary index key to a value that is not supported. The AttributeValue for a key attribute cannot contain an empty string value.',
  ],
];

// Source: dynamodb-conformance, recorded on AWS, 2026.
test.each(refusals)('refuses %s', async (_name, request, message) => {
  const input = {
    TableName: 'hash',
    Key: { pk: { S: 'a' } },
    UpdateExpression: 'SET a = :v',
    ExpressionAttributeValues: { ':v': { S: 'a' } },
    ...request,
  };
  expect(await refusal(endpoint.url, 'UpdateItem', input)).toBe(`ValidationException: ${message}`);
});
