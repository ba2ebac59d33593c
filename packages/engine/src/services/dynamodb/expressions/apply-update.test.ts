// What updates make of an item. Sources: dynalite's tests and scylladb's alternator tests, both run on AWS.
import { describe, expect, test } from 'vitest';
import type { AttributeValue, Item } from '../values/attribute-value.ts';
import { ExpressionCache } from './expression-cache.ts';
import { ExpressionScope } from './expression-scope.ts';
import { project } from './projection.ts';
import { applyUpdate, knownTypes, parseUpdate, type Update } from './update.ts';

type Values = { readonly [placeholder: string]: AttributeValue };
type Names = { readonly [placeholder: string]: string };

function parse(text: string, values?: Values, names?: Names): Update {
  const scope = new ExpressionScope({
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: values,
    expressions: { UpdateExpression: text },
    cache: new ExpressionCache(),
  });
  return parseUpdate(scope, text);
}

const refusal = (message: string): object => expect.objectContaining({ code: 'ValidationException', status: 400, message });

interface Row {
  readonly name?: string;
  readonly update: string;
  readonly item?: Item;
  readonly values?: Values;
  readonly names?: Names;
  readonly becomes: Item;
}
const n = (number: number): AttributeValue => ({ N: String(number) });
const list = (...numbers: number[]): AttributeValue => ({ L: numbers.map(n) });
const deep: Item = { a: { M: { b: n(3), c: { L: [{ S: 'hi' }, { M: { x: { M: { y: list(3, 5, 7) } }, q: n(2) } }] } } } };

const rows: Row[] = [
  { update: 'SET b = :v', values: { ':v': n(4) }, becomes: { b: n(4) } },
  { update: 'sEt b=:v', item: { a: n(1), b: n(2) }, values: { ':v': n(4) }, becomes: { a: n(1), b: n(4) } },
  { update: 'SET b = a', item: { a: { S: 'x' } }, becomes: { a: { S: 'x' }, b: { S: 'x' } } },
  { update: 'SET b = a, a = b', item: { a: n(1), b: n(2) }, becomes: { a: n(2), b: n(1) } },
  { update: 'REMOVE a SET b = a', item: { a: n(1) }, becomes: { b: n(1) } },
  {
    update: 'SET #x = #y',
    names: { '#x': '__proto__', '#y': 'a' },
    item: { a: n(1) },
    becomes: JSON.parse('{"a":{"N":"1"},"__proto__":{"N":"1"}}'),
  },
  { update: 'REMOVE #x', names: { '#x': '__proto__' }, item: JSON.parse('{"a":{"N":"1"},"__proto__":{"N":"1"}}'), becomes: { a: n(1) } },
  { update: 'SET #d = :v', names: { '#d': 'a.b' }, values: { ':v': n(1) }, becomes: { 'a.b': n(1) } },
  { update: 'REMOVE a, c', item: { a: n(1), b: n(2) }, becomes: { b: n(2) } },
  { update: 'SET a = a + :v, b = :v - a', item: { a: n(2) }, values: { ':v': n(3) }, becomes: { a: n(5), b: n(1) } },
  { update: 'SET a = if_not_exists(a, :v) + :v', values: { ':v': n(3) }, becomes: { a: n(6) } },
  {
    update: 'SET a = if_not_exists(a, :v), b = if_not_exists(a, :v)',
    item: { a: n(1) },
    values: { ':v': n(3) },
    becomes: { a: n(1), b: n(1) },
  },
  { update: 'SET a = if_not_exists(b, if_not_exists(c, :v))', values: { ':v': n(3) }, becomes: { a: n(3) } },
  { update: 'SET a = list_append(a, :v)', item: { a: list(1) }, values: { ':v': list(2, 3) }, becomes: { a: list(1, 2, 3) } },
  { update: 'SET a = list_append(:v, a)', item: { a: list(1) }, values: { ':v': list(2, 3) }, becomes: { a: list(2, 3, 1) } },
  { update: 'SET a = list_append(if_not_exists(a, :e), :v)', values: { ':e': list(), ':v': list(1) }, becomes: { a: list(1) } },
  { update: 'SET b = ((c[1])+(a))', item: { a: n(1), c: list(0, 3) }, becomes: { a: n(1), b: n(4), c: list(0, 3) } },
  { update: 'ADD a :v, b :v', item: { a: n(3) }, values: { ':v': n(4) }, becomes: { a: n(7), b: n(4) } },
  {
    update: 'ADD a :v, b :v',
    item: { a: { SS: ['x', 'y'] } },
    values: { ':v': { SS: ['y', 'z'] } },
    becomes: { a: { SS: ['x', 'y', 'z'] }, b: { SS: ['y', 'z'] } },
  },
  { update: 'ADD a :v', item: { a: { NS: ['1'] } }, values: { ':v': { NS: ['1.0', '2'] } }, becomes: { a: { NS: ['1', '2'] } } },
  {
    update: 'DELETE a :v, b :v, c :v',
    item: { a: { SS: ['x', 'y'] }, b: { SS: ['y'] } },
    values: { ':v': { SS: ['y', 'z'] } },
    becomes: { a: { SS: ['x'] } },
  },
  { update: 'DELETE a :v', item: { a: { BS: ['YQ==', 'Yg=='] } }, values: { ':v': { BS: ['YQ=='] } }, becomes: { a: { BS: ['Yg=='] } } },
  {
    update: 'SET a.c = :v, a.d = :v',
    item: { a: { M: { b: n(3), c: n(4) } } },
    values: { ':v': n(7) },
    becomes: { a: { M: { b: n(3), c: n(7), d: n(7) } } },
  },
  { update: 'SET z = a.c[1].x.y[2]', item: deep, becomes: { ...deep, z: n(7) } },
  { update: 'REMOVE a.c, a.b', item: deep, becomes: { a: { M: {} } } },
  {
    update: 'REMOVE a.c[1].x.y[1], a.c[1].q SET a.c[0] = :v',
    item: deep,
    values: { ':v': n(9) },
    becomes: { a: { M: { b: n(3), c: { L: [n(9), { M: { x: { M: { y: list(3, 7) } } } }] } } } },
  },
  {
    update: 'REMOVE a[1] SET a[3] = :v',
    item: { a: list(2, 3, 4, 5, 6, 7) },
    values: { ':v': n(17) },
    becomes: { a: list(2, 4, 17, 6, 7) },
  },
  {
    update: 'SET a[3] = :v REMOVE a[1], a[0]',
    item: { a: list(2, 3, 4, 5, 6, 7) },
    values: { ':v': n(17) },
    becomes: { a: list(4, 17, 6, 7) },
  },
  { update: 'REMOVE a[17], a[0]', item: { a: list(4, 5) }, becomes: { a: list(5) } },
  { update: 'REMOVE a[0]', item: { a: list(4) }, becomes: { a: list() } },
  { update: 'SET a[0] = :v', item: { a: list() }, values: { ':v': n(1) }, becomes: { a: list(1) } },
  {
    update: 'SET a[84] = :a, a[37] = :b, a[17] = :c, a[0] = :d REMOVE a[1]',
    item: { a: list(1, 2, 3) },
    values: { ':a': n(84), ':b': n(37), ':c': n(17), ':d': n(0) },
    becomes: { a: list(0, 3, 17, 37, 84) },
  },
  {
    update: 'set b.c=((c[1])+(b.a)),b.a = a,c[1] = a, c[4] = b.a - b.b, c[2] = b.c add c[8] :b, c[6] :a',
    item: { a: { S: 'key' }, b: { M: { a: n(1), b: n(2), c: n(3) } }, c: list(1, 3) },
    values: { ':a': n(2), ':b': { SS: ['a'] } },
    becomes: {
      a: { S: 'key' },
      b: { M: { a: { S: 'key' }, b: n(2), c: n(4) } },
      c: { L: [n(1), { S: 'key' }, n(3), n(-1), n(2), { SS: ['a'] }] },
    },
  },
];
test.each(rows)('$update', ({ update, item = {}, values, names, becomes }) => {
  const before = JSON.stringify(item);
  expect(applyUpdate(item, parse(update, values, names))).toEqual(becomes);
  expect(JSON.stringify(item)).toBe(before);
});

test('two attributes may be the same object and are not changed together', () => {
  const shared: AttributeValue = { M: { x: n(1) } };
  const updated = applyUpdate({ c: shared, d: shared }, parse('SET c.x = :v, d.y = :v', { ':v': n(2) }));
  expect(updated).toEqual({ c: { M: { x: n(2) } }, d: { M: { x: n(1), y: n(2) } } });
});

describe('refusals that the item causes', () => {
  const wrongType = 'An operand in the update expression has an incorrect data type';
  const nowhere = 'The document path provided in the update expression is invalid for update';
  const absent = 'The provided expression refers to an attribute that does not exist in the item';
  const item: Item = {
    a: { S: 'key' },
    b: { M: { a: { SS: ['1'] } } },
    c: n(1),
    d: { NS: ['1'] },
    l: list(1),
    m: { M: { '1': { S: 'a' } } },
  };
  test.each([
    ['delete d :ss', wrongType],
    ['delete b :ns', wrongType],
    ['delete b.a :ns', wrongType],
    ['delete b.a :bs', wrongType],
    ['delete c :ns', wrongType],
    ['add b :ns', wrongType],
    ['add d :n', wrongType],
    ['add a :n', wrongType],
    ['add l :ns', wrongType],
    ['set e = a + :n', wrongType],
    ['set e = b - :n', wrongType],
    ['set e = list_append(d, if_not_exists(f, :l))', wrongType],
    ['set e = f', absent],
    ['set e = list_append(f, :l)', absent],
    ['set e = f + :n', absent],
    ['set x = :n, y = x', absent],
    ['set z = z', absent],
    ['set a.x = :n', nowhere],
    ['set a[1] = :n', nowhere],
    ['set y.a = :n', nowhere],
    ['set y[1] = :n', nowhere],
    ['set m[1] = :n', nowhere],
    ['set l.#1 = :n', nowhere],
    ['remove a.x', nowhere],
    ['remove a[1]', nowhere],
    ['remove y.a', nowhere],
    ['remove y[1]', nowhere],
    ['remove m[1]', nowhere],
    ['remove l.#1', nowhere],
    ['delete y.a :ss', nowhere],
    ['delete m[1] :ss', nowhere],
    ['delete l.#1 :ss', nowhere],
    ['add y.a :ss', nowhere],
    ['add a[1] :ss', nowhere],
    ['set l[7].x = :n', nowhere],
  ])('%s', (text, message) => {
    const values: Values = { ':n': n(1), ':ss': { SS: ['1'] }, ':ns': { NS: ['1'] }, ':bs': { BS: ['YQ=='] }, ':l': list() };
    expect(() => applyUpdate(item, parse(text, values, { '#1': '1' }))).toThrow(refusal(message));
  });

  test('an attribute may not be nested deeper than 32 levels', () => {
    const nested = (levels: number): AttributeValue => (levels === 1 ? { S: 'leaf' } : { M: { n: nested(levels - 1) } });
    const set = (levels: number): Item => applyUpdate({ a: { M: {} } }, parse('SET a.b = :v', { ':v': nested(levels) }));
    expect(() => set(31)).not.toThrow();
    expect(() => set(32)).toThrow(refusal('Nesting Levels have exceeded supported limits'));
  });
});

test.each([
  ['SET a = :v', true],
  ['ADD a :v', true],
  ['REMOVE a', false],
  ['REMOVE a SET b = :v', true],
])('%s makes an item where there is none: %s', (text, createsItem) => {
  expect(parse(text, text.includes(':v') ? { ':v': n(1) } : undefined).createsItem).toBe(createsItem);
});

describe('UPDATED_OLD and UPDATED_NEW are the paths of the update', () => {
  const item: Item = { a: { M: { b: { S: 'dog' }, c: list(1, 2, 3) } }, d: { S: 'cat' } };
  test.each([
    ['SET a.b = :v', { a: { M: { b: { S: 'dog' } } } }, { a: { M: { b: n(7) } } }],
    ['SET a.c[1] = :v, a.b = :v', { a: { M: { b: { S: 'dog' }, c: list(2) } } }, { a: { M: { b: n(7), c: list(7) } } }],
    ['SET a.x = :v', {}, { a: { M: { x: n(7) } } }],
    // The element is appended at 3, where nobody asked for it.
    ['SET a.c[100] = :v', {}, {}],
    // The third element is the second now.
    ['REMOVE a.c[1], a.c[3]', { a: { M: { c: list(2) } } }, { a: { M: { c: list(3) } } }],
    ['REMOVE d', { d: { S: 'cat' } }, {}],
  ])('%s', (text, old, now) => {
    const update = parse(text, text.includes(':v') ? { ':v': n(7) } : undefined);
    expect(project(item, update.paths)).toEqual(old);
    expect(project(applyUpdate(item, update), update.paths)).toEqual(now);
  });
});

test('the types of attributes that are known before the item is', () => {
  const update = parse('SET a = :n, b = c + :n, d = e, f = list_append(g, :l), h = if_not_exists(i, :n), j.k = :n REMOVE m ADD o :n', {
    ':n': n(1),
    ':l': list(),
  });
  expect(knownTypes(update)).toEqual([
    { name: 'a', type: 'N' },
    { name: 'b', type: 'N' },
    { name: 'f', type: 'L' },
    { name: 'h', type: 'N' },
    { name: 'o', type: 'N' },
  ]);
  expect(update.nestedAttributeNames).toEqual(['j']);
  expect(parse('SET a = b[1], c = d.e').nestedAttributeNames).toEqual(['b', 'd']);
});
