// UpdateItem holds an UpdateExpression against 400 KB as well: 3 bytes, what it writes, and a cost for each of its parts.
// Source: dynamodb-conformance, measured on AWS in eu-west-2, 2026-08 and 2026-10.
import { type AttributeValue, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Endpoint, refusalOf, startEndpoint } from './endpoint.ts';
import { createTables } from './tables.ts';

let endpoint: Endpoint;
beforeAll(async () => {
  endpoint = await startEndpoint();
  await createTables(endpoint);
});
afterAll(() => endpoint.stop());

const largest = 409_600;
const statement = 3;
const write = 19;
const s = (value: string): AttributeValue => ({ S: value });
const ten = s('y'.repeat(10));
const one: AttributeValue = { N: '1' };

/** The clause beside `SET b = :pad`, its values, what the item has, what the clause costs. */
const rows: [string, Record<string, AttributeValue>, Record<string, AttributeValue>, number][] = [
  [', c = :v', { ':v': ten }, {}, write + 1 + 10],
  [', c = abcdefghij', {}, { abcdefghij: ten }, write + 1 + 1 + 14 + 10],
  [', c = m.z', {}, { m: { M: { z: ten } } }, write + 1 + 1 + 15 + 15],
  [', c = l[1]', {}, { l: { L: [ten, ten] } }, write + 1 + 1 + 15 + 15],
  [', n = n + :v', { ':v': one }, { n: { N: '12345678901234567890' } }, write + 1 + 34 + 16 + 2],
  [', n = n - :v', { ':v': one }, { n: one }, write + 1 + 37 + 16 + 2],
  [', c = if_not_exists(c, :v)', { ':v': ten }, {}, write + 1 + 39 + 16 + 10],
  [', c = if_not_exists(c, :v), d = if_not_exists(d, :v)', { ':v': ten }, { c: one }, 2 * (write + 1 + 39 + 16 + 10)],
  [', l = list_append(l, :v)', { ':v': { L: [ten] } }, { l: { L: [one] } }, write + 1 + 37 + 16 + 3 + 1 + 10],
  [', m.x = :v', { ':v': ten }, { m: { M: {} } }, write + 1 + 4 + 1 + 10],
  [' ADD counter1 :v', { ':v': one }, { counter1: one }, write + 8 + 2],
  [' ADD ss :v', { ':v': { SS: ['s'.repeat(50)] } }, { ss: { SS: ['p'] } }, write + 2 + 50],
  [' REMOVE abcdefghij', {}, { abcdefghij: ten }, 1 + 10],
  [' REMOVE l[1]', {}, { l: { L: [ten, ten] } }, 1 + 1 + 4 + 1],
  [' DELETE ss :v', { ':v': { SS: ['q'.repeat(20)] } }, { ss: { SS: ['p', 'q'.repeat(20)] } }, 1 + 2],
];

test.each(rows)('SET b = :pad%s', async (clause, values, attributes, cost) => {
  const Key = { pk: s('K') };
  const run = async (padding: number) => {
    await endpoint.client.send(new PutItemCommand({ TableName: 'hash', Item: { ...attributes, ...Key } }));
    return endpoint.client.send(
      new UpdateItemCommand({
        TableName: 'hash',
        Key,
        UpdateExpression: `SET b = :pad${clause}`,
        ExpressionAttributeValues: { ...values, ':pad': s('x'.repeat(padding)) },
      }),
    );
  };
  const padding = largest - statement - write - 1 - cost;
  expect(await refusalOf(run(padding))).toBe('accepted');
  expect(await refusalOf(run(padding + 1))).toBe('ValidationException: Item size to update has exceeded the maximum allowed size');
});

test('AttributeUpdates are held to the item alone', async () => {
  const Key = { pk: s('A') };
  const run = (padding: number) =>
    endpoint.client.send(
      new UpdateItemCommand({
        TableName: 'hash',
        Key,
        AttributeUpdates: { b: { Action: 'PUT', Value: s('x'.repeat(padding)) } },
      }),
    );
  expect(await refusalOf(run(largest - 4))).toBe('accepted');
  expect(await refusalOf(run(largest - 3))).toBe('ValidationException: Item size to update has exceeded the maximum allowed size');
});
