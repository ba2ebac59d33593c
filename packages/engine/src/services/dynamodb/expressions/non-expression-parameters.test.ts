// Expected, filters, KeyConditions, AttributeUpdates and AttributesToGet. Sources: dynalite's tests and scylladb's alternator tests,
// both run on AWS.
import { describe, expect, test } from 'vitest';
import type { AttributeValue, Item } from '../values/attribute-value.ts';
import { matches } from './condition.ts';
import { bindKeyCondition } from './key-condition.ts';
import {
  type AttributeUpdatesParameter,
  checkParameterKinds,
  conditionOfExpected,
  conditionOfFilter,
  type ExpectedParameter,
  keyConditionOf,
  projectionOfAttributesToGet,
  updateOfAttributeUpdates,
} from './non-expression-parameters.ts';
import { applyUpdate } from './update.ts';

const refusal = (message: string): object => expect.objectContaining({ code: 'ValidationException', message });
const invalid = 'One or more parameter values were invalid: ';
const s: AttributeValue = { S: 'a' };
const n = (number: number): AttributeValue => ({ N: String(number) });

describe('parameters of both kinds', () => {
  const both = (old: string, expressions: string): string =>
    `Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {${old}} Expression parameters: {${expressions}}`;
  const update = ['UpdateExpression', 'ConditionExpression'];
  const query = ['ProjectionExpression', 'FilterExpression', 'KeyConditionExpression'];
  test.each([
    [
      { Expected: {}, AttributeUpdates: {}, ConditionExpression: '', UpdateExpression: '' },
      update,
      both('AttributeUpdates, Expected', 'UpdateExpression, ConditionExpression'),
    ],
    [
      {
        QueryFilter: {},
        AttributesToGet: [],
        KeyConditions: {},
        ConditionalOperator: 'OR',
        FilterExpression: '',
        ProjectionExpression: '',
        KeyConditionExpression: '',
      },
      query,
      both(
        'AttributesToGet, QueryFilter, ConditionalOperator, KeyConditions',
        'ProjectionExpression, FilterExpression, KeyConditionExpression',
      ),
    ],
    [
      {
        QueryFilter: {},
        AttributesToGet: [],
        KeyConditions: {},
        ConditionalOperator: 'OR',
        FilterExpression: '',
        ProjectionExpression: '',
      },
      query,
      both('AttributesToGet, QueryFilter, ConditionalOperator', 'ProjectionExpression, FilterExpression'),
    ],
    [{ AttributeUpdates: {}, ConditionExpression: 'a = :a' }, update, both('AttributeUpdates', 'ConditionExpression')],
    [
      { ExpressionAttributeNames: {}, ExpressionAttributeValues: {}, QueryFilter: { a: {} } },
      query,
      'ExpressionAttributeNames can only be specified when using expressions',
    ],
    [
      { ExpressionAttributeValues: {}, QueryFilter: { a: {} } },
      query,
      'ExpressionAttributeValues can only be specified when using expressions: FilterExpression and KeyConditionExpression are null',
    ],
    [
      { ExpressionAttributeValues: {} },
      ['ConditionExpression'],
      'ExpressionAttributeValues can only be specified when using expressions: ConditionExpression is null',
    ],
    [{ ConditionalOperator: 'OR' }, update, 'ConditionalOperator cannot be used without Filter or Expected'],
    [{ ConditionalOperator: 'AND', Expected: {} }, update, 'ConditionalOperator cannot be used without Filter or Expected'],
    [
      { ConditionalOperator: 'AND', Expected: { a: {} } },
      update,
      'ConditionalOperator can only be used when Filter or Expected has two or more elements',
    ],
  ])('%j', (request, expressions, message) => {
    expect(() => checkParameterKinds(request, expressions)).toThrow(refusal(message));
  });

  test.each([
    [{ KeyConditions: {}, FilterExpression: 'a = :a', ExpressionAttributeValues: {} }],
    [{ Expected: { a: {}, b: {} }, ConditionalOperator: 'OR' }],
    [{ AttributesToGet: ['a'], KeyConditions: {} }],
  ])('%j is of one kind', (request) => {
    expect(() => checkParameterKinds(request, ['ProjectionExpression', 'FilterExpression', 'KeyConditionExpression'])).not.toThrow();
  });
});

const expectations: [ExpectedParameter, string][] = [
  [{ a: {} }, 'Value must be provided when Exists is null for Attribute: a'],
  [{ a: { Exists: true } }, 'Value must be provided when Exists is true for Attribute: a'],
  [{ a: { Exists: false, Value: s } }, 'Value cannot be used when Exists is false for Attribute: a'],
  [{ a: { ComparisonOperator: 'LT' } }, 'Value or AttributeValueList must be used with ComparisonOperator: LT for Attribute: a'],
  [{ a: { Exists: true, ComparisonOperator: 'LT' } }, 'Exists and ComparisonOperator cannot be used together for Attribute: a'],
  [
    { a: { AttributeValueList: [s], Value: s, ComparisonOperator: 'LT' } },
    'Value and AttributeValueList cannot be used together for Attribute: a',
  ],
  [{ a: { AttributeValueList: [s] } }, 'AttributeValueList can only be used with a ComparisonOperator for Attribute: a'],
  [{ a: { Exists: true, AttributeValueList: [s] } }, 'AttributeValueList can only be used with a ComparisonOperator for Attribute: a'],
  [{ a: { AttributeValueList: [], ComparisonOperator: 'EQ' } }, 'Invalid number of argument(s) for the EQ ComparisonOperator'],
  [{ a: { AttributeValueList: [s], ComparisonOperator: 'NULL' } }, 'Invalid number of argument(s) for the NULL ComparisonOperator'],
  [{ a: { AttributeValueList: [], ComparisonOperator: 'IN' } }, 'Invalid number of argument(s) for the IN ComparisonOperator'],
  [
    { a: { AttributeValueList: [n(1), n(10), n(12)], ComparisonOperator: 'BETWEEN' } },
    'Invalid number of argument(s) for the BETWEEN ComparisonOperator',
  ],
  [{ a: { Value: s, ComparisonOperator: 'NULL' } }, 'Invalid number of argument(s) for the NULL ComparisonOperator'],
  [{ a: { Value: s, ComparisonOperator: 'BETWEEN' } }, 'Invalid number of argument(s) for the BETWEEN ComparisonOperator'],
];
test.each(expectations)('Expected %j', (expected, message) => {
  expect(() => conditionOfExpected(expected, undefined)).toThrow(refusal(invalid + message));
});

test('a value in Expected is checked as any', () => {
  expect(() => conditionOfExpected({ a: { Value: {} } }, undefined)).toThrow(
    refusal('Supplied AttributeValue is empty, must contain exactly one of the supported datatypes'),
  );
});

const item: Item = {
  s: { S: 'hello' },
  n: n(3),
  ss: { SS: ['x', 'y'] },
  l: { L: [n(2), n(4)] },
  b: { B: Buffer.from('hi there').toString('base64') },
};
const comparisons: [string, string, AttributeValue[], boolean][] = [
  ['s', 'EQ', [{ S: 'hello' }], true],
  ['s', 'NE', [n(1)], true],
  ['q', 'NE', [n(1)], true],
  ['ss', 'EQ', [{ SS: ['y', 'x'] }], true],
  ['n', 'LT', [n(4)], true],
  ['n', 'LE', [n(2)], false],
  ['n', 'GT', [n(2)], true],
  ['n', 'GE', [{ S: '1' }], false],
  ['n', 'BETWEEN', [n(1), n(3)], true],
  ['n', 'IN', [n(1), n(3)], true],
  ['ss', 'IN', [{ S: 'x' }], false],
  ['s', 'NOT_NULL', [], true],
  ['q', 'NOT_NULL', [], false],
  ['q', 'NULL', [], true],
  ['s', 'BEGINS_WITH', [{ S: 'hell' }], true],
  ['n', 'BEGINS_WITH', [{ S: '3' }], false],
  ['s', 'CONTAINS', [{ S: 'ell' }], true],
  ['l', 'CONTAINS', [n(4)], true],
  ['q', 'CONTAINS', [n(4)], false],
  ['s', 'NOT_CONTAINS', [{ S: 'dog' }], true],
  ['s', 'NOT_CONTAINS', [n(1)], true],
  ['l', 'NOT_CONTAINS', [n(4)], false],
  ['b', 'NOT_CONTAINS', [{ B: Buffer.from('here').toString('base64') }], false],
  ['q', 'NOT_CONTAINS', [n(1)], false],
];
test.each(comparisons)('%s %s %j is %s', (name, ComparisonOperator, AttributeValueList, expected) => {
  const list = AttributeValueList.length > 0 ? { AttributeValueList } : {};
  expect(matches(conditionOfFilter({ [name]: { ComparisonOperator, ...list } }, undefined), item)).toBe(expected);
  expect(matches(conditionOfExpected({ [name]: { ComparisonOperator, ...list } }, undefined), item)).toBe(expected);
});

test('conditions are joined by AND unless OR is asked for', () => {
  const expected: ExpectedParameter = { s: { Value: { S: 'hello' } }, n: { Exists: true, Value: n(4) }, q: { Exists: false } };
  expect(matches(conditionOfExpected(expected, undefined), item)).toBe(false);
  expect(matches(conditionOfExpected(expected, 'AND'), item)).toBe(false);
  expect(matches(conditionOfExpected(expected, 'OR'), item)).toBe(true);
  expect(matches(conditionOfExpected({}, undefined), undefined)).toBe(true);
  expect(conditionOfExpected(expected, 'OR').attributeNames).toEqual(['s', 'n', 'q']);
});

describe('arguments of comparisons', () => {
  const one = ['EQ', 'NE', 'LE', 'LT', 'GE', 'GT', 'CONTAINS', 'NOT_CONTAINS', 'BEGINS_WITH'];
  const wrongCounts: [string, number][] = [
    ...one.flatMap((operator): [string, number][] => [
      [operator, 0],
      [operator, 2],
    ]),
    ['NULL', 1],
    ['NOT_NULL', 1],
    ['IN', 0],
    ['BETWEEN', 0],
    ['BETWEEN', 3],
  ];
  test.each(wrongCounts)('%s takes not %d', (ComparisonOperator, count) => {
    const conditions = { a: { ComparisonOperator, AttributeValueList: Array.from({ length: count }, () => s) } };
    const message = `${invalid}Invalid number of argument(s) for the ${ComparisonOperator} ComparisonOperator`;
    expect(() => conditionOfFilter(conditions, undefined)).toThrow(refusal(message));
    expect(() => keyConditionOf(conditions)).toThrow(refusal(message));
  });

  const unordered: AttributeValue[] = [
    { BOOL: true },
    { NULL: true },
    { SS: ['a'] },
    { NS: ['1'] },
    { BS: ['abcd'] },
    { M: {} },
    { L: [] },
  ];
  const wrongTypes: [string, AttributeValue[]][] = [
    ...['LT', 'LE', 'GT', 'GE', 'IN'].map((operator): [string, AttributeValue[]] => [operator, unordered]),
    ...['CONTAINS', 'NOT_CONTAINS'].map((operator): [string, AttributeValue[]] => [operator, unordered.slice(2)]),
    ['BEGINS_WITH', [n(1), ...unordered]],
    ['BETWEEN', unordered],
  ];
  test.each(wrongTypes)('%s is not for every type', (ComparisonOperator, values) => {
    for (const value of values) {
      const conditions = { a: { ComparisonOperator, AttributeValueList: ComparisonOperator === 'BETWEEN' ? [value, value] : [value] } };
      const message = `${invalid}ComparisonOperator ${ComparisonOperator} is not valid for ${Object.keys(value)[0]} AttributeValue type`;
      expect(() => conditionOfFilter(conditions, undefined)).toThrow(refusal(message));
    }
  });

  test.each([
    ['IN', [{ S: 'b' }, n(1)], `${invalid}AttributeValues inside AttributeValueList must be of same type`],
    ['BETWEEN', [{ S: 'b' }, n(1)], `${invalid}AttributeValues inside AttributeValueList must be of same type`],
    [
      'BETWEEN',
      [{ S: 'b' }, { S: 'a' }],
      'The BETWEEN condition was provided a range where the lower bound is greater than the upper bound',
    ],
  ])('%s %j', (ComparisonOperator, AttributeValueList, message) => {
    expect(() => keyConditionOf({ a: { ComparisonOperator, AttributeValueList } })).toThrow(refusal(message));
  });
});

describe('KeyConditions', () => {
  const table = { partition: { name: 'a', type: 'S' }, sort: { name: 'b', type: 'N' } } as const;
  const a = { ComparisonOperator: 'EQ', AttributeValueList: [s] };

  test('are a range of a key', () => {
    const b = { ComparisonOperator: 'BETWEEN', AttributeValueList: [n(1), n(2)] };
    expect(bindKeyCondition(keyConditionOf({ a, b }), table)).toEqual({
      partition: [s],
      sortEqual: [],
      sort: { operator: 'BETWEEN', values: [n(1), n(2)] },
    });
  });

  test.each([
    [{}, 'Conditions can be of length 1 or 2 only'],
    [Object.fromEntries([...'abcdefghi'].map((name) => [name, a])), 'Conditions can be of length 1 or 2 only'],
    [{ z: { ComparisonOperator: 'NULL' } }, 'Query condition missed key schema element: a'],
    [{ a, c: { ComparisonOperator: 'NULL' } }, 'Query condition missed key schema element: b'],
    [{ a: { ComparisonOperator: 'NE', AttributeValueList: [n(1)] } }, 'Attempted conditional constraint is not an indexable operation'],
    [{ a, b: { ComparisonOperator: 'NOT_NULL' } }, 'Attempted conditional constraint is not an indexable operation'],
    [{ a, b: { ComparisonOperator: 'IN', AttributeValueList: [s] } }, 'Attempted conditional constraint is not an indexable operation'],
    [{ a: { ComparisonOperator: 'LE', AttributeValueList: [s] } }, 'Query key condition not supported'],
    [{ a, b: a }, `${invalid}Condition parameter type does not match schema type`],
  ])('%j', (keyConditions, message) => {
    expect(() => bindKeyCondition(keyConditionOf(keyConditions), table)).toThrow(refusal(message));
  });
});

describe('AttributeUpdates', () => {
  const refused: [AttributeUpdatesParameter, string][] = [
    [{ a: {} }, 'Only DELETE action is allowed when no attribute value is specified'],
    [{ a: { Action: 'PUT' } }, 'Only DELETE action is allowed when no attribute value is specified'],
    ...[{ S: '1' }, n(1), { B: 'Yg==' }, { NULL: true }, { BOOL: true }, { M: {} }, { L: [] }].map(
      (Value): [AttributeUpdatesParameter, string] => [
        { a: { Action: 'DELETE', Value } },
        `DELETE action with value is not supported for the type ${Object.keys(Value)[0]}`,
      ],
    ),
    ...[{ S: '1' }, { B: 'Yg==' }, { NULL: true }, { BOOL: true }, { M: {} }].map((Value): [AttributeUpdatesParameter, string] => [
      { a: { Action: 'ADD', Value } },
      `ADD action is not supported for the type ${Object.keys(Value)[0]}`,
    ]),
  ];
  test.each(refused)('%j', (updates, message) => {
    expect(() => updateOfAttributeUpdates(updates)).toThrow(refusal(invalid + message));
  });

  test('put, add and delete', () => {
    const update = updateOfAttributeUpdates({
      put: { Value: s },
      gone: { Action: 'DELETE' },
      'a.b[0]': { Action: 'PUT', Value: n(1) },
      count: { Action: 'ADD', Value: n(5) },
      fresh: { Action: 'ADD', Value: n(5) },
      set: { Action: 'ADD', Value: { SS: ['c'] } },
      less: { Action: 'DELETE', Value: { NS: ['1', '4'] } },
      none: { Action: 'DELETE', Value: { NS: ['1'] } },
      list: { Action: 'ADD', Value: { L: [n(2)] } },
    });
    const before: Item = { gone: s, count: n(1), set: { SS: ['a'] }, less: { NS: ['1', '2'] }, none: { NS: ['1'] }, list: { L: [n(1)] } };
    expect(applyUpdate(before, update)).toEqual({
      put: s,
      'a.b[0]': n(1),
      count: n(6),
      fresh: n(5),
      set: { SS: ['a', 'c'] },
      less: { NS: ['2'] },
      list: { L: [n(1), n(2)] },
    });
  });

  test.each([
    [{ Action: 'DELETE', Value: { NS: ['1'] } }, { SS: ['1'] }],
    [{ Action: 'DELETE', Value: { NS: ['1'] } }, n(1)],
    [{ Action: 'ADD', Value: { NS: ['1'] } }, { SS: ['1'] }],
    [{ Action: 'ADD', Value: n(1) }, { NS: ['1'] }],
    [{ Action: 'ADD', Value: { L: [] } }, n(1)],
  ] as [AttributeUpdatesParameter[string], AttributeValue][])('%j of %j', (update, value) => {
    expect(() => applyUpdate({ a: value }, updateOfAttributeUpdates({ a: update }))).toThrow(
      refusal('Type mismatch for attribute to update'),
    );
  });

  test.each([
    [{}, true],
    [{ a: { Value: s } }, true],
    [{ a: { Action: 'DELETE' } }, false],
    [{ a: { Action: 'DELETE', Value: { SS: ['a'] } } }, false],
    [{ a: { Action: 'ADD', Value: n(1) } }, true],
  ])('%j makes an item where there is none: %s', (updates, createsItem) => {
    expect(updateOfAttributeUpdates(updates).createsItem).toBe(createsItem);
  });
});

test('AttributesToGet names each attribute once', () => {
  expect(projectionOfAttributesToGet(['a', 'b.c[0]'])).toEqual([['a'], ['b.c[0]']]);
  expect(() => projectionOfAttributesToGet(['a', 'b', 'a'])).toThrow(refusal(`${invalid}Duplicate value in attribute name: a`));
});
