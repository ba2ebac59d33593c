// What conditions and filters hold of items. Source: "Condition and filter expressions, operators, and functions", developer guide, and
// scylladb's alternator tests, run on AWS.
import { describe, expect, test } from 'vitest';
import type { AttributeValue, Item } from '../values/attribute-value.ts';
import { matches, parseCondition } from './condition.ts';
import { ExpressionCache } from './expression-cache.ts';
import { ExpressionScope } from './expression-scope.ts';

type Values = { readonly [placeholder: string]: AttributeValue };
type Names = { readonly [placeholder: string]: string };

function open(text: string, values?: Values, names?: Names, cache = new ExpressionCache()): ExpressionScope {
  const expressions = { FilterExpression: text };
  return new ExpressionScope({ ExpressionAttributeNames: names, ExpressionAttributeValues: values, expressions, cache });
}

function holds(text: string, item: Item | undefined, values?: Values, names?: Names): boolean {
  return matches(parseCondition(open(text, values, names), 'FilterExpression', text), item);
}

describe('evaluation', () => {
  const item: Item = {
    n: { N: '10' },
    big: { N: '123456789012345678901234567890' },
    s: { S: 'hello' },
    b: { B: Buffer.from('hi there').toString('base64') },
    yes: { BOOL: true },
    nil: { NULL: true },
    l: { L: [{ N: '2' }, { S: 'dog' }, { SS: ['x', 'y'] }, { L: [{ N: '3' }] }] },
    m: { M: { x: { N: '1' }, y: { L: [{ N: '-1' }, { N: '2' }] } } },
    ss: { SS: ['dog', 'cat'] },
    ns: { NS: ['2', '4'] },
    bs: { BS: ['YQ==', 'Yg=='] },
    'a.b': { S: 'dotted' },
  };
  const values: Values = {
    ':1': { N: '1' },
    ':2': { N: '2' },
    ':9': { N: '9' },
    ':10': { N: '10' },
    ':100': { N: '100' },
    ':neg': { N: '-10.5' },
    ':big': { N: '123456789012345678901234567891' },
    ':hello': { S: 'hello' },
    ':hell': { S: 'hell' },
    ':ell': { S: 'ell' },
    ':s10': { S: '10' },
    ':bin': { B: Buffer.from('here').toString('base64') },
    ':hi': { B: Buffer.from('hi').toString('base64') },
    ':z': { B: '/w==' },
    ':true': { BOOL: true },
    ':null': { NULL: true },
    ':set': { SS: ['cat', 'dog'] },
    ':xy': { SS: ['y', 'x'] },
    ':list3': { L: [{ N: '3' }] },
    ':N': { S: 'N' },
    ':M': { S: 'M' },
    ':NULL': { S: 'NULL' },
    ':dog': { S: 'dog' },
    ':a': { B: 'YQ==' },
  };
  const names: Names = { '#dotted': 'a.b', '#m': 'm', '#y': 'y' };
  const rows: [string, boolean][] = [
    ['n = :10', true],
    ['n = :s10', false],
    ['n <> :s10', true],
    ['n > :9', true],
    ['n < :100', true],
    ['n < :s10', false],
    ['n > :neg', true],
    ['n >= :10 AND n <= :10', true],
    ['big < :big', true],
    ['s > :hell', true],
    ['b < :z', true],
    ['yes = :true', true],
    ['nil = :null', true],
    ['ss = :set', true],
    ['l[2] = :xy', true],
    ['absent = :1', false],
    ['absent <> :1', true],
    ['absent < :1', false],
    [':1 < absent', false],
    ['absent = void0', false],
    ['absent <> void0', true],
    ['absent <= void0', false],
    ['NOT absent < :1', true],
    ['l < :1', false],
    ['n BETWEEN :9 AND :100', true],
    ['n BETWEEN :10 AND :10', true],
    ['n BETWEEN :1 AND :9', false],
    ['s between :hell and :hello', true],
    ['absent BETWEEN :1 AND :9', false],
    ['n between m.x and :100 and s = :hello', true],
    ['n IN (:1, :s10, :10)', true],
    ['n IN (:1, :s10)', false],
    ['absent IN (:1)', false],
    ['ss in (:set)', true],
    ['attribute_exists(n)', true],
    ['attribute_exists(nil)', true],
    ['attribute_exists(m.x)', true],
    ['attribute_exists(m.z)', false],
    ['attribute_exists(l[3])', true],
    ['attribute_exists(l[4])', false],
    ['attribute_exists(s[0])', false],
    ['attribute_not_exists(toString)', true],
    ['attribute_not_exists(n)', false],
    ['attribute_type(n, :N)', true],
    ['attribute_type(:1, :N)', true],
    ['attribute_type(m, :N)', false],
    ['attribute_type(m, :M)', true],
    ['attribute_type(nil, :NULL)', true],
    ['attribute_type(absent, :NULL)', false],
    ['begins_with(s, :hell)', true],
    ['begins_with(:hello, s)', true],
    ['begins_with(s, :ell)', false],
    ['begins_with(b, :hi)', true],
    ['begins_with(b, :bin)', false],
    ['begins_with(n, :hi)', false],
    ['contains(s, :ell)', true],
    ['contains(s, :dog)', false],
    ['contains(b, :bin)', true],
    ['contains(ss, :dog)', true],
    ['contains(ns, :2)', true],
    ['contains(ns, :1)', false],
    ['contains(bs, :a)', true],
    ['contains(l, :2)', true],
    ['contains(l, :xy)', true],
    ['contains(l, :list3)', true],
    ['contains(m, :1)', false],
    ['contains(n, :1)', false],
    ['contains(absent, :1)', false],
    ['size(s) = :1', false],
    ['size(s) > :2 AND size(b) < :9', true],
    ['size(l) > :2', true],
    ['size(m) = :2', true],
    ['size(ss) = :2', true],
    ['size(n) > :1', false],
    ['size(nil) <> :1', true],
    ['size(absent) < :100', false],
    ['size(s) <> :dog', true],
    ['#dotted = :dog', false],
    ['begins_with(#dotted, :dog) or attribute_exists(#dotted)', true],
    ['#m.#y[1] = :2', true],
    ['m.x < m.y[1]', true],
    ['m.x < m.y[0]', false],
    ['n = :10 OR n = :10 AND n = :1', true],
    ['(n = :10 OR n = :10) AND n = :1', false],
    ['NOT n = :1 AND n = :10', true],
    ['NOT (n = :10 AND n = :1)', true],
    ['nOt NOT n = :10', true],
    ['(n) = (:10)', true],
    ['((m).y)[1] = :2', true],
    ['(size(s)) > :2', true],
    ['(attribute_exists(n) and (attribute_exists(s)))', true],
    ['n = :10 or n = :10 or n = :1', true],
  ];
  function usedBy<T>(text: string, from: { readonly [placeholder: string]: T }): { [placeholder: string]: T } | undefined {
    const used = Object.entries(from).filter(([key]) => new RegExp(`${key}(?![A-Za-z0-9_])`).test(text));
    return used.length > 0 ? Object.fromEntries(used) : undefined;
  }
  test.each(rows)('%s is %s', (text, expected) => {
    expect(holds(text, item, usedBy(text, values), usedBy(text, names))).toBe(expected);
  });

  test('without an item nothing exists', () => {
    expect(holds('attribute_not_exists(id)', undefined)).toBe(true);
    expect(holds('id = :v', undefined, { ':v': { S: 'a' } })).toBe(false);
  });

  test('strings stand in the order of their UTF-8 bytes', () => {
    expect(holds('a > :v', { a: { S: '😀' } }, { ':v': { S: '\ufffd' } })).toBe(true);
    expect(holds('a > :v', { a: { S: '\ufffd' } }, { ':v': { S: '\ud7ff' } })).toBe(true);
  });

  test('the top-level attributes it reads are told once each', () => {
    const text = 'a.b = :v OR #n[1] = a.c OR size(d) > :v';
    const condition = parseCondition(open(text, { ':v': { N: '1' } }, { '#n': 'x.y' }), 'FilterExpression', text);
    expect(condition.attributeNames).toEqual(['a', 'x.y', 'd']);
    expect(condition.nestedAttributeNames).toEqual(['a', 'x.y']);
  });
});
