// ExpressionAttributeNames and ExpressionAttributeValues: what they may be called, where they may stand, that each is used.
// Source: scylladb's test/alternator/test_condition_expression.py and dynalite's tests, both run on AWS.
import { type AttributeValue, GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Endpoint, startEndpoint } from './endpoint.ts';
import { refusal } from './raw-request.ts';
import { createTables } from './tables.ts';

let endpoint: Endpoint;
beforeAll(async () => {
  endpoint = await startEndpoint();
  await createTables(endpoint);
});
afterAll(() => endpoint.stop());

const s = (S: string): AttributeValue => ({ S });
const Key = { pk: s('placeholders') };

test.each([
  ['#a', 'name', ':v'],
  ['#0', 'with.dot', ':0'],
  ['#_', 'with[0]', ':_'],
  ['#name', '1st', ':value'],
  ['#A_b9', 'sp ace ü 😀', ':A_b9'],
  ['#proto', '__proto__x', ':constructor'],
])('%s stands for %s, and %s for its value', async (name, attribute, value) => {
  const { Attributes } = await endpoint.client.send(
    new UpdateItemCommand({
      TableName: 'hash',
      Key,
      UpdateExpression: `SET ${name} = ${value}`,
      ConditionExpression: `attribute_not_exists(${name}) OR ${name} = ${value}`,
      ExpressionAttributeNames: { [name]: attribute },
      ExpressionAttributeValues: { [value]: s('x') },
      ReturnValues: 'UPDATED_NEW',
    }),
  );
  expect(Attributes).toEqual({ [attribute]: s('x') });
  const get = { TableName: 'hash', Key, ProjectionExpression: name, ExpressionAttributeNames: { [name]: attribute } };
  expect((await endpoint.client.send(new GetItemCommand(get))).Item).toEqual({ [attribute]: s('x') });
});

const rows: [string, object, string][] = [
  [
    'names without an expression',
    { ExpressionAttributeNames: { '#a': 'a' } },
    'ExpressionAttributeNames can only be specified when using expressions',
  ],
  [
    'values without an expression',
    { ExpressionAttributeValues: { ':a': s('a') } },
    'ExpressionAttributeValues can only be specified when using expressions',
  ],
  ['no names', { UpdateExpression: 'REMOVE a', ExpressionAttributeNames: {} }, 'ExpressionAttributeNames must not be empty'],
  ['no values', { UpdateExpression: 'REMOVE a', ExpressionAttributeValues: {} }, 'ExpressionAttributeValues must not be empty'],
  ...['a', '#', '#a-b', '#a.b', '#a#', ':a'].map((name): [string, object, string] => [
    `the name ${name}`,
    { UpdateExpression: 'REMOVE a', ExpressionAttributeNames: { [name]: 'a' } },
    `ExpressionAttributeNames contains invalid key: Syntax error; key: "${name}"`,
  ]),
  ...['a', ':', ':a!', '#a', ':a:'].map((name): [string, object, string] => [
    `the value ${name}`,
    { UpdateExpression: 'REMOVE a', ExpressionAttributeValues: { [name]: s('a') } },
    `ExpressionAttributeValues contains invalid key: Syntax error; key: "${name}"`,
  ]),
  // Source for these: ExtendDB's tests, captured from AWS.
  [
    'a name of 256 bytes',
    { UpdateExpression: 'REMOVE a', ExpressionAttributeNames: { [`#${'a'.repeat(254)}!`]: 'a' } },
    'ExpressionAttributeNames contains invalid key: The expression attribute map contains a key that is too long; size of key: 256',
  ],
  [
    'a value of 256 bytes',
    { UpdateExpression: 'REMOVE a', ExpressionAttributeValues: { [`:${'a'.repeat(255)}`]: s('a') } },
    'ExpressionAttributeValues contains invalid key: The expression attribute map contains a key that is too long;',
  ],
  [
    'an empty name',
    { UpdateExpression: 'REMOVE #a', ExpressionAttributeNames: { '#a': '' } },
    'ExpressionAttributeNames contains invalid value: Empty attribute name for key #a',
  ],
  [
    'a value that is none',
    { UpdateExpression: 'SET a = :a', ExpressionAttributeValues: { ':a': {} } },
    'Supplied AttributeValue is empty, must contain exactly one of the supported datatypes',
  ],
  [
    'a number that is none',
    { UpdateExpression: 'SET a = :a', ExpressionAttributeValues: { ':a': { N: 'x' } } },
    'The parameter cannot be converted to a numeric value: x',
  ],
  [
    'an unused name',
    { UpdateExpression: 'REMOVE #a', ConditionExpression: '#b <> c', ExpressionAttributeNames: { '#a': 'a', '#b': 'b', '#c': 'c' } },
    'Value provided in ExpressionAttributeNames unused in expressions: keys: {#c}',
  ],
  [
    'unused values',
    { UpdateExpression: 'REMOVE a', ExpressionAttributeValues: { ':a': s('a'), ':b': s('b') } },
    'Value provided in ExpressionAttributeValues unused in expressions: keys: {:a, :b}',
  ],
  [
    'unused names before unused values',
    { UpdateExpression: 'REMOVE a', ExpressionAttributeNames: { '#a': 'a' }, ExpressionAttributeValues: { ':a': s('a') } },
    'Value provided in ExpressionAttributeNames unused in expressions: keys: {#a}',
  ],
];

test.each(rows)('refuses %s', async (_name, input, message) => {
  expect(await refusal(endpoint.url, 'UpdateItem', { TableName: 'hash', Key, ...input })).toBe(
    `ValidationException: 1 validation error detected: ${message}`,
  );
});

// The keywords stand wherever a name of their own letters would: only a placeholder can name such an attribute.
test.each(['name', 'STATUS', 'Data', 'value', 'zone', 'ttl', 'year'])('refuses the bare name %s', async (name) => {
  const input = { TableName: 'hash', Key, UpdateExpression: `REMOVE ${name}` };
  expect(await refusal(endpoint.url, 'UpdateItem', input)).toBe(
    `ValidationException: 1 validation error detected: Invalid UpdateExpression: Attribute name is a reserved keyword; reserved keyword: ${name}`,
  );
});
