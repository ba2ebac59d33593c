// Placeholders of a request, and expressions that come again. Wording: dynalite's tests, recorded from AWS.
import { describe, expect, test } from 'vitest';
import type { WireItem } from '../values/attribute-value.ts';
import { matches, parseCondition } from './condition.ts';
import { ExpressionCache } from './expression-cache.ts';
import { ExpressionScope } from './expression-scope.ts';
import { parseUpdate } from './update.ts';

interface Request {
  readonly names?: { readonly [placeholder: string]: string };
  readonly values?: WireItem;
  readonly update?: string | undefined;
  readonly condition?: string | undefined;
}

function run({ names, values, update, condition }: Request, cache = new ExpressionCache()): void {
  const expressions = { UpdateExpression: update, ConditionExpression: condition };
  const scope = new ExpressionScope({ ExpressionAttributeNames: names, ExpressionAttributeValues: values, expressions, cache });
  if (update !== undefined) parseUpdate(scope, update);
  if (condition !== undefined) parseCondition(scope, 'ConditionExpression', condition);
  scope.checkUnused();
}

const rows: [string, Request, string][] = [
  ['names alone', { names: {}, values: {} }, 'ExpressionAttributeNames can only be specified when using expressions'],
  [
    'values alone',
    { values: {} },
    'ExpressionAttributeValues can only be specified when using expressions: UpdateExpression and ConditionExpression are null',
  ],
  ['no names', { names: {}, values: {}, update: '' }, 'ExpressionAttributeNames must not be empty'],
  [
    'a name without #',
    { names: { a: 'a' }, values: {}, update: '' },
    'ExpressionAttributeNames contains invalid key: Syntax error; key: "a"',
  ],
  ['a name of # alone', { names: { '#': 'a' }, update: '' }, 'ExpressionAttributeNames contains invalid key: Syntax error; key: "#"'],
  ['a name with -', { names: { '#a-b': 'a' }, update: '' }, 'ExpressionAttributeNames contains invalid key: Syntax error; key: "#a-b"'],
  ['no values', { values: {}, update: '' }, 'ExpressionAttributeValues must not be empty'],
  [
    'a value without :',
    { values: { ':b': {}, b: { S: 'a' } }, update: '' },
    'ExpressionAttributeValues contains invalid key: Syntax error; key: "b"',
  ],
  [
    'a value with !',
    { values: { ':a!': { S: 'a' } }, update: '' },
    'ExpressionAttributeValues contains invalid key: Syntax error; key: ":a!"',
  ],
  [
    'a value of no type',
    { values: { ':b': {} }, update: '' },
    'ExpressionAttributeValues contains invalid value: Supplied AttributeValue is empty, must contain exactly one of the supported datatypes for key :b',
  ],
  [
    'an invalid value',
    { values: { ':b': { SS: ['a', 'a'] } }, update: '' },
    'ExpressionAttributeValues contains invalid value: One or more parameter values were invalid: Input collection [a, a] contains duplicates. for key :b',
  ],
  [
    'a number that is none',
    { values: { ':b': { N: 'b' } }, update: '' },
    'ExpressionAttributeValues contains invalid value: The parameter cannot be converted to a numeric value: b for key :b',
  ],
  ['the update first', { update: '', condition: '' }, 'Invalid UpdateExpression: The expression can not be empty;'],
  ['then the condition', { update: 'remove a', condition: '' }, 'Invalid ConditionExpression: The expression can not be empty;'],
  [
    'unused names',
    {
      names: { '#a': 'a', '#b': 'b' },
      values: { ':a': { S: 'a' }, ':b': { S: 'b' } },
      update: 'remove a set b = if_not_exists(a, :a)',
      condition: 'a = :b',
    },
    'Value provided in ExpressionAttributeNames unused in expressions: keys: {#a, #b}',
  ],
  [
    'unused values',
    { values: { ':a': { S: 'a' }, ':b': { S: 'b' }, ':c': { S: 'c' } }, update: 'remove a', condition: 'a = :b' },
    'Value provided in ExpressionAttributeValues unused in expressions: keys: {:a, :c}',
  ],
];
test.each(rows)('%s', (_, request, message) => {
  expect(() => run(request)).toThrow(expect.objectContaining({ code: 'ValidationException', message }));
});

test('a placeholder used by any of the expressions is used, evaluated or not', () => {
  run({
    names: { '#a': 'a', '#b': 'b' },
    values: { ':1': { N: '1' }, ':2': { N: '2' } },
    update: 'SET #a = :1',
    condition: '#a = :1 OR #b = :2',
  });
});

describe('an expression that comes again', () => {
  const text = '#a > :v';
  const check = (cache: ExpressionCache, name: string, v: WireItem[string] | undefined): boolean => {
    const scope = new ExpressionScope({
      ExpressionAttributeNames: { '#a': name },
      ExpressionAttributeValues: v && { ':v': v },
      expressions: { ConditionExpression: text },
      cache,
    });
    const condition = parseCondition(scope, 'ConditionExpression', text);
    scope.checkUnused();
    return matches(condition, { x: { N: '1' }, y: { N: '5' } });
  };

  test('has the values and the names of its own request', () => {
    const cache = new ExpressionCache();
    expect(check(cache, 'x', { N: '2' })).toBe(false);
    expect(check(cache, 'x', { N: '0' })).toBe(true);
    expect(check(cache, 'y', { N: '2' })).toBe(true);
    expect(check(cache, 'x', { N: '2' })).toBe(false);
  });

  test('is refused for values that do not fit it, as the first time', () => {
    const cache = new ExpressionCache();
    const message =
      'Invalid ConditionExpression: Incorrect operand type for operator or function; operator or function: >, operand type: BOOL';
    expect(() => check(cache, 'x', { BOOL: true })).toThrow(message);
    expect(check(cache, 'x', { N: '2' })).toBe(false);
    expect(() => check(cache, 'x', { BOOL: true })).toThrow(message);
    expect(() => check(cache, 'x', undefined)).toThrow('attribute value: :v');
    expect(check(cache, 'x', { N: '0' })).toBe(true);
  });

  test('need not be remembered', () => {
    const cache = new ExpressionCache(2);
    for (let at = 0; at < 10; at++) run({ update: `REMOVE a${at % 3}` }, cache);
    run({ update: 'REMOVE a0' }, cache);
  });
});
