// KeyConditionExpression: which items are found, whichever way it is written, and what no query can use.
// Source: scylladb's test/alternator/test_key_condition_expression.py and dynalite's test/query.js, both run on AWS.
import { type AttributeValue, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Endpoint, startEndpoint } from './endpoint.ts';
import { refusal } from './raw-request.ts';
import { createTables } from './tables.ts';

let endpoint: Endpoint;
const names = ['a', 'ab', 'abc', 'b', 'ba', 'é', '\u{10FFFF}'];
beforeAll(async () => {
  endpoint = await startEndpoint();
  await createTables(endpoint);
  for (const sk of names) await put('composite', { pk: { S: 'p' }, sk: { S: sk } });
  await put('composite', { pk: { S: 'other' }, sk: { S: 'a' } });
  for (const sk of ['-5', '0', '3']) await put('sorted-numbers', { pk: { S: 'p' }, sk: { N: sk } });
});
afterAll(() => endpoint.stop());

type Attributes = Record<string, AttributeValue>;
const put = (TableName: string, Item: Attributes) => endpoint.client.send(new PutItemCommand({ TableName, Item }));
const s = (value: string): AttributeValue => ({ S: value });

const found: [string, Attributes, string[]][] = [
  ['pk = :p', {}, names],
  [':p = pk', {}, names],
  ['pk = :p AND sk = :v', { ':v': s('ab') }, ['ab']],
  ['sk = :v AND pk = :p', { ':v': s('ab') }, ['ab']],
  ['(pk = :p) and (sk < :v)', { ':v': s('b') }, ['a', 'ab', 'abc']],
  ['(pk = :p and sk <= :v)', { ':v': s('b') }, ['a', 'ab', 'abc', 'b']],
  ['pk = :p AND sk > :v', { ':v': s('b') }, ['ba', 'é', '\u{10FFFF}']],
  ['pk = :p AND :v > sk', { ':v': s('ab') }, ['a']],
  ['pk = :p AND sk >= :v', { ':v': s('é') }, ['é', '\u{10FFFF}']],
  ['pk = :p AND sk BETWEEN :v AND :w', { ':v': s('ab'), ':w': s('b') }, ['ab', 'abc', 'b']],
  ['begins_with(sk, :v) AND pk = :p', { ':v': s('ab') }, ['ab', 'abc']],
  ['pk = :p AND begins_with(sk, :v)', { ':v': s('\u{10FFFF}') }, ['\u{10FFFF}']],
];
test.each(found)('%s %j', async (KeyConditionExpression, values, expected) => {
  const ExpressionAttributeValues = { ':p': s('p'), ...values };
  const { Items } = await endpoint.client.send(
    new QueryCommand({ TableName: 'composite', KeyConditionExpression, ExpressionAttributeValues }),
  );
  expect(Items?.map(({ sk }) => sk?.S)).toEqual(expected);
});

test('takes names by placeholders', async () => {
  const input = { KeyConditionExpression: '#k = :p AND #r > :v', ExpressionAttributeNames: { '#k': 'pk', '#r': 'sk' } };
  const ExpressionAttributeValues = { ':p': s('p'), ':v': { N: '-5.0' } };
  const { Items } = await endpoint.client.send(new QueryCommand({ TableName: 'sorted-numbers', ...input, ExpressionAttributeValues }));
  expect(Items?.map(({ sk }) => sk?.N)).toEqual(['0', '3']);
});

describe('refuses', () => {
  const operator = (it: string): string => `Invalid operator used in KeyConditionExpression: ${it}`;
  const type = 'One or more parameter values were invalid: Condition parameter type does not match schema type';
  const rows: [string, Attributes, string][] = [
    ['', {}, 'Invalid KeyConditionExpression: The expression can not be empty;'],
    ['pk = ', {}, 'Invalid KeyConditionExpression: Syntax error; token: "<EOF>", near: "="'],
    ['pk = :p OR sk = :v', { ':v': s('a') }, operator('OR')],
    ['NOT pk = :p', {}, operator('NOT')],
    ['pk <> :p', {}, operator('<>')],
    ['pk IN (:p)', {}, operator('IN')],
    ['pk = :p AND contains(sk, :v)', { ':v': s('a') }, operator('contains')],
    ['pk = :p AND attribute_exists(sk)', {}, operator('attribute_exists')],
    ['pk = :p AND size(sk) = :v', { ':v': { N: '1' } }, 'KeyConditionExpressions cannot contain nested operations'],
    ['pk = :p AND sk.a = :v', { ':v': s('a') }, 'KeyConditionExpressions cannot have conditions on nested attributes'],
    ['pk = sk', {}, 'Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition'],
    [
      'pk = :p AND sk > :v AND sk < :v',
      { ':v': s('a') },
      'Invalid KeyConditionExpression: KeyConditionExpressions must only contain one condition per key',
    ],
    [
      'pk = :p AND sk = :v AND z = :v',
      { ':v': s('a') },
      'The number of query conditions (3) exceeds the number of key attributes defined in the schema (2)',
    ],
    ['sk = :p', {}, 'Query condition missed key schema element: pk'],
    ['pk = :p AND z = :v', { ':v': s('a') }, 'Query condition missed key schema element: sk'],
    ['pk > :p', {}, 'Query key condition not supported'],
    ['begins_with(pk, :p)', {}, 'Query key condition not supported'],
    ['pk = :v', { ':v': { N: '1' } }, type],
    ['pk = :p AND sk = :v', { ':v': { N: '1' } }, type],
    [
      'pk = :p AND begins_with(sk, :v)',
      { ':v': { N: '1' } },
      'Invalid KeyConditionExpression: Incorrect operand type for operator or function; operator or function: begins_with, operand type: N',
    ],
    [
      'pk = :p AND sk BETWEEN :v AND :w',
      { ':v': s('b'), ':w': s('a') },
      'Invalid KeyConditionExpression: The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound operand: AttributeValue: {S:b}, upper bound operand: AttributeValue: {S:a}',
    ],
    [
      'pk = :v',
      { ':v': s('') },
      'One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: pk',
    ],
  ];
  test.each(rows)('%s %j', async (KeyConditionExpression, values, message) => {
    const ExpressionAttributeValues: Attributes = KeyConditionExpression.includes(':p') ? { ':p': s('p'), ...values } : values;
    const some = Object.keys(ExpressionAttributeValues).length > 0;
    const input = { TableName: 'composite', KeyConditionExpression, ...(some && { ExpressionAttributeValues }) };
    expect(await refusal(endpoint.url, 'Query', input)).toBe(`ValidationException: ${message}`);
  });
});
