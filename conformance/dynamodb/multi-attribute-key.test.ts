// Global indexes whose key has several attributes of a kind.
// Source: dynamodb-conformance, recorded from AWS in eu-central-1, us-east-1 and eu-west-2, 2026-10.
import {
  type AttributeValue,
  CreateTableCommand,
  DescribeTableCommand,
  ExecuteStatementCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Endpoint, refusalOf, startEndpoint } from './endpoint.ts';
import { refusal } from './raw-request.ts';

const s = (value: string): AttributeValue => ({ S: value });
const KeySchema = [
  { AttributeName: 'country', KeyType: 'HASH' as const },
  { AttributeName: 'city', KeyType: 'HASH' as const },
  { AttributeName: 'year', KeyType: 'RANGE' as const },
  { AttributeName: 'kind', KeyType: 'RANGE' as const },
  { AttributeName: 'name', KeyType: 'RANGE' as const },
];

let endpoint: Endpoint;
beforeAll(async () => {
  endpoint = await startEndpoint();
  await endpoint.client.send(
    new CreateTableCommand({
      TableName: 'places',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: ['id', 'country', 'city', 'kind', 'name']
        .map((AttributeName) => ({ AttributeName, AttributeType: 'S' as 'S' | 'N' }))
        .concat({ AttributeName: 'year', AttributeType: 'N' }),
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      GlobalSecondaryIndexes: [{ IndexName: 'by-place', KeySchema, Projection: { ProjectionType: 'ALL' } }],
    }),
  );
  const items: [string, string, string, string, string | undefined, string][] = [
    ['1', 'at', 'wien', '9', 'park', 'b'],
    ['2', 'at', 'wien', '9', 'park', 'a'],
    ['3', 'at', 'wien', '9', 'café', 'z'],
    ['4', 'at', 'wien', '10', 'café', 'y'],
    ['5', 'at', 'graz', '9', 'park', 'x'],
    ['6', 'at', 'wien', '9', undefined, 'w'],
    // What could be taken for the partition of another country and city.
    ['7', 'atw', 'ien', '9', 'park', 'v'],
  ];
  for (const [id, country, city, year, kind, name] of items) {
    const Item = { id: s(id), country: s(country), city: s(city), year: { N: year }, name: s(name), ...(kind && { kind: s(kind) }) };
    await endpoint.client.send(new PutItemCommand({ TableName: 'places', Item }));
  }
});
afterAll(() => endpoint.stop());

const values: Record<string, AttributeValue> = {
  ':at': s('at'),
  ':wien': s('wien'),
  ':nine': { N: '9' },
  ':park': s('park'),
  ':a': s('a'),
  ':p': s('p'),
};
const place = 'country = :at AND city = :wien';

function query(KeyConditionExpression: string, more: object = {}) {
  const used = Object.entries(values).filter(([name]) => new RegExp(`${name}\\b`).test(KeyConditionExpression));
  const expression = KeyConditionExpression.replace(/\byear\b/g, '#y').replace(/\bname\b/g, '#n');
  const names = { ...(expression.includes('#y') && { '#y': 'year' }), ...(expression.includes('#n') && { '#n': 'name' }) };
  return endpoint.client.send(
    new QueryCommand({
      TableName: 'places',
      IndexName: 'by-place',
      KeyConditionExpression: expression,
      ExpressionAttributeValues: Object.fromEntries(used),
      ...(Object.keys(names).length > 0 && { ExpressionAttributeNames: names }),
      ...more,
    }),
  );
}

test('are described as they were asked for', async () => {
  const { Table } = await endpoint.client.send(new DescribeTableCommand({ TableName: 'places' }));
  expect(Table?.GlobalSecondaryIndexes?.[0]?.KeySchema).toEqual(KeySchema);
});

describe('are queried', () => {
  test.each<[string, object, string[]]>([
    [place, {}, ['3', '2', '1', '4']],
    [place, { ScanIndexForward: false }, ['4', '1', '2', '3']],
    [`${place} AND year = :nine`, {}, ['3', '2', '1']],
    [`year = :nine AND ${place}`, {}, ['3', '2', '1']],
    [`${place} AND year > :nine`, {}, ['4']],
    [`${place} AND year = :nine AND begins_with(kind, :p)`, {}, ['2', '1']],
    [`${place} AND year = :nine AND kind = :park AND name > :a`, {}, ['1']],
    [`${place} AND year = :nine AND kind BETWEEN :p AND :park`, {}, ['2', '1']],
  ])('%s %j', async (expression, more, ids) => {
    expect((await query(expression, more)).Items?.map(({ id }) => id?.S)).toEqual(ids);
  });

  // Source: Moto's tests, verified on AWS.
  test('by KeyConditions', async () => {
    const equal = (value: AttributeValue) => ({ ComparisonOperator: 'EQ' as const, AttributeValueList: [value] });
    const keys = { country: equal(s('at')), city: equal(s('wien')), year: equal({ N: '9' }), kind: equal(s('park')) };
    const { Items } = await endpoint.client.send(new QueryCommand({ TableName: 'places', IndexName: 'by-place', KeyConditions: keys }));
    expect(Items?.map(({ id }) => id?.S)).toEqual(['2', '1']);
  });

  test('page by page', async () => {
    const first = await query(place, { Limit: 2 });
    expect(Object.keys(first.LastEvaluatedKey ?? {}).sort()).toEqual(['city', 'country', 'id', 'kind', 'name', 'year']);
    const second = await query(place, { ExclusiveStartKey: first.LastEvaluatedKey });
    expect([...(first.Items ?? []), ...(second.Items ?? [])].map(({ id }) => id?.S)).toEqual(['3', '2', '1', '4']);
  });

  test('and scanned, without the items that lack an attribute', async () => {
    const { Items } = await endpoint.client.send(new ScanCommand({ TableName: 'places', IndexName: 'by-place' }));
    expect(Items?.map(({ id }) => id?.S).sort()).toEqual(['1', '2', '3', '4', '5', '7']);
  });
});

describe('refuse', () => {
  const equality = (missing: string, present: string): string =>
    `RANGE key attributes ${missing} must have equality conditions specified in the query because a condition is present on key attribute ${present}`;
  test.each([
    ['country = :at', 'Query condition missed key schema element: city'],
    [`${place} AND kind = :park`, equality('year', 'kind')],
    [`${place} AND year > :nine AND kind = :park`, equality('year', 'kind')],
    [`${place} AND year = :nine AND name = :a`, equality('kind', 'name')],
    ['country = :at AND city > :wien', 'Query key condition not supported'],
    [`${place} AND id = :a`, 'Query condition missed key schema element: year'],
  ])('%s', async (expression, message) => {
    expect(await refusalOf(query(expression))).toBe(`ValidationException: ${message}`);
  });

  const allHash = 'All HASH key attributes must precede RANGE key attributes in the KeySchema';
  test.each([
    [['a HASH', 'b RANGE', 'c HASH'], `One or more parameter values were invalid: ${allHash}`],
    [['a HASH', 'b HASH', 'a RANGE'], 'The KeySchema contains multiple key attributes with the same name'],
    [
      ['a', 'b', 'c', 'd', 'e'].map((it) => `${it} HASH`),
      'One or more parameter values were invalid: The KeySchema exceeds the maximum allowed number of HASH key attributes',
    ],
  ])('the key %j', async (key, message) => {
    const elements = key.map((it) => ({ AttributeName: it.slice(0, 1), KeyType: it.slice(2) }));
    const names = new Set(['pk', ...elements.map((it) => it.AttributeName)]);
    const input = {
      TableName: 'refused',
      AttributeDefinitions: [...names].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      GlobalSecondaryIndexes: [{ IndexName: 'gsi', KeySchema: elements, Projection: { ProjectionType: 'ALL' } }],
      BillingMode: 'PAY_PER_REQUEST',
    };
    expect(await refusal(endpoint.url, 'CreateTable', input)).toBe(`ValidationException: ${message}`);
  });

  test('PartiQL, on the index and not on its table', async () => {
    const run = (Statement: string) => endpoint.client.send(new ExecuteStatementCommand({ Statement }));
    expect(await refusalOf(run(`SELECT * FROM "places"."by-place" WHERE country = 'at'`))).toBe(
      'ValidationException: PartiQL statements cannot be executed on tables with multi-attribute HASH keys or multi-attribute RANGE keys.',
    );
    expect((await run(`SELECT * FROM "places" WHERE id = '1'`)).Items).toHaveLength(1);
  });
});
