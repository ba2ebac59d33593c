// Expected, AttributeUpdates and KeyConditions: the parameters that conditions, updates and key conditions had before expressions.
// Source: scylladb's test/alternator/test_expected.py, test_key_conditions.py and test_update_item.py, run on AWS; dynalite's tests.
import {
  type AttributeValue,
  type AttributeValueUpdate,
  type Condition,
  type ExpectedAttributeValue,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Endpoint, refusalOf, startEndpoint } from './endpoint.ts';
import { refusal } from './raw-request.ts';
import { createTables } from './tables.ts';

type Attributes = Record<string, AttributeValue>;
const s = (S: string): AttributeValue => ({ S });
const n = (N: string): AttributeValue => ({ N });

let endpoint: Endpoint;
beforeAll(async () => {
  endpoint = await startEndpoint();
  await createTables(endpoint);
  for (const sk of ['-1', '0', '5', '10']) await put('sorted-numbers', { pk: s('p'), sk: n(sk) });
});
afterAll(() => endpoint.stop());

const put = (TableName: string, Item: Attributes) => endpoint.client.send(new PutItemCommand({ TableName, Item }));
const update = (pk: string, input: Partial<UpdateItemCommandInput>) =>
  endpoint.client.send(new UpdateItemCommand({ TableName: 'hash', Key: { pk: s(pk) }, ...input }));

const invalid = 'One or more parameter values were invalid:';
const failed = 'ConditionalCheckFailedException: The conditional request failed';

describe('Expected', () => {
  const item: Attributes = { pk: s('expected'), s: s('hello'), n: n('3'), ss: { SS: ['x', 'y'] }, l: { L: [n('2'), n('4')] } };
  beforeAll(() => put('hash', item));

  const rows: [Record<string, ExpectedAttributeValue>, boolean][] = [
    [{ s: { Value: s('hello') } }, true],
    [{ s: { Exists: true, Value: s('hell') } }, false],
    [{ q: { Exists: false } }, true],
    [{ s: { Exists: false } }, false],
    [{ n: { ComparisonOperator: 'EQ', Value: n('3.0') } }, true],
    [{ ss: { ComparisonOperator: 'EQ', AttributeValueList: [{ SS: ['y', 'x'] }] } }, true],
    [{ q: { ComparisonOperator: 'NE', AttributeValueList: [n('1')] } }, true],
    [{ n: { ComparisonOperator: 'LT', AttributeValueList: [n('20')] } }, true],
    [{ n: { ComparisonOperator: 'GE', AttributeValueList: [s('1')] } }, false],
    [{ n: { ComparisonOperator: 'BETWEEN', AttributeValueList: [n('1'), n('3')] } }, true],
    [{ n: { ComparisonOperator: 'IN', AttributeValueList: [n('1'), n('2')] } }, false],
    [{ n: { ComparisonOperator: 'NOT_NULL' } }, true],
    [{ q: { ComparisonOperator: 'NULL' } }, true],
    [{ s: { ComparisonOperator: 'BEGINS_WITH', AttributeValueList: [s('he')] } }, true],
    [{ s: { ComparisonOperator: 'CONTAINS', AttributeValueList: [s('ell')] } }, true],
    [{ l: { ComparisonOperator: 'CONTAINS', AttributeValueList: [n('4')] } }, true],
    [{ ss: { ComparisonOperator: 'NOT_CONTAINS', AttributeValueList: [s('x')] } }, false],
    [{ s: { Value: s('hello') }, n: { Value: n('4') } }, false],
  ];
  test.each(rows)('%j: %s', async (Expected, holds) => {
    expect(await refusalOf(update('expected', { Expected }))).toBe(holds ? 'accepted' : failed);
  });

  test.each([
    ['AND', failed],
    ['OR', 'accepted'],
  ] as const)('%s', async (ConditionalOperator, answer) => {
    const Expected = { s: { Value: s('hello') }, n: { Value: n('4') } };
    expect(await refusalOf(update('expected', { Expected, ConditionalOperator }))).toBe(answer);
  });

  const refusals: [object, string][] = [
    [{ Expected: { a: {} } }, `${invalid} Value must be provided when Exists is null for Attribute: a`],
    [{ Expected: { a: { Exists: true } } }, `${invalid} Value must be provided when Exists is true for Attribute: a`],
    [{ Expected: { a: { Exists: false, Value: s('a') } } }, `${invalid} Value cannot be used when Exists is false for Attribute: a`],
    [
      { Expected: { a: { AttributeValueList: [s('a')] } } },
      `${invalid} AttributeValueList can only be used with a ComparisonOperator for Attribute: a`,
    ],
    [
      { Expected: { a: { ComparisonOperator: 'BETWEEN', AttributeValueList: [n('1')] } } },
      `${invalid} Invalid number of argument(s) for the BETWEEN ComparisonOperator`,
    ],
    [
      { Expected: { a: { ComparisonOperator: 'GT', AttributeValueList: [{ L: [] }] } } },
      `${invalid} ComparisonOperator GT is not valid for L AttributeValue type`,
    ],
    [
      { Expected: { a: { Value: s('a') } }, ConditionExpression: 'a = b' },
      'Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {Expected} Expression parameters: {ConditionExpression}',
    ],
  ];
  test.each(refusals)('refuses %j', async (input, message) => {
    expect(await refusal(endpoint.url, 'UpdateItem', { TableName: 'hash', Key: { pk: s('a') }, ...input })).toBe(
      `ValidationException: 1 validation error detected: ${message}`,
    );
  });
});

const one = '1 validation error detected: ';

describe('AttributeUpdates', () => {
  test('put, add and delete', async () => {
    const before = {
      gone: s('x'),
      count: n('1'),
      set: { SS: ['a'] },
      less: { NS: ['1', '2'] },
      none: { NS: ['1'] },
      steps: { L: [n('1')] },
    };
    await put('hash', { pk: s('updates'), ...before });
    await update('updates', {
      AttributeUpdates: {
        put: { Value: s('x') },
        'a.b[0]': { Action: 'PUT', Value: n('1') },
        gone: { Action: 'DELETE' },
        count: { Action: 'ADD', Value: n('5') },
        fresh: { Action: 'ADD', Value: n('5') },
        set: { Action: 'ADD', Value: { SS: ['b'] } },
        less: { Action: 'DELETE', Value: { NS: ['1', '4'] } },
        none: { Action: 'DELETE', Value: { NS: ['1'] } },
        steps: { Action: 'ADD', Value: { L: [n('2')] } },
      },
    });
    const { Item } = await endpoint.client.send(new GetItemCommand({ TableName: 'hash', Key: { pk: s('updates') } }));
    expect({ ...Item, set: { SS: Item?.set?.SS?.toSorted() } }).toEqual({
      pk: s('updates'),
      put: s('x'),
      'a.b[0]': n('1'),
      count: n('6'),
      fresh: n('5'),
      set: { SS: ['a', 'b'] },
      less: { NS: ['2'] },
      steps: { L: [n('1'), n('2')] },
    });
  });

  test('of DELETE alone make no item', async () => {
    await update('updated not', { AttributeUpdates: { a: { Action: 'DELETE' } } });
    expect((await endpoint.client.send(new GetItemCommand({ TableName: 'hash', Key: { pk: s('updated not') } }))).Item).toBeUndefined();
  });

  const refusals: [Record<string, AttributeValueUpdate>, string][] = [
    [{ a: {} }, `${one}${invalid} Only DELETE action is allowed when no attribute value is specified`],
    [{ a: { Action: 'ADD', Value: s('a') } }, `${one}${invalid} ADD action is not supported for the type S`],
    [{ a: { Action: 'DELETE', Value: n('1') } }, `${one}${invalid} DELETE action with value is not supported for the type N`],
    [{ pk: { Value: s('a') } }, `${invalid} Cannot update attribute pk. This attribute is part of the key`],
    [{ s: { Action: 'ADD', Value: n('1') } }, 'Type mismatch for attribute to update'],
  ];
  test.each(refusals)('refuse %j', async (AttributeUpdates, message) => {
    await put('hash', { pk: s('refusing'), s: s('x') });
    expect(await refusalOf(update('refusing', { AttributeUpdates }))).toBe(`ValidationException: ${message}`);
  });
});

describe('KeyConditions', () => {
  const pk: Condition = { ComparisonOperator: 'EQ', AttributeValueList: [s('p')] };
  const compare = (ComparisonOperator: Condition['ComparisonOperator'], ...AttributeValueList: AttributeValue[]): Condition => ({
    ComparisonOperator,
    AttributeValueList,
  });
  const rows: [Record<string, Condition>, string[]][] = [
    [{ pk }, ['-1', '0', '5', '10']],
    [{ pk, sk: compare('EQ', n('5.0')) }, ['5']],
    [{ pk, sk: compare('LT', n('5')) }, ['-1', '0']],
    [{ pk, sk: compare('LE', n('5')) }, ['-1', '0', '5']],
    [{ pk, sk: compare('GT', n('5')) }, ['10']],
    [{ pk, sk: compare('GE', n('5')) }, ['5', '10']],
    [{ pk, sk: compare('BETWEEN', n('0'), n('9')) }, ['0', '5']],
  ];
  test.each(rows)('%j', async (KeyConditions, expected) => {
    const { Items } = await endpoint.client.send(new QueryCommand({ TableName: 'sorted-numbers', KeyConditions }));
    expect(Items?.map(({ sk }) => sk?.N)).toEqual(expected);
  });

  const unindexable = 'Attempted conditional constraint is not an indexable operation';
  const refusals: [object, string][] = [
    [{}, 'Conditions can be of length 1 or 2 only'],
    [{ pk, sk: pk, a: pk }, 'Conditions can be of length 1 or 2 only'],
    [{ sk: compare('EQ', n('1')) }, 'Query condition missed key schema element: pk'],
    [{ pk, a: compare('EQ', n('1')) }, 'Query condition missed key schema element: sk'],
    [{ pk: compare('GT', s('a')) }, 'Query key condition not supported'],
    [{ pk, sk: compare('NE', n('1')) }, unindexable],
    [{ pk, sk: compare('NOT_NULL') }, unindexable],
    [{ pk, sk: compare('IN', n('1'), n('2')) }, unindexable],
    [{ pk, sk: compare('EQ', s('a')) }, `${invalid} Condition parameter type does not match schema type`],
    [
      { pk, sk: compare('BETWEEN', n('2'), n('1')) },
      'The BETWEEN condition was provided a range where the lower bound is greater than the upper bound',
    ],
    [{ pk, sk: compare('EQ', n('1'), n('2')) }, `${invalid} Invalid number of argument(s) for the EQ ComparisonOperator`],
  ];
  test.each(refusals)('refuse %j', async (KeyConditions, message) => {
    const query = { TableName: 'sorted-numbers', KeyConditions };
    expect(await refusal(endpoint.url, 'Query', query)).toBe(`ValidationException: ${message}`);
  });
});
