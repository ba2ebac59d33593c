// Scan: order, pages, segments, indexes, select, refusals. Filters are in filter-expression.test.ts.
import { BatchWriteItemCommand, ScanCommand, type ScanCommandInput } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Endpoint, startEndpoint } from './endpoint.ts';
import { refusal } from './raw-request.ts';
import { createTables } from './tables.ts';

const itemCount = 200;
let endpoint: Endpoint;
beforeAll(async () => {
  endpoint = await startEndpoint();
  await createTables(endpoint);
  for (const TableName of ['hash', 'composite']) {
    for (let n = 0; n < itemCount; n += 25) {
      const requests = Array.from({ length: 25 }, (_, i) => ({
        PutRequest: { Item: { pk: { S: `p${n + i}` }, sk: { S: 's' }, n: { N: `${n + i}` }, ...(i % 5 === 0 && { l1: { S: 'x' } }) } },
      }));
      await endpoint.client.send(new BatchWriteItemCommand({ RequestItems: { [TableName]: requests } }));
    }
  }
});
afterAll(() => endpoint.stop());

const scan = (input: Partial<ScanCommandInput> = {}) => endpoint.client.send(new ScanCommand({ TableName: 'hash', ...input }));

async function scanAll(input: Partial<ScanCommandInput>): Promise<string[]> {
  const seen: string[] = [];
  let ExclusiveStartKey: ScanCommandInput['ExclusiveStartKey'];
  do {
    const page = await scan({ ...input, ExclusiveStartKey });
    seen.push(...(page.Items ?? []).map(({ pk }) => pk?.S ?? ''));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return seen;
}
const everyKey = Array.from({ length: itemCount }, (_, n) => `p${n}`).sort();

test.each([7, 50, 1000])('sees every item once in pages of %i', async (Limit) => {
  expect((await scanAll({ Limit })).sort()).toEqual(everyKey);
});

test.each([1, 2, 3, 8, 100])('sees every item once in %i segments', async (TotalSegments) => {
  const segments = await Promise.all(Array.from({ length: TotalSegments }, (_, Segment) => scanAll({ Segment, TotalSegments, Limit: 9 })));
  expect(segments.flat().sort()).toEqual(everyKey);
});

// Source: dynalite's tests of Scan, whose segments were compared with AWS's.
test.each([
  ['3635', 0],
  ['228', 0],
  ['1668', 1],
])('finds the key %s in segment %i of 4,096', async (pk, Segment) => {
  await endpoint.client.send(new BatchWriteItemCommand({ RequestItems: { hash: [{ PutRequest: { Item: { pk: { S: pk } } } }] } }));
  const { Items } = await scan({ Segment, TotalSegments: 4096 });
  await endpoint.client.send(new BatchWriteItemCommand({ RequestItems: { hash: [{ DeleteRequest: { Key: { pk: { S: pk } } } }] } }));
  expect(Items).toContainEqual({ pk: { S: pk } });
});

test('scans an index, which has not every item', async () => {
  const { Count, Items } = await scan({ TableName: 'composite', IndexName: 'gsi1' });
  expect(Count).toBe(itemCount / 5);
  expect(Items?.[0]).toHaveProperty('l1');
});

test('counts, filters and projects', async () => {
  expect(await scan({ Select: 'COUNT' })).toMatchObject({ Count: itemCount, ScannedCount: itemCount });
  const filtered = await scan({ FilterExpression: 'n < :n', ExpressionAttributeValues: { ':n': { N: '10' } }, ProjectionExpression: 'n' });
  expect(filtered).toMatchObject({ Count: 10, ScannedCount: itemCount });
  expect(Object.keys(filtered.Items?.[0] ?? {})).toEqual(['n']);
});

test('costs half a unit for each 4 KB begun', async () => {
  const { ConsumedCapacity } = await scan({ ReturnConsumedCapacity: 'TOTAL' });
  const strong = await scan({ ReturnConsumedCapacity: 'TOTAL', ConsistentRead: true });
  expect(strong.ConsumedCapacity?.CapacityUnits).toBe(2 * (ConsumedCapacity?.CapacityUnits ?? 0));
});

describe('refuses', () => {
  const toobig =
    'The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: 5 is not less than TotalSegments: 5';
  // Sources: dynamodb-conformance (recorded on AWS, 2026) and dynalite's tests (recorded on AWS).
  test.each<[string, object, string]>([
    [
      'a limit of nothing',
      { Limit: 0 },
      "1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1",
    ],
    [
      'a segment alone',
      { Segment: 0 },
      'The TotalSegments parameter is required but was not present in the request when Segment parameter is present',
    ],
    [
      'a number of segments alone',
      { TotalSegments: 4 },
      'The Segment parameter is required but was not present in the request when parameter TotalSegments is present',
    ],
    ['a segment beyond the last', { Segment: 5, TotalSegments: 5 }, toobig],
    [
      'a segment below the first',
      { Segment: -1, TotalSegments: 4 },
      "1 validation error detected: Value '-1' at 'segment' failed to satisfy constraint: Member must have value greater than or equal to 0",
    ],
    ['an index that is not there', { IndexName: 'nope' }, 'The table does not have the specified index: nope'],
    [
      'a starting key that fits no table',
      { ExclusiveStartKey: { x: { S: 'a' } } },
      'The provided starting key is invalid: The provided key element does not match the schema',
    ],
    [
      'a starting key of another segment',
      { ExclusiveStartKey: { pk: { S: '3635' } }, Segment: 1, TotalSegments: 4096 },
      'The provided starting key is invalid: Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct Segment. TotalSegments: 4096 Segment: 1',
    ],
  ])('%s', async (_name, request, message) => {
    expect(await refusal(endpoint.url, 'Scan', { TableName: 'hash', ...request })).toBe(`ValidationException: ${message}`);
  });
});
