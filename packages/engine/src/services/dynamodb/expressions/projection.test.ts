// Projections. Sources: scylladb's alternator tests, run on AWS; "Using projection expressions", developer guide.
import { describe, expect, test } from 'vitest';
import type { AttributeValue, Item } from '../values/attribute-value.ts';
import { ExpressionCache } from './expression-cache.ts';
import { ExpressionScope } from './expression-scope.ts';
import { parseProjection, project } from './projection.ts';

function projected(text: string, item: Item, names?: { [placeholder: string]: string }): Item {
  const scope = new ExpressionScope({
    ExpressionAttributeNames: names,
    expressions: { ProjectionExpression: text },
    cache: new ExpressionCache(),
  });
  return project(item, parseProjection(scope, text));
}

const item: Item = {
  p: { S: 'p' },
  a: { M: { b: { L: [{ N: '2' }, { N: '4' }, { M: { x: { S: 'hi' }, y: { S: 'yo' } } }] }, c: { N: '5' } } },
  b: { S: 'hello' },
  'a.b': { S: 'dotted' },
};
const list = (...elements: AttributeValue[]): Item => ({ a: { M: { b: { L: elements } } } });

const rows: [string, Item | { a: AttributeValue | undefined }][] = [
  ['a', { a: item.a }],
  ['a.b', list({ N: '2' }, { N: '4' }, { M: { x: { S: 'hi' }, y: { S: 'yo' } } })],
  ['a.b[0]', list({ N: '2' })],
  ['a.b[2].y', list({ M: { y: { S: 'yo' } } })],
  ['a.b[0],a.b[1]', list({ N: '2' }, { N: '4' })],
  ['a.b[2].x, a.b[0]', list({ N: '2' }, { M: { x: { S: 'hi' } } })],
  ['a.b[0],a.c', { a: { M: { b: { L: [{ N: '2' }] }, c: { N: '5' } } } }],
  ['a.c,b', { a: { M: { c: { N: '5' } } }, b: { S: 'hello' } }],
  ['a.x, a.b[0], x, a.b[3].x', list({ N: '2' })],
  [' a.c  ,   b ', { a: { M: { c: { N: '5' } } }, b: { S: 'hello' } }],
  ...['x', 'a.b[3]', 'a.x.y', 'a.b[3].x', 'a.b.x', 'a[0]', 'a.b[0].x', 'a.b[0][0]', 'b.length', 'toString'].map((path): [string, Item] => [
    path,
    {},
  ]),
];
test.each(rows)('%s', (text, expected) => {
  const names = text === 'b.length' ? { '#length': 'length' } : undefined;
  expect(projected(names ? 'b.#length' : text, item, names)).toEqual(expected);
});

test('a placeholder is one name, dots and all', () => {
  expect(projected('#d, #proto', JSON.parse('{"a.b":{"S":"x"},"__proto__":{"S":"y"}}'), { '#d': 'a.b', '#proto': '__proto__' })).toEqual(
    JSON.parse('{"a.b":{"S":"x"},"__proto__":{"S":"y"}}'),
  );
});

describe('refusals', () => {
  const overlap = (one: string, two: string): string =>
    `Two document paths overlap with each other; must remove or rewrite one of these paths; path one: ${one}, path two: ${two}`;
  test.each([
    ['', 'The expression can not be empty;'],
    ['a,', 'Syntax error; token: "<EOF>", near: ","'],
    [',a', 'Syntax error; token: ",", near: ",a"'],
    ['a,,b', 'Syntax error; token: ",", near: ",,b"'],
    ['a b', 'Syntax error; token: "b", near: "a b"'],
    ['a, :b', 'Syntax error; token: ":b", near: ", :b"'],
    ['a[#i]', 'Syntax error; token: "#i", near: "[#i]"'],
    ['a, name', 'Attribute name is a reserved keyword; reserved keyword: name'],
    ['a.Name', 'Attribute name is a reserved keyword; reserved keyword: Name'],
    ['#b', 'An expression attribute name used in the document path is not defined; attribute name: #b'],
    ['l[999999999999]', 'List index is not within the allowable range; index: [999999999999]'],
    ['a, a', overlap('[a]', '[a]')],
    ['a, #a', overlap('[a]', '[a]')],
    ['a.b, a.b', overlap('[a, b]', '[a, b]')],
    ['a[1], a[1]', overlap('[a, [1]]', '[a, [1]]')],
    ['a, a.b', overlap('[a]', '[a, b]')],
    ['a.b.d.e, a.b', overlap('[a, b, d, e]', '[a, b]')],
    ['a.b, a.b[2]', overlap('[a, b]', '[a, b, [2]]')],
    [
      'a.b, a[1]',
      'Two document paths conflict with each other; must remove or rewrite one of these paths; path one: [a, b], path two: [a, [1]]',
    ],
  ])('%s', (text, message) => {
    expect(() => projected(text, item, text.includes('#a') ? { '#a': 'a' } : undefined)).toThrow(
      expect.objectContaining({ code: 'ValidationException', message: `Invalid ProjectionExpression: ${message}` }),
    );
  });

  test.each(['a, b', 'a.b, a.c', 'a.b.d, a.b.e', 'a[1], a[2]', 'a.b, a.c[2]'])('%s stand side by side', (text) => {
    expect(() => projected(text, item)).not.toThrow();
  });
});
