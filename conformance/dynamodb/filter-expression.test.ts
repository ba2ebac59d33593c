// FilterExpression of Query and Scan, and the filters before expressions: what is left, what is counted, what is refused.
// Source: scylladb's test/alternator/test_filter_expression.py, test_query_filter.py and test_scan.py, run on AWS.
import {
  type AttributeValue,
  type ComparisonOperator,
  type ConditionalOperator,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Endpoint, startEndpoint } from './endpoint.ts';
import { refusal } from './raw-request.ts';
import { createTables } from './tables.ts';

type Attributes = Record<string, AttributeValue>;
const TableName = 'sorted-numbers';
const s = (value: string): AttributeValue => ({ S: value });
const n = (value: string): AttributeValue => ({ N: value });
const rows: Attributes[] = [
  { t: s('apple'), n: n('1') },
  { t: s('banana'), n: n('20'), tags: { SS: ['a', 'b'] } },
  { t: n('3'), n: n('3'), m: { M: { x: n('1') } } },
  { t: { NULL: true }, tags: { L: [s('a')] } },
];

let endpoint: Endpoint;
beforeAll(async () => {
  endpoint = await startEndpoint();
  await createTables(endpoint);
  for (const [index, row] of rows.entries()) {
    await endpoint.client.send(new PutItemCommand({ TableName, Item: { pk: s('p'), sk: n(`${index}`), ...row } }));
  }
});
afterAll(() => endpoint.stop());

const indexes = (items: Attributes[] | undefined): number[] | undefined => items?.map(({ sk }) => Number(sk?.N));
/** Filters and key conditions of the same kind go together only. */
const partition = {
  TableName,
  KeyConditions: { pk: { ComparisonOperator: 'EQ' as const, AttributeValueList: [s('p')] } },
};

describe('leaves', () => {
  test.each<[string, Attributes | undefined, number[]]>([
    ['begins_with(t, :v)', { ':v': s('b') }, [1]],
    ['t > :v', { ':v': s('app') }, [0, 1]],
    ['t <> :v', { ':v': s('apple') }, [1, 2, 3]],
    ['n BETWEEN :v AND :w', { ':v': n('2'), ':w': n('20') }, [1, 2]],
    ['n IN (:v, :w)', { ':v': n('1'), ':w': n('3.0') }, [0, 2]],
    ['contains(tags, :v)', { ':v': s('a') }, [1, 3]],
    ['attribute_not_exists(n)', undefined, [3]],
    ['attribute_type(t, :v)', { ':v': s('NULL') }, [3]],
    ['size(tags) = :v', { ':v': n('2') }, [1]],
    ['m.x = :v', { ':v': n('1') }, [2]],
    ['t = n', undefined, [2]],
    ['n = :v OR NOT attribute_exists(n)', { ':v': n('1') }, [0, 3]],
  ])('%s %j', async (FilterExpression, ExpressionAttributeValues, expected) => {
    const { Items, Count, ScannedCount } = await endpoint.client.send(
      new ScanCommand({ TableName, FilterExpression, ExpressionAttributeValues }),
    );
    expect([indexes(Items), Count, ScannedCount]).toEqual([expected, expected.length, rows.length]);
    const found = await endpoint.client.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: 'pk = :pk',
        FilterExpression,
        ExpressionAttributeValues: { ...ExpressionAttributeValues, ':pk': s('p') },
      }),
    );
    expect(indexes(found.Items)).toEqual(expected);
  });

  test.each<[string, ComparisonOperator, AttributeValue[], number[]]>([
    ['t', 'EQ', [s('apple')], [0]],
    ['t', 'NE', [s('apple')], [1, 2, 3]],
    ['n', 'LE', [n('3')], [0, 2]],
    ['n', 'BETWEEN', [n('2'), n('20')], [1, 2]],
    ['n', 'IN', [n('1'), n('3')], [0, 2]],
    ['n', 'NULL', [], [3]],
    ['n', 'NOT_NULL', [], [0, 1, 2]],
    ['t', 'BEGINS_WITH', [s('a')], [0]],
    ['tags', 'CONTAINS', [s('b')], [1]],
    ['t', 'NOT_CONTAINS', [s('a')], [2, 3]],
  ])('%s %s %j, without an expression', async (name, ComparisonOperator, AttributeValueList, expected) => {
    const filter = { [name]: { ComparisonOperator, AttributeValueList } };
    const { Items: scanned } = await endpoint.client.send(new ScanCommand({ TableName, ScanFilter: filter }));
    expect(indexes(scanned)).toEqual(expected);
    const { Items: queried } = await endpoint.client.send(new QueryCommand({ ...partition, QueryFilter: filter }));
    expect(indexes(queried)).toEqual(expected);
  });

  test.each<[ConditionalOperator | undefined, number[]]>([
    [undefined, []],
    ['AND', []],
    ['OR', [0, 1, 2]],
  ])('what %s of two filters lets through', async (ConditionalOperator, expected) => {
    const ScanFilter = {
      n: { ComparisonOperator: 'LT' as const, AttributeValueList: [n('20')] },
      t: { ComparisonOperator: 'EQ' as const, AttributeValueList: [s('banana')] },
    };
    const { Items } = await endpoint.client.send(new ScanCommand({ TableName, ScanFilter, ConditionalOperator }));
    expect(indexes(Items)).toEqual(expected);
  });
});

const invalid = 'Invalid FilterExpression:';
const refusals: [string, object, string][] = [
  ['nothing', { FilterExpression: '' }, `${invalid} The expression can not be empty;`],
  [
    'a value alone',
    { FilterExpression: ':v', ExpressionAttributeValues: { ':v': s('a') } },
    `${invalid} Syntax error; token: "<EOF>", near: ":v"`,
  ],
  [
    'a value of no use',
    { FilterExpression: 'a = b', ExpressionAttributeValues: { ':v': s('a') } },
    'Value provided in ExpressionAttributeValues unused in expressions: keys: {:v}',
  ],
  [
    'a filter of each kind',
    { FilterExpression: 'a = b', ScanFilter: { t: { ComparisonOperator: 'NULL' } } },
    'Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {ScanFilter} Expression parameters: {FilterExpression}',
  ],
  [
    'too many values to compare with',
    { ScanFilter: { t: { ComparisonOperator: 'EQ', AttributeValueList: [s('a'), s('b')] } } },
    'One or more parameter values were invalid: Invalid number of argument(s) for the EQ ComparisonOperator',
  ],
  [
    'an order of sets',
    { ScanFilter: { t: { ComparisonOperator: 'LT', AttributeValueList: [{ SS: ['a'] }] } } },
    'One or more parameter values were invalid: ComparisonOperator LT is not valid for SS AttributeValue type',
  ],
];

test.each(refusals)('refuses %s', async (_name, filter, message) => {
  expect(await refusal(endpoint.url, 'Scan', { TableName, ...filter })).toBe(`ValidationException: ${message}`);
});

// A filter decides after the key has: on a key attribute it can find nothing more.
test('refuses a filter on the key of a query', async () => {
  const input = {
    TableName,
    KeyConditionExpression: 'pk = :p',
    FilterExpression: 'sk > :n',
    ExpressionAttributeValues: { ':p': s('p'), ':n': n('1') },
  };
  expect(await refusal(endpoint.url, 'Query', input)).toBe(
    'ValidationException: Filter Expression can only contain non-primary key attributes: Primary key attribute: sk',
  );
});
