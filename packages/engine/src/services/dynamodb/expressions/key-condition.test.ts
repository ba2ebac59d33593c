// Key conditions. Sources: dynalite's tests and scylladb's alternator tests, both run on AWS.
import { describe, expect, test } from 'vitest';
import type { KeySchema } from '../tables/table.ts';
import type { AttributeValue } from '../values/attribute-value.ts';
import { ExpressionCache } from './expression-cache.ts';
import { ExpressionScope } from './expression-scope.ts';
import { bindKeyCondition, type KeyCondition, type KeyRange, parseKeyCondition } from './key-condition.ts';

type Values = { readonly [placeholder: string]: AttributeValue };

function parse(text: string, values?: Values): KeyCondition {
  const scope = new ExpressionScope({
    ExpressionAttributeValues: values,
    expressions: { KeyConditionExpression: text },
    cache: new ExpressionCache(),
  });
  const condition = parseKeyCondition(scope, text);
  scope.checkUnused();
  return condition;
}

const refusal = (message: string): object => expect.objectContaining({ code: 'ValidationException', message });

describe('what no query can use', () => {
  const operator = (it: string): string => `Invalid operator used in KeyConditionExpression: ${it}`;
  const condition = (it: string): string => `Invalid condition in KeyConditionExpression: ${it}`;
  const nested = 'KeyConditionExpressions cannot contain nested operations';
  const multiple = condition('Multiple attribute names used in one condition');
  const nestedAttributes = 'KeyConditionExpressions cannot have conditions on nested attributes';
  const onePerKey = 'Invalid KeyConditionExpression: KeyConditionExpressions must only contain one condition per key';
  test.each([
    ['', 'Invalid KeyConditionExpression: The expression can not be empty;'],
    ['a > 4', 'Invalid KeyConditionExpression: Syntax error; token: "4", near: "> 4"'],
    ['((a = :a)) AND ((b = :a))', 'Invalid KeyConditionExpression: The expression has redundant parentheses;'],
    ['BEGINS_WITH(a, :a)', 'Invalid KeyConditionExpression: Invalid function name; function: BEGINS_WITH'],
    ['a > b and size(b) > c or a > c', operator('OR')],
    ['a in (b, size(c), d)', operator('IN')],
    ['attribute_exists(a)', operator('attribute_exists')],
    ['attribute_not_exists(a)', operator('attribute_not_exists')],
    ['attribute_type(a, :type)', operator('attribute_type')],
    ['contains(a.d, b)', operator('contains')],
    ['not a > b', operator('NOT')],
    ['a <> b', operator('<>')],
    [':a between size(b) and size(a) and b > :b', condition('BETWEEN operator must have the key attribute as its first operand')],
    ['begins_with(:type, b) and a > :a', condition('begins_with operator must have the key attribute as its first operand')],
    ['size(b) > a AND a.b > b AND b > c', nested],
    ['a > size(b.d)', nested],
    ['a between size(b) and size(a)', nested],
    ['b > a.b', multiple],
    ['b between c[1] and d', multiple],
    ['a between b and size(a)', multiple],
    ['begins_with(a, b)', multiple],
    ['b.d > a AND c.d > e.f', nestedAttributes],
    ['a.d > c', nestedAttributes],
    ['b[0] > a', nestedAttributes],
    ['p = :a AND a.b < :b', nestedAttributes],
    [':b > :a AND a < :b', condition('No key attribute specified')],
    [':a > b AND :a < :b', condition('No key attribute specified')],
    ['b > :a AND b < :a and c = :a and d = :a', onePerKey],
    ['(a > :a and b > :a) and (b > :a and c > :a)', onePerKey],
  ])('%s', (text, message) => {
    const values: Values = { ':a': { N: '1' }, ':b': { N: '1' }, ':type': { S: 'S' } };
    const used = Object.fromEntries(Object.entries(values).filter(([key]) => new RegExp(`${key}\\b`).test(text)));
    expect(() => parse(text, Object.keys(used).length > 0 ? used : undefined)).toThrow(refusal(message));
  });

  test('is told only after what is wrong with the placeholders', () => {
    expect(() => parse('a <> :a', { ':a': { N: '1' }, ':b': { N: '1' } })).toThrow(
      refusal('Value provided in ExpressionAttributeValues unused in expressions: keys: {:b}'),
    );
  });
});

const hashTable: KeySchema = { partition: { name: 'a', type: 'S' } };
const rangeTable: KeySchema = { partition: { name: 'a', type: 'S' }, sort: { name: 'b', type: 'N' } };

describe('what does not fit the key', () => {
  const values: Values = { ':s': { S: 'x' }, ':n': { N: '1' }, ':e': { S: '' } };
  const bind = (text: string, key: KeySchema): KeyRange => {
    const used = Object.fromEntries(Object.entries(values).filter(([name]) => text.includes(name)));
    return bindKeyCondition(parse(text, used), key);
  };
  const tooMany = (count: number, attributeCount: number): string =>
    `The number of query conditions (${count}) exceeds the number of key attributes defined in the schema (${attributeCount})`;
  const unsupported = 'Query key condition not supported';
  const type = 'One or more parameter values were invalid: Condition parameter type does not match schema type';
  test.each([
    ['z = :n', hashTable, 'Query condition missed key schema element: a'],
    ['z between :n and :n', rangeTable, 'Query condition missed key schema element: a'],
    ['b = :n', rangeTable, 'Query condition missed key schema element: a'],
    ['a = :s and c = :n', rangeTable, 'Query condition missed key schema element: b'],
    [':n > a', hashTable, type],
    ['a = :n', rangeTable, type],
    ['a = :s and b = :s', rangeTable, type],
    ['a > :s', hashTable, unsupported],
    [':s <= a', hashTable, unsupported],
    ['begins_with(a, :s)', hashTable, unsupported],
    ['a between :s and :s', hashTable, unsupported],
    ['a = :s AND b = :s', hashTable, tooMany(2, 1)],
    ['y = :s and z = :s', hashTable, tooMany(2, 1)],
    [':s = a and b = :n and :n = c', rangeTable, tooMany(3, 2)],
    ['a < :s AND b = :n', rangeTable, unsupported],
    [
      'a = :e',
      hashTable,
      'One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: a',
    ],
  ])('%s', (text, key, message) => {
    expect(() => bind(text, key)).toThrow(refusal(message));
  });

  const text: AttributeValue = { S: 'x' };
  const onPartition = { partition: [text], sortEqual: [] };
  const one: AttributeValue = { N: '1' };
  test.each([
    ['a = :s', hashTable, onPartition],
    [':s = a', rangeTable, onPartition],
    ['a = :s AND b = :n', rangeTable, { ...onPartition, sort: { operator: '=', values: [one] } }],
    ['b < :n AND a = :s', rangeTable, { ...onPartition, sort: { operator: '<', values: [one] } }],
    ['a = :s AND :n < b', rangeTable, { ...onPartition, sort: { operator: '>', values: [one] } }],
    ['a = :s AND :n <= b', rangeTable, { ...onPartition, sort: { operator: '>=', values: [one] } }],
    ['a = :s AND :n > b', rangeTable, { ...onPartition, sort: { operator: '<', values: [one] } }],
    ['a = :s AND :n >= b', rangeTable, { ...onPartition, sort: { operator: '<=', values: [one] } }],
    ['((b between :n and :n) and (a = :s))', rangeTable, { ...onPartition, sort: { operator: 'BETWEEN', values: [one, one] } }],
  ])('%s is a range', (text, key, range) => {
    expect(bind(text, key)).toEqual(range);
  });

  test('begins_with is for strings and binaries', () => {
    const key: KeySchema = { partition: { name: 'a', type: 'S' }, sort: { name: 'b', type: 'S' } };
    expect(bind('a = :s AND begins_with(b, :s)', key)).toEqual({ ...onPartition, sort: { operator: 'begins_with', values: [text] } });
    expect(() => bind('a = :s AND begins_with(b, :n)', key)).toThrow(/operator or function: begins_with, operand type: N$/);
  });
});
