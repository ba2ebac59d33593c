// Query: ranges, order, pages, indexes, select, refusals. Key conditions as text are in key-condition-expression.test.ts.
import { PutItemCommand, QueryCommand, type QueryCommandInput } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Endpoint, startEndpoint } from './endpoint.ts';
import { refusal } from './raw-request.ts';
import { createTables } from './tables.ts';

let endpoint: Endpoint;
beforeAll(async () => {
  endpoint = await startEndpoint();
  await createTables(endpoint);
  for (const sk of ['2', '10', '-3', '1.5', '0', '-20']) await put('sorted-numbers', { pk: { S: 'a' }, sk: { N: sk } });
  for (let i = 0; i < 6; i++) {
    await put('composite', {
      pk: { S: 'p' },
      sk: { S: `s${i}` },
      l1: { S: i % 2 ? 'odd' : 'even' },
      l2: { S: `z${9 - i}` },
      data: { S: `d${i}` },
      other: { N: `${i}` },
    });
  }
  await put('composite', { pk: { S: 'q' }, sk: { S: 's0' } });
});
afterAll(() => endpoint.stop());

const put = (TableName: string, Item: Record<string, { S: string } | { N: string }>) =>
  endpoint.client.send(new PutItemCommand({ TableName, Item }));
const query = (input: Partial<QueryCommandInput>) => endpoint.client.send(new QueryCommand({ TableName: 'composite', ...input }));
const partition = { KeyConditionExpression: 'pk = :p', ExpressionAttributeValues: { ':p': { S: 'p' } } };
const sortKeys = async (input: Partial<QueryCommandInput>) => (await query(input)).Items?.map(({ sk }) => sk?.S ?? sk?.N);

describe('numbers', () => {
  const where = (condition: string, values: Record<string, { N: string }>) => ({
    TableName: 'sorted-numbers',
    KeyConditionExpression: `pk = :p AND ${condition}`,
    ExpressionAttributeValues: { ':p': { S: 'a' }, ...values },
  });
  test.each([
    ['sk >= :a', { ':a': { N: '-1e9' } }, ['-20', '-3', '0', '1.5', '2', '10']],
    ['sk < :a', { ':a': { N: '1.5' } }, ['-20', '-3', '0']],
    ['sk <= :a', { ':a': { N: '1.50' } }, ['-20', '-3', '0', '1.5']],
    ['sk > :a', { ':a': { N: '2' } }, ['10']],
    ['sk = :a', { ':a': { N: '2.0' } }, ['2']],
    ['sk BETWEEN :a AND :b', { ':a': { N: '-3' }, ':b': { N: '2' } }, ['-3', '0', '1.5', '2']],
  ])('%s %j', async (condition, values, expected) => {
    expect(await sortKeys(where(condition, values))).toEqual(expected);
    expect(await sortKeys({ ...where(condition, values), ScanIndexForward: false })).toEqual([...expected].reverse());
  });
});

test('begins_with takes what begins so', async () => {
  const input = {
    KeyConditionExpression: 'pk = :p AND begins_with(sk, :s)',
    ExpressionAttributeValues: { ':p': { S: 'p' }, ':s': { S: 's' } },
  };
  expect(await sortKeys(input)).toHaveLength(6);
  expect(await sortKeys({ ...input, ExpressionAttributeValues: { ':p': { S: 'p' }, ':s': { S: 's1' } } })).toEqual(['s1']);
});

test.each([
  ['forward', true],
  ['backward', false],
])('walks %s page by page and sees every item once', async (_name, ScanIndexForward) => {
  const seen: unknown[] = [];
  let ExclusiveStartKey: QueryCommandInput['ExclusiveStartKey'];
  do {
    const page = await query({ ...partition, Limit: 2, ScanIndexForward, ExclusiveStartKey });
    expect(page.Items?.length).toBeLessThanOrEqual(2);
    seen.push(...(page.Items ?? []).map(({ sk }) => sk?.S));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  expect(seen).toEqual(ScanIndexForward ? ['s0', 's1', 's2', 's3', 's4', 's5'] : ['s5', 's4', 's3', 's2', 's1', 's0']);
});

test('gives a LastEvaluatedKey when the limit is reached with the last item', async () => {
  expect((await query({ ...partition, Limit: 6 })).LastEvaluatedKey).toEqual({ pk: { S: 'p' }, sk: { S: 's5' } });
  expect((await query({ ...partition, Limit: 7 })).LastEvaluatedKey).toBeUndefined();
});

test('counts what the filter leaves and what was looked at', async () => {
  const page = await query({
    ...partition,
    FilterExpression: 'l1 = :l',
    ExpressionAttributeValues: { ':p': { S: 'p' }, ':l': { S: 'odd' } },
  });
  expect(page).toMatchObject({ Count: 3, ScannedCount: 6 });
});

test('counts only, with Select COUNT', async () => {
  const page = await query({ ...partition, Select: 'COUNT' });
  expect(page).toMatchObject({ Count: 6, ScannedCount: 6 });
  expect(page.Items).toBeUndefined();
});

test('ends a page with the item that brings it to 1 MB', async () => {
  for (let i = 0; i < 5; i++) await put('composite', { pk: { S: 'big' }, sk: { S: `${i}` }, v: { S: 'x'.repeat(300_000) } });
  const page = await query({ KeyConditionExpression: 'pk = :p', ExpressionAttributeValues: { ':p': { S: 'big' } } });
  expect(page.Count).toBe(4);
  expect(page.LastEvaluatedKey).toEqual({ pk: { S: 'big' }, sk: { S: '3' } });
});

describe('indexes', () => {
  const odd = { IndexName: 'gsi2', KeyConditionExpression: 'l1 = :l', ExpressionAttributeValues: { ':l': { S: 'odd' } } };

  test('a global one holds its keys, its table’s keys and what it includes, in its own order', async () => {
    const { Items } = await query(odd);
    expect(Items?.[0]).toEqual({ pk: { S: 'p' }, sk: { S: 's5' }, l1: { S: 'odd' }, l2: { S: 'z4' }, data: { S: 'd5' } });
    expect(Items?.map(({ l2 }) => l2?.S)).toEqual(['z4', 'z6', 'z8']);
  });

  test('a local one fetches from the table what it lacks', async () => {
    const local = { ...partition, IndexName: 'lsi2' };
    expect((await query({ ...local, Limit: 1 })).Items?.[0]).toEqual({
      pk: { S: 'p' },
      sk: { S: 's5' },
      l1: { S: 'odd' },
      l2: { S: 'z4' },
    });
    const whole = await query({ ...local, Limit: 1, Select: 'ALL_ATTRIBUTES', ReturnConsumedCapacity: 'INDEXES' });
    expect(whole.Items?.[0]).toMatchObject({ data: { S: 'd5' }, other: { N: '5' } });
    expect(whole.ConsumedCapacity).toMatchObject({
      CapacityUnits: 1,
      Table: { CapacityUnits: 0.5 },
      LocalSecondaryIndexes: { lsi2: { CapacityUnits: 0.5 } },
    });
  });

  test('goes on after a LastEvaluatedKey of both keys', async () => {
    const first = await query({ ...odd, IndexName: 'gsi1', Limit: 2 });
    expect(Object.keys(first.LastEvaluatedKey ?? {}).sort()).toEqual(['l1', 'pk', 'sk']);
    const second = await query({ ...odd, IndexName: 'gsi1', Limit: 2, ExclusiveStartKey: first.LastEvaluatedKey });
    expect(second.Count).toBe(1);
  });

  test('follows an item whose index key changes, and one that loses it', async () => {
    const moved = (l1: string | undefined) => put('composite', { pk: { S: 'm' }, sk: { S: 'm' }, ...(l1 && { l1: { S: l1 } }) });
    const found = async (l1: string) =>
      (await query({ IndexName: 'gsi1', KeyConditionExpression: 'l1 = :l', ExpressionAttributeValues: { ':l': { S: l1 } } })).Count;
    await moved('here');
    expect(await found('here')).toBe(1);
    await moved('there');
    expect([await found('here'), await found('there')]).toEqual([0, 1]);
    await moved(undefined);
    expect([await found('here'), await found('there')]).toEqual([0, 0]);
  });
});

const refusals: [string, object, string][] = [
  [
    'a limit of nothing',
    { Limit: 0 },
    "1 validation error detected: Value at 'Limit' failed to satisfy constraint: Member must have value greater than or equal to 1",
  ],
  [
    'a select that does not exist',
    { Select: 'x' },
    "1 validation error detected: Value 'x' at 'select' failed to satisfy constraint: Member must satisfy enum value set: [SPECIFIC_ATTRIBUTES, COUNT, ALL_ATTRIBUTES, ALL_PROJECTED_ATTRIBUTES]",
  ],
  [
    'no condition at all',
    { KeyConditionExpression: undefined, ExpressionAttributeValues: undefined },
    'Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.',
  ],
  ['an index that is not there', { IndexName: 'nope' }, 'The table does not have the specified index: nope'],
  [
    'a consistent read of a global index',
    { IndexName: 'gsi1', ConsistentRead: true },
    'Consistent reads are not supported on global secondary indexes',
  ],
  ['a condition without the partition key', { KeyConditionExpression: 'sk = :p' }, 'Query condition missed key schema element: pk'],
  [
    'a filter on a key',
    { FilterExpression: 'sk = :p' },
    'Filter Expression can only contain non-primary key attributes: Primary key attribute: sk',
  ],
  [
    'SPECIFIC_ATTRIBUTES without attributes',
    { Select: 'SPECIFIC_ATTRIBUTES' },
    '1 validation error detected: Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES',
  ],
  [
    'ALL_PROJECTED_ATTRIBUTES without an index',
    { Select: 'ALL_PROJECTED_ATTRIBUTES' },
    '1 validation error detected: ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName',
  ],
  [
    'a projection with ALL_ATTRIBUTES',
    { Select: 'ALL_ATTRIBUTES', ProjectionExpression: 'pk' },
    '1 validation error detected: Cannot specify the ProjectionExpression when choosing to get ALL_ATTRIBUTES',
  ],
  [
    'everything of a global index that has not everything',
    { IndexName: 'gsi2', KeyConditionExpression: 'l1 = :p', Select: 'ALL_ATTRIBUTES' },
    'One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global secondary index gsi2 because its projection type is not ALL',
  ],
  [
    'an attribute that a global index has not',
    { IndexName: 'gsi2', KeyConditionExpression: 'l1 = :p', ProjectionExpression: 'mine' },
    'One or more parameter values were invalid: Global secondary index gsi2 does not project [mine]',
  ],
  ['a starting key with too few members', { ExclusiveStartKey: { pk: { S: 'p' } } }, 'The provided starting key is invalid'],
  [
    'a starting key of another type',
    { ExclusiveStartKey: { pk: { N: '1' }, sk: { S: 'a' } } },
    'The provided key element does not match the schema',
  ],
  [
    'a starting key with a sort key of another type',
    { ExclusiveStartKey: { pk: { S: 'p' }, sk: { N: '1' } } },
    'The provided key element does not match the schema',
  ],
  [
    'a starting key of another partition',
    { ExclusiveStartKey: { pk: { S: 'q' }, sk: { S: 'a' } } },
    'The provided starting key is outside query boundaries based on provided conditions',
  ],
  [
    'a starting key outside of the range',
    { KeyConditionExpression: 'pk = :p AND sk > :p', ExclusiveStartKey: { pk: { S: 'p' }, sk: { S: 'a' } } },
    'The provided starting key does not match the range key predicate',
  ],
  [
    'an empty value in a starting key',
    { ExclusiveStartKey: { pk: {}, sk: { S: 'a' } } },
    'The provided starting key is invalid: Supplied AttributeValue is empty, must contain exactly one of the supported datatypes',
  ],
];

// Sources: dynamodb-conformance (recorded on AWS, 2026), dynalite's tests (recorded on AWS), for Select Moto's (verified on AWS, 2026).
test.each(refusals)('refuses %s', async (_name, request, message) => {
  expect(await refusal(endpoint.url, 'Query', { TableName: 'composite', ...partition, ...request })).toBe(
    `ValidationException: ${message}`,
  );
});
