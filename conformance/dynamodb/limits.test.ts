// Sizes of names and of expression values. Items, keys and expressions themselves are in put-item.test.ts and the expressions' suites.
// Source: Alternator's tests of attribute names, compared with AWS; "Quotas in Amazon DynamoDB" for the 2 MB of values.
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

const TableName = 'hash';
const Key = { pk: { S: 'limits' } };
const one = { N: '1' };

const requests: [string, string, (name: string) => object][] = [
  ['an attribute', 'PutItem', (name) => ({ TableName, Item: { ...Key, [name]: one } })],
  ['a nested attribute', 'PutItem', (name) => ({ TableName, Item: { ...Key, m: { M: { [name]: one } } } })],
  ['a projection', 'GetItem', (name) => ({ TableName, Key, ProjectionExpression: '#n', ExpressionAttributeNames: { '#n': name } })],
  ['AttributesToGet', 'GetItem', (name) => ({ TableName, Key, AttributesToGet: [name] })],
  ['AttributeUpdates', 'UpdateItem', (name) => ({ TableName, Key, AttributeUpdates: { [name]: { Action: 'PUT', Value: one } } })],
  [
    'an update',
    'UpdateItem',
    (name) => ({
      TableName,
      Key,
      UpdateExpression: 'SET #n = :v',
      ExpressionAttributeNames: { '#n': name },
      ExpressionAttributeValues: { ':v': one },
    }),
  ],
];

test.each(requests)('the name of %s has up to 65,535 bytes', async (_what, operation, request) => {
  expect(await refusal(endpoint.url, operation, request('a'.repeat(65_535)))).toBe('accepted');
  expect(await refusal(endpoint.url, operation, request('a'.repeat(65_536)))).toMatch(/^ValidationException: .*6553[56]/);
  expect(await refusal(endpoint.url, operation, request('é'.repeat(32_768)))).toMatch(/^ValidationException: .*6553[56]/);
});

test('the values of an expression have up to 2 MB together', async () => {
  const scan = (bytes: number) =>
    refusal(endpoint.url, 'Scan', {
      TableName,
      FilterExpression: 'a = :a OR b = :b',
      ExpressionAttributeValues: { ':a': { S: 'x'.repeat(bytes) }, ':b': { S: 'x'.repeat(bytes) } },
    });
  expect(await scan(1024 * 1024)).toBe('accepted');
  expect(await scan(1024 * 1024 + 1)).toBe('ValidationException: ExpressionAttributeValues exceeds max size');
});
