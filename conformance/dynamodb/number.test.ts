// Numbers: how they come back, how they are told apart and ordered, what is out of range.
// Source: "Naming rules and data types", developer guide; scylladb's test/alternator/test_number.py, run on AWS.
import { type AttributeValue, GetItemCommand, PutItemCommand, QueryCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Endpoint, refusalOf, startEndpoint } from './endpoint.ts';
import { refusal } from './raw-request.ts';
import { createTables } from './tables.ts';

let endpoint: Endpoint;
beforeAll(async () => {
  endpoint = await startEndpoint();
  await createTables(endpoint);
});
afterAll(() => endpoint.stop());

const largest = '99999999999999999999999999999999999999';
const written: [string, string][] = [
  ['0', '0'],
  ['-0', '0'],
  ['0e20', '0'],
  ['007', '7'],
  ['+3', '3'],
  ['1.0', '1'],
  ['1.50', '1.5'],
  ['.5', '0.5'],
  ['5.', '5'],
  ['1e3', '1000'],
  ['1E+3', '1000'],
  ['-12.5e-1', '-1.25'],
  ['1000000000000000000000', '1000000000000000000000'],
  [largest, largest],
  [`-${largest}`, `-${largest}`],
  ['0.12345678901234567890123456789012345678', '0.12345678901234567890123456789012345678'],
];

const put = (pk: string, a: AttributeValue) => endpoint.client.send(new PutItemCommand({ TableName: 'hash', Item: { pk: { S: pk }, a } }));
const get = async (pk: string) => (await endpoint.client.send(new GetItemCommand({ TableName: 'hash', Key: { pk: { S: pk } } }))).Item?.a;

test.each(written)('%s comes back as %s', async (text, expected) => {
  await put(text, { L: [{ N: text }, { NS: [text] }] });
  expect(await get(text)).toEqual({ L: [{ N: expected }, { NS: [expected] }] });
});

// The text of a number of such a magnitude is not recorded: only that it is the same number.
test.each(['1e-130', '-1e-130', '9.9999999999999999999999999999999999999e125', '1e125'])('%s is in range', async (text) => {
  await put(text, { N: text });
  expect(Number((await get(text))?.N)).toBe(Number(text));
});

describe('refuses', () => {
  const overflow = 'Number overflow. Attempting to store a number with magnitude larger than supported range';
  const underflow = 'Number underflow. Attempting to store a number with magnitude smaller than supported range';
  const digits = 'Attempting to store more than 38 significant digits in a Number';
  const unreadable = (text: string): string => `The parameter cannot be converted to a numeric value: ${text}`;
  test.each([
    ['1e126', overflow],
    ['-1e126', overflow],
    ['1e1000000', overflow],
    ['1e99999999999', overflow],
    ['0e126', overflow],
    ['0e-131', underflow],
    ['1e9223372036854775808', unreadable('1e9223372036854775808')],
    ['1e-131', underflow],
    ['-1e-131', underflow],
    ['1e-1000000', underflow],
    [`${largest}9`, digits],
    ['1.00000000000000000000000000000000000001', digits],
    ['abc', unreadable('abc')],
    ['1e', unreadable('1e')],
    ['1 2', unreadable('1 2')],
    ['0x10', unreadable('0x10')],
    ['NaN', unreadable('NaN')],
    ['-Infinity', unreadable('-Infinity')],
    ['', unreadable('')],
  ])('%j', async (N, message) => {
    for (const a of [{ N }, { L: [{ N }] }, { M: { x: { N } } }, { NS: [N] }]) {
      expect(await refusal(endpoint.url, 'PutItem', { TableName: 'hash', Item: { pk: { S: 'a' }, a } })).toBe(
        `ValidationException: 1 validation error detected: ${message}`,
      );
    }
  });

  test('one number twice in a set, however it is written', async () => {
    expect(await refusalOf(put('set', { NS: ['1', '1.0'] }))).toBe(
      'ValidationException: 1 validation error detected: One or more parameter values were invalid: Input collection contains duplicates.',
    );
  });
});

test('are ordered and told apart as numbers in a key', async () => {
  const ordered = ['-1e125', '-1000', '-999.5', '-1', '-0.001', '-1e-130', '0', '1e-130', '0.001', '1', '9', '10', '10.5', '1e125'];
  for (const sk of ordered.toReversed()) {
    await endpoint.client.send(new PutItemCommand({ TableName: 'sorted-numbers', Item: { pk: { S: 'order' }, sk: { N: sk } } }));
  }
  const again = { pk: { S: 'order' }, sk: { N: '10.0' }, again: { BOOL: true } };
  await endpoint.client.send(new PutItemCommand({ TableName: 'sorted-numbers', Item: again }));
  const { Items = [] } = await endpoint.client.send(
    new QueryCommand({
      TableName: 'sorted-numbers',
      KeyConditionExpression: 'pk = :p',
      ExpressionAttributeValues: { ':p': { S: 'order' } },
    }),
  );
  expect(Items.map(({ sk }) => Number(sk?.N))).toEqual(ordered.map(Number));
  expect(Items.find(({ sk }) => sk?.N === '10')).toEqual({ ...again, sk: { N: '10' } });
});

describe('arithmetic is exact', () => {
  test.each([
    ['0.1', '+', '0.2', '0.3'],
    ['9007199254740993', '+', '1', '9007199254740994'],
    ['12345678901234567890123456789012345678', '-', '1', '12345678901234567890123456789012345677'],
    ['1', '-', '1.5', '-0.5'],
    ['1e100', '-', '1e100', '0'],
    ['0.00000000000000000001', '+', '1', '1.00000000000000000001'],
  ])('%s %s %s', async (left, operator, right, expected) => {
    await put('sum', { N: left });
    const { Attributes } = await endpoint.client.send(
      new UpdateItemCommand({
        TableName: 'hash',
        Key: { pk: { S: 'sum' } },
        UpdateExpression: `SET a = a ${operator} :v`,
        ExpressionAttributeValues: { ':v': { N: right } },
        ReturnValues: 'UPDATED_NEW',
      }),
    );
    expect(Attributes).toEqual({ a: { N: expected } });
  });
});
