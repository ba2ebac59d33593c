// Updates: what is refused and how. Sources: dynalite's tests and scylladb's alternator tests, both run on AWS; "Using update
// expressions", developer guide.
import { describe, expect, test } from 'vitest';
import type { AttributeValue } from '../values/attribute-value.ts';
import { ExpressionCache } from './expression-cache.ts';
import { ExpressionScope } from './expression-scope.ts';
import { parseUpdate, type Update } from './update.ts';

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

describe('syntax', () => {
  test.each([
    ['', 'The expression can not be empty;'],
    ['INVALID SYNTAX HERE', 'Syntax error; token: "INVALID", near: "INVALID SYNTAX"'],
    ['SET _123 = :v', 'Syntax error; token: "_", near: "SET _123"'],
    ['ADD hits : incr', 'Syntax error; token: ":", near: "hits : incr"'],
    ['SET a = :v, ', 'Syntax error; token: "<EOF>", near: ","'],
    ['set a = VALUE 1', 'Syntax error; token: "1", near: "VALUE 1"'],
    ['SET a = b + c + d', 'Syntax error; token: "+", near: "c + d"'],
    ['set {0}', 'Syntax error; token: "{", near: "set {0"'],
    [`SET a = ${'b'.repeat(4090)}`, 'Expression size has exceeded the maximum allowed size;'],
  ])('%s', (text, message) => {
    expect(() => parse(text)).toThrow(refusal(`Invalid UpdateExpression: ${message}`));
  });

  test.each([
    'whatever',
    'set',
    'set a',
    'add a',
    'delete a',
    'set a=set',
    'remove a = b',
    'add a = b',
    'delete a = b',
    'delete a b',
    'delete a if_not_exist(b)',
    'add abort b',
    'add a if_not_exist(b)',
    'remove a b',
    'set a b',
    'set :a = b',
    'add :a b',
    'delete :a b',
    'remove :a',
    'set a = b / c',
    'set a = b * c',
    'set a[1] = "eight"',
    'set a[1] = 1',
    'SET a = if_not_exist(a, 100)',
    'SET if_not_exist(a, b) = a',
    'set (a = (b + c))',
    'set a = (b.c).d + e',
    'set a = (b.c)[0] + e',
    'set a = (b + c) + d',
    'set a = f(b + c)',
    'SET 123 = :v',
    'SET hi-there = :v',
    'SET "hithere" = :v',
    'SET a[:xyz] = :v',
    'SET a = _f(b)',
    'set a = b set',
  ])('%s is a syntax error', (text) => {
    expect(() => parse(text, { ':v': { N: '1' } })).toThrow(/^Invalid UpdateExpression: Syntax error; token: /);
  });

  test.each([
    ['ADD numx', '"<EOF>", near: "numx"'],
    ['ADD numx 1', '"1", near: "numx 1"'],
    ['DELETE setx a', '"a", near: "setx a"'],
    ['SET note = :v +', '"<EOF>", near: "+"'],
    ['SET numx = numx * :v', '"*", near: "numx * :v"'],
    ['SET #a[0.#b = :v', '".", near: "0.#b"'],
    ['SET #a[-1] = :v', '"-", near: "[-1"'],
    ['SET #a[abc] = :v', '"abc", near: "[abc]"'],
    ['SET #a[].#b = :v', '"]", near: "[]."'],
  ])('%s is a syntax error at %s', (text, token) => {
    expect(() => parse(text, { ':v': { N: '1' } })).toThrow(refusal(`Invalid UpdateExpression: Syntax error; token: ${token}`));
  });
});

describe('checks', () => {
  const overlap = (one: string, two: string): string =>
    `Two document paths overlap with each other; must remove or rewrite one of these paths; path one: ${one}, path two: ${two}`;
  const conflict = (one: string, two: string): string =>
    `Two document paths conflict with each other; must remove or rewrite one of these paths; path one: ${one}, path two: ${two}`;
  const names = { '#a': 'a', '#b': 'b', '#c': 'c', '#d': '[3]' };

  test.each([
    [' set #x = :x set abOrt = true ', 'Attribute name is a reserved keyword; reserved keyword: abOrt'],
    [' remove Absolute ', 'Attribute name is a reserved keyword; reserved keyword: Absolute'],
    ['set #x = if_not_exist(:x) set c = d', 'Invalid function name; function: if_not_exist'],
    ['SET a = f123_hi(b,c,d)', 'Invalid function name; function: f123_hi'],
    ['SET a = LIST_APPEND(b,c)', 'Invalid function name; function: LIST_APPEND'],
    ['SET a = size(b)', 'The function is not allowed in an update expression; function: size'],
    [
      'SET a = list_append(list_append(:s, b), :s)',
      'The function is not allowed to be used this way in an expression; function: list_append',
    ],
    ['set a = #x set c = :x', 'The "SET" section can only be used once in an update expression;'],
    ['remove #x set a = b remove e', 'The "REMOVE" section can only be used once in an update expression;'],
    ['add #x :x set a = b add e :f', 'The "ADD" section can only be used once in an update expression;'],
    ['delete #x :x set a = b delete #x :f', 'The "DELETE" section can only be used once in an update expression;'],
    ['SET #x = if_not_exists(:x)', 'An expression attribute name used in the document path is not defined; attribute name: #x'],
    ['SET #a = if_not_exists(:x)', 'An expression attribute value used in expression is not defined; attribute value: :x'],
    ['set d[1] = a, d.b = a, c[1].a = a, #c = if_not_exists(a)', overlap('[c, [1], a]', '[c]')],
    ['set c.b.#c = a, c = a, #d = a', overlap('[c, b, c]', '[c]')],
    ['set a = b remove a, #c, #d', overlap('[a]', '[a]')],
    ['set #c[3].#d = a, #c[3] = a', overlap('[c, [3], [3]]', '[c, [3]]')],
    ['remove c, #c.a, #d', overlap('[c]', '[c, a]')],
    ['remove a, #c, a, #d', overlap('[a]', '[a]')],
    ['set #c[3].#d = a, #c.#d[3] = if_not_exists(a)', conflict('[c, [3], [3]]', '[c, [3], [3]]')],
    ['remove a.#c set a[1] = #d', conflict('[a, c]', '[a, [1]]')],
    ['set a = if_not_exists(c)', operandCount('if_not_exists', 1)],
    ['set a = list_append(c)', operandCount('list_append', 1)],
    ['set a = list_append(c, d, e)', operandCount('list_append', 3)],
    ['set a = if_not_exists(:s, c)', 'Operator or function requires a document path; operator or function: if_not_exists'],
    ['set a = if_not_exists(if_not_exists(a, b), c)', 'Operator or function requires a document path; operator or function: if_not_exists'],
    [
      'set b = list_append(:s, a), c = if_not_exists(a) add a.b :s',
      'Incorrect operand type for operator or function; operator: ADD, operand type: STRING, typeSet: ALLOWED_FOR_ADD_OPERAND',
    ],
    ['set a = if_not_exists(a, :s) + :s', 'Incorrect operand type for operator or function; operator or function: +, operand type: S'],
  ])('%s', (text, message) => {
    expect(() => parse(text, { ':s': { S: 'a' } }, names)).toThrow(refusal(`Invalid UpdateExpression: ${message}`));
  });

  function operandCount(name: string, count: number): string {
    return `Incorrect number of operands for operator or function; operator or function: ${name}, number of operands: ${count}`;
  }

  const types: [AttributeValue, string][] = [
    [{ S: 'a' }, 'STRING'],
    [{ N: '1' }, 'NUMBER'],
    [{ B: 'YQ==' }, 'BINARY'],
    [{ NULL: true }, 'NULL'],
    [{ BOOL: true }, 'BOOL'],
    [{ L: [] }, 'LIST'],
    [{ M: {} }, 'MAP'],
    [{ SS: ['a'] }, ''],
    [{ NS: ['1'] }, ''],
    [{ BS: ['YQ=='] }, ''],
  ];
  test.each(types)('ADD and DELETE of %j', (value, word) => {
    for (const section of ['ADD', 'DELETE']) {
      const run = (): unknown => parse(`${section} a :v`, { ':v': value });
      if (word === '' || (section === 'ADD' && word === 'NUMBER')) expect(run).not.toThrow();
      else
        expect(run).toThrow(
          refusal(
            `Invalid UpdateExpression: Incorrect operand type for operator or function; operator: ${section}, operand type: ${word}, typeSet: ALLOWED_FOR_ADD_OPERAND`,
          ),
        );
    }
  });

  test.each(types)('+, - and list_append with %j', (value) => {
    const [type] = Object.keys(value);
    for (const [text, name, wanted] of [
      ['set a = b + :v', '+', 'N'],
      ['set a = :v - b', '-', 'N'],
      ['set a = list_append(:v, b)', 'list_append', 'L'],
      ['set a = list_append(b, :v)', 'list_append', 'L'],
    ] as const) {
      const run = (): unknown => parse(text, { ':v': value });
      if (type === wanted) expect(run).not.toThrow();
      else
        expect(run).toThrow(
          refusal(
            `Invalid UpdateExpression: Incorrect operand type for operator or function; operator or function: ${name}, operand type: ${type}`,
          ),
        );
    }
  });
});
