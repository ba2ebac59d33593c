// Which conditions and filters are refused, and how. Source: dynalite's tests and scylladb's alternator tests, both run on AWS.
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

function refusal(text: string, values?: Values, names?: Names): string {
  try {
    parseCondition(open(text, values, names), 'FilterExpression', text);
  } catch (error) {
    expect(error).toMatchObject({ code: 'ValidationException', status: 400 });
    const message = error instanceof Error ? error.message : '';
    expect(message).toMatch(/^Invalid FilterExpression: /);
    return message.slice('Invalid FilterExpression: '.length);
  }
  return 'was accepted';
}

describe('syntax', () => {
  test.each([
    ['', 'The expression can not be empty;'],
    ['  ', 'The expression can not be empty;'],
    ['foo', 'Syntax error; token: "<EOF>", near: "foo"'],
    ['NOT (foo)', 'Syntax error; token: "<EOF>", near: ")"'],
    ['attribute_not_exists(', 'Syntax error; token: "<EOF>", near: "("'],
    ['a = ', 'Syntax error; token: "<EOF>", near: "="'],
    ['things are not gonna be ok', 'Syntax error; token: "are", near: "things are not"'],
    ['a > 4', 'Syntax error; token: "4", near: "> 4"'],
    ['a = = :v', 'Syntax error; token: "=", near: "= = :v"'],
    ['_hidden = :v', 'Syntax error; token: "_", near: "_hidden"'],
    [':hashId a', 'Syntax error; token: "a", near: ":hashId a"'],
    ['a : b', 'Syntax error; token: ":", near: "a : b"'],
    ['a <> b AND #, c', 'Syntax error; token: "#", near: "AND #,"'],
    ['ü > a', 'Syntax error; token: "ü", near: "ü >"'],
    ['😀 > a', 'Syntax error; token: "😀", near: "😀 >"'],
    ['a   in\n b', 'Syntax error; token: "b", near: "in\n b"'],
    ['(foo) AND b = c', 'Syntax error; token: "AND", near: ") AND b"'],
    ['a = b c = d', 'Syntax error; token: "c", near: "b c ="'],
  ])('%j', (text, message) => {
    expect(refusal(text)).toBe(message);
  });

  test.each([
    'attribute_exists(Pictures-RearView)',
    'attribute_exists("Pictures.RearView")',
    'attribute_exists(Pictures..RearView)',
    'attribute_exists(Pi#ctures.RearView)',
    'attribute_exists(asdf[a])',
    'attribute_exists()',
    'a in b, c',
    'a in ()',
    'a > between',
    'a in (b,c,)',
    '(a)between(b.(c.d))and(c)',
    '(a)between(b.c.d)and((c)',
    '#$.b > a',
    'a > :things.stuff',
    'b[:a] > a',
    'b[#_] > a',
    '(a)between(b.c[4.5].#d)and(:a)',
    'size(a).b > a',
    '(size(a)).b > a',
    'size(a)[0] > a',
    '(size(a))[0] > a',
    '(a = b) = c',
    'a = (b = c)',
    ':a',
    'NOT',
    'a = b AND',
    'p != :p',
  ])('%s is a syntax error', (text) => {
    expect(refusal(text)).toMatch(/^Syntax error; token: /);
  });

  test.each([
    'a=a and a > ((views))',
    '(a)between(((b.c)).d)and(c)',
    'a > whatever((:things), ((a)))',
    'a=a AND ((a=a AND a=a)) AND a=a',
    'a=a OR ((a=a OR a=a)) OR a=a',
    'a=a AND ((a=a AND (a=a AND a=a)))',
    'a=a OR ((a=a OR (a=a OR a=a)))',
    '((attribute_not_exists(pk)))',
    `${'('.repeat(2000)}a < b${')'.repeat(2000)}`,
  ])('%s has redundant parentheses', (text) => {
    expect(refusal(text)).toBe('The expression has redundant parentheses;');
  });

  test.each(['(', '(((', 'f('])('a long run of %s ends in an answer', (start) => {
    expect(refusal(start.repeat(Math.floor(4096 / start.length)))).toBe('Syntax error; token: "<EOF>", near: "("');
  });

  test.each([
    ['f(', 'Invalid function name; function: f'],
    ['size(', 'Incorrect operand type for operator or function; operator or function: size, operand type: N'],
  ])('a long nest of %s ends in an answer', (start, message) => {
    for (const depth of [3, 299, 301, 660]) expect(refusal(`a < ${start.repeat(depth)}b${')'.repeat(depth)}`)).toBe(message);
  });

  test('4,096 bytes are the most', () => {
    expect(holds(`a${' '.repeat(4090)}= :v`, { a: { N: '1' } }, { ':v': { N: '1' } })).toBe(true);
    const tooLong = 'Expression size has exceeded the maximum allowed size; expression size: ';
    expect(refusal(`a${' '.repeat(4092)}= :v`)).toBe(`${tooLong}4097`);
    expect(refusal(`ü${' '.repeat(4092)}= b`)).toBe(`${tooLong}4097`);
    expect(refusal('('.repeat(15000))).toBe(`${tooLong}15000`);
  });

  test('300 operators are the most; parentheses and functions are none', () => {
    const ors = (count: number): string => `a<b ${'or (a<b '.repeat(count)}${')'.repeat(count)}`;
    expect(holds(ors(149), { a: { N: '1' }, b: { N: '2' } })).toBe(true);
    const tooMany = 'The expression contains too many operators; operator count: 301';
    expect(refusal(ors(150))).toBe(tooMany);
    expect(refusal(`${'not '.repeat(1000)}a<b`)).toBe(tooMany);
    expect(holds(`${'not '.repeat(299)}a<b`, { a: { N: '1' }, b: { N: '2' } })).toBe(false);
  });
});

describe('checks over the whole expression come first', () => {
  test.each([
    ['a=a and whatever((:things)) > a', 'Invalid function name; function: whatever'],
    ['attRIbute_exIsts((views), #a)', 'Invalid function name; function: attRIbute_exIsts'],
    ['a=a and attribute_exists((views), (#a)) > b', misuse('attribute_exists')],
    ['attribute_not_exists(things) > b', misuse('attribute_not_exists')],
    ['attribute_type(things, :a) > b', misuse('attribute_type')],
    ['begins_with(things, a) > b', misuse('begins_with')],
    ['contains(:things, c) > b', misuse('contains')],
    ['size(contains(a, b)) > a', misuse('contains')],
    ['size(things)', misuse('size')],
    ['size(if_not_exists(a, b)) = c', 'The function is not allowed in a condition expression; function: if_not_exists'],
    ['a between b and attribute_exists(things)', misuse('attribute_exists')],
    ['a in (b, attribute_exists(things))', misuse('attribute_exists')],
    ['if_not_exists(a, a)=:arg', 'The function is not allowed in a condition expression; function: if_not_exists'],
    ['list_append(a, a)', 'The function is not allowed in a condition expression; function: list_append'],
    ['attribute_exists(views, #a)', 'Attribute name is a reserved keyword; reserved keyword: views'],
    [':a < abOrT', 'Attribute name is a reserved keyword; reserved keyword: abOrT'],
    ['a.size = :a', 'Attribute name is a reserved keyword; reserved keyword: size'],
    ['a[2147483648] = :a', 'List index is not within the allowable range; index: [2147483648]'],
  ])('%s', (text, message) => {
    expect(refusal(text)).toBe(message);
  });

  function misuse(name: string): string {
    return `The function is not allowed to be used this way in an expression; function: ${name}`;
  }
});

describe('checks of one comparison after another', () => {
  const unknownName = 'An expression attribute name used in the document path is not defined; attribute name: ';
  const unknownValue = 'An expression attribute value used in expression is not defined; attribute value: ';
  test.each([
    ['attribute_exists(#Pictures.RearView, :a) and a=a', `${unknownName}#Pictures`],
    ['begins_with(Pictures.#RearView)', `${unknownName}#RearView`],
    ['(#P between :lo and :hi) and (#PC in (:cat1, :cat2))', `${unknownName}#P`],
    ['#4g > a', `${unknownName}#4g`],
    ['#_ > a', `${unknownName}#_`],
    ['(a)between(b.c[45].#d)and(:a)', `${unknownName}#d`],
    ['begins_with(:hello, #a, #b)', `${unknownValue}:hello`],
    [':a < :b', `${unknownValue}:a`],
    [':_ > a', `${unknownValue}:_`],
    ['attribute_exists(things, a) and a=a', operandCount('attribute_exists', 2)],
    ['attribute_not_exists(things, b)', operandCount('attribute_not_exists', 2)],
    ['attribute_type(things)', operandCount('attribute_type', 1)],
    ['begins_with(things)', operandCount('begins_with', 1)],
    ['begins_with(things, size(a), b)', operandCount('begins_with', 3)],
    ['contains(things)', operandCount('contains', 1)],
    ['size(things, a) > b', operandCount('size', 2)],
    [
      `a IN (${Array.from({ length: 101 }, (_, i) => `b${i}`).join()})`,
      'The IN operator is provided with too many operands; number of operands: 101',
    ],
  ])('%s', (text, message) => {
    expect(refusal(text)).toBe(message);
  });

  test.each([
    ['a = a AND #a = b AND :views > a', '=', '[a]'],
    ['#a <> a', '<>', '[a]'],
    ['a > #a', '>', '[a]'],
    ['((a=a) OR (a=a))', '=', '[a]'],
    ['((a=a) AND (a=a))', '=', '[a]'],
    ['contains(ab.bc[1].a, ab.bc[1].#a)', 'contains', '[ab, bc, [1], a]'],
    ['attribute_type(ab.bc[1].#a, ab.bc[1].a)', 'attribute_type', '[ab, bc, [1], a]'],
    ['begins_with(ab.bc[1].a, ab.bc[1].#a)', 'begins_with', '[ab, bc, [1], a]'],
  ])('%s has the same operand twice', (text, operator, operand) => {
    expect(refusal(text, undefined, { '#a': 'a' })).toBe(
      `The first operand must be distinct from the remaining operands for this operator or function; operator: ${operator}, first operand: ${operand}`,
    );
  });

  const all: AttributeValue[] = [
    { S: 's' },
    { N: '1' },
    { B: 'YQ==' },
    { BOOL: true },
    { NULL: true },
    { L: [] },
    { M: {} },
    { SS: ['1'] },
    { NS: ['1'] },
    { BS: ['YQ=='] },
  ];
  const but = (...types: string[]): AttributeValue[] => all.filter((value) => !types.some((type) => type in value));
  const typed: [string, string, AttributeValue[]][] = [
    ['attribute_type(a, :a)', 'attribute_type', but('S')],
    ['begins_with(a, :a)', 'begins_with', but('S', 'B')],
    ['begins_with(:a, a)', 'begins_with', but('S', 'B')],
    ['size(:a) > a', 'size', all.filter((value) => 'N' in value || 'BOOL' in value || 'NULL' in value)],
    ['a < :a', '<', but('S', 'N', 'B')],
    [':a >= a', '>=', but('S', 'N', 'B')],
    ['a BETWEEN :a AND b', 'BETWEEN', but('S', 'N', 'B')],
    ['a between :a AND :a', 'BETWEEN', but('S', 'N', 'B')],
    [':a between a AND b', 'BETWEEN', but('S', 'N', 'B')],
  ];
  test.each(typed)('%s', (text, operator, values) => {
    for (const value of values) expect(refusal(text, { ':a': value })).toBe(operandType(operator, String(Object.keys(value)[0])));
    for (const value of all)
      if (!values.includes(value) && operator !== 'attribute_type') expect(refusal(text, { ':a': value })).toBe('was accepted');
  });

  test.each([
    ['attribute_type(a, size(a)) and a=a and a=:a', operandType('attribute_type', 'N')],
    [
      'attribute_type(a, b)',
      operandType('attribute_type', '{S,SS,N,NS,B,BS,BOOL,NULL,L,M,HD,DOUBLE,FLOAT,HDS,FS,DOUBLESET,DICT,DECIMAL,INT,DECIMALSET,INTSET}'),
    ],
    ['begins_with(a, size(a)) and a=:a', operandType('begins_with', 'N')],
    ['size(size(a)) > :a', operandType('size', 'N')],
    ['attribute_not_exists(size(:a))', operandType('size', 'N')],
    ['attribute_not_exists(size(b))', 'Operator or function requires a document path; operator or function: attribute_not_exists'],
    ['attribute_exists(:a) and a=a', 'Operator or function requires a document path; operator or function: attribute_exists'],
    ['attribute_type(a, :type)', 'Invalid attribute type name found; type: STRING, valid types: {S,SS,N,NS,B,BS,BOOL,NULL,L,M}'],
    [
      'a between :type and :a',
      'The BETWEEN operator requires same data type for lower and upper bounds; lower bound operand: AttributeValue: {S:STRING}, upper bound operand: AttributeValue: {N:1}',
    ],
    [
      'a between :two and :a',
      'The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound operand: AttributeValue: {N:2}, upper bound operand: AttributeValue: {N:1}',
    ],
  ])('%s', (text, message) => {
    expect(refusal(text, { ':a': { N: '1' }, ':two': { N: '2' }, ':type': { S: 'STRING' } })).toBe(message);
  });

  function operandCount(name: string, count: number): string {
    return `Incorrect number of operands for operator or function; operator or function: ${name}, number of operands: ${count}`;
  }
  function operandType(name: string, type: string): string {
    return `Incorrect operand type for operator or function; operator or function: ${name}, operand type: ${type}`;
  }
});
