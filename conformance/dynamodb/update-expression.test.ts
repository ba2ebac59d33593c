// UpdateExpression: what SET, REMOVE, ADD and DELETE make of an item, and what they are refused for.
// Source: scylladb's test/alternator/test_update_expression.py and dynalite's test/updateItem.js, both run on AWS.
import {
  type AttributeValue,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Endpoint, startEndpoint } from './endpoint.ts';
import { refusal } from './raw-request.ts';
import { createTables } from './tables.ts';

type Attributes = Record<string, AttributeValue>;

let endpoint: Endpoint;
beforeAll(async () => {
  endpoint = await startEndpoint();
  await createTables(endpoint);
});
afterAll(() => endpoint.stop());

const put = (pk: string, attributes: Attributes) =>
  endpoint.client.send(new PutItemCommand({ TableName: 'hash', Item: { ...attributes, pk: { S: pk } } }));
const update = (pk: string, input: Partial<UpdateItemCommandInput>) =>
  endpoint.client.send(new UpdateItemCommand({ TableName: 'hash', Key: { pk: { S: pk } }, ...input }));

async function attributesOf(pk: string): Promise<Attributes> {
  const { Item } = await endpoint.client.send(new GetItemCommand({ TableName: 'hash', Key: { pk: { S: pk } } }));
  const { pk: _, ...rest } = Item ?? {};
  return rest;
}

const n = (value: string): AttributeValue => ({ N: value });
const s = (value: string): AttributeValue => ({ S: value });
const letters = (...values: string[]): AttributeValue => ({ L: values.map(s) });

const before: Attributes = {
  n: n('10'),
  s: s('dog'),
  m: { M: { x: n('1'), steps: letters('p', 'q') } },
  l: letters('a', 'b', 'c'),
  ss: { SS: ['cat', 'dog'] },
  ns: { NS: ['1', '2'] },
};
/** The attributes that become another, or none. */
const rows: [string, Attributes | undefined, { [name: string]: AttributeValue | undefined }][] = [
  ['SET s = :v, fresh = n', { ':v': n('3') }, { s: n('3'), fresh: n('10') }],
  ['SET s = n, n = s', undefined, { s: n('10'), n: s('dog') }],
  ['SET n = n + :v', { ':v': n('0.5') }, { n: n('10.5') }],
  ['SET n = :v - n', { ':v': n('3') }, { n: n('-7') }],
  ['SET fresh = m.x + n', undefined, { fresh: n('11') }],
  ['SET m.y = :v, m.x = m.x + :v', { ':v': n('5') }, { m: { M: { x: n('6'), y: n('5'), steps: letters('p', 'q') } } }],
  ['SET m.steps[1] = :v', { ':v': s('z') }, { m: { M: { x: n('1'), steps: letters('p', 'z') } } }],
  ['SET l[1] = :v', { ':v': s('z') }, { l: letters('a', 'z', 'c') }],
  ['SET l[9] = :v, l[7] = :w', { ':v': s('later'), ':w': s('sooner') }, { l: letters('a', 'b', 'c', 'sooner', 'later') }],
  ['SET l[0] = l[2], l[2] = l[0]', undefined, { l: letters('c', 'b', 'a') }],
  ['SET n = if_not_exists(n, :v), fresh = if_not_exists(fresh, :v)', { ':v': n('1') }, { fresh: n('1') }],
  ['SET fresh = if_not_exists(fresh, :v) + :w', { ':v': n('0'), ':w': n('1') }, { fresh: n('1') }],
  ['SET fresh = if_not_exists(m.steps[5], if_not_exists(absent, m.x))', undefined, { fresh: n('1') }],
  ['SET l = list_append(l, :v)', { ':v': letters('d') }, { l: letters('a', 'b', 'c', 'd') }],
  ['SET l = list_append(:v, l)', { ':v': letters('0') }, { l: letters('0', 'a', 'b', 'c') }],
  ['SET fresh = list_append(if_not_exists(fresh, :v), m.steps)', { ':v': letters() }, { fresh: letters('p', 'q') }],
  ['REMOVE s, absent, m.x, m.absent, l[7]', undefined, { s: undefined, m: { M: { steps: letters('p', 'q') } } }],
  ['REMOVE l[0], l[1]', undefined, { l: letters('c') }],
  ['REMOVE l[1] SET l[2] = :v', { ':v': s('z') }, { l: letters('a', 'z') }],
  ['REMOVE m', undefined, { m: undefined }],
  ['ADD n :v, fresh :v', { ':v': n('-1') }, { n: n('9'), fresh: n('-1') }],
  ['ADD m.x :v, m.fresh :v', { ':v': n('1') }, { m: { M: { x: n('2'), fresh: n('1'), steps: letters('p', 'q') } } }],
  ['ADD ns :v', { ':v': { NS: ['2.0', '3'] } }, { ns: { NS: ['1', '2', '3'] } }],
  ['ADD fresh :v', { ':v': { SS: ['a'] } }, { fresh: { SS: ['a'] } }],
  ['DELETE ns :v', { ':v': { NS: ['1', '7'] } }, { ns: { NS: ['2'] } }],
  ['DELETE ss :v', { ':v': { SS: ['cat', 'dog'] } }, { ss: undefined }],
  ['DELETE absent :v', { ':v': { SS: ['cat'] } }, {}],
  [
    'delete ns :v remove s add n :w set fresh = :w',
    { ':v': { NS: ['1'] }, ':w': n('1') },
    { ns: { NS: ['2'] }, s: undefined, n: n('11'), fresh: n('1') },
  ],
];
describe('makes of an item', () => {
  test.each(rows)('%s %j', async (UpdateExpression, ExpressionAttributeValues, changed) => {
    await put(UpdateExpression, before);
    await update(UpdateExpression, { UpdateExpression, ExpressionAttributeValues });
    expect(withSortedSet(await attributesOf(UpdateExpression))).toEqual({ ...before, ...changed });
  });

  /** A set has no order: it is compared in the order that it is written in above. */
  function withSortedSet(attributes: Attributes): Attributes {
    const set = attributes.ns?.NS;
    return set ? { ...attributes, ns: { NS: set.toSorted() } } : attributes;
  }

  test('reads every operand before it writes any', async () => {
    await put('swap', { a: n('1'), b: n('2') });
    await update('swap', { UpdateExpression: 'SET a = b, b = a, c = a ADD d :v REMOVE e', ExpressionAttributeValues: { ':v': n('1') } });
    expect(await attributesOf('swap')).toEqual({ a: n('2'), b: n('1'), c: n('1'), d: n('1') });
  });

  test('keeps 38 digits', async () => {
    const value = '12345678901234567890123456789012345678';
    await put('digits', { a: n(value) });
    await update('digits', { UpdateExpression: 'SET a = a - :v', ExpressionAttributeValues: { ':v': n('1') } });
    expect(await attributesOf('digits')).toEqual({ a: n('12345678901234567890123456789012345677') });
  });
});

test.each([
  ['REMOVE a', undefined, undefined],
  ['DELETE a :v', { ':v': { SS: ['a'] } }, undefined],
  ['ADD a :v', { ':v': n('5') }, { a: n('5') }],
  ['SET a = if_not_exists(a, :v)', { ':v': n('5') }, { a: n('5') }],
])('of no item %s makes %j', async (UpdateExpression, ExpressionAttributeValues, expected) => {
  const pk = `none ${UpdateExpression}`;
  await update(pk, { UpdateExpression, ExpressionAttributeValues });
  const { Item } = await endpoint.client.send(new GetItemCommand({ TableName: 'hash', Key: { pk: s(pk) } }));
  expect(Item).toEqual(expected && { pk: s(pk), ...expected });
});

const invalid = '1 validation error detected: Invalid UpdateExpression:';
const absent = 'The provided expression refers to an attribute that does not exist in the item';
const badPath = 'The document path provided in the update expression is invalid for update';
const badType = 'An operand in the update expression has an incorrect data type';
const refusals: [string, Attributes | undefined, string][] = [
  ['', undefined, `${invalid} The expression can not be empty;`],
  ['SET', undefined, `${invalid} Syntax error; token: "<EOF>", near: "SET"`],
  ['SET n = :v,', undefined, `${invalid} Syntax error; token: "<EOF>", near: ","`],
  ['PUT n = :v', undefined, `${invalid} Syntax error; token: "PUT", near: "PUT n"`],
  ['SET n = 1', undefined, `${invalid} Syntax error; token: "1", near: "= 1"`],
  ['SET n = n + n + n', undefined, `${invalid} Syntax error; token: "+", near: "n + n"`],
  ['REMOVE n SET s = l REMOVE m', undefined, `${invalid} The "REMOVE" section can only be used once in an update expression;`],
  ['SET n = ((m))', undefined, `${invalid} The expression has redundant parentheses;`],
  ['SET size = n', undefined, `${invalid} Attribute name is a reserved keyword; reserved keyword: size`],
  ['SET n = sum(n)', undefined, `${invalid} Invalid function name; function: sum`],
  ['SET n = size(l)', undefined, `${invalid} The function is not allowed in an update expression; function: size`],
  ['SET #n = l', undefined, `${invalid} An expression attribute name used in the document path is not defined; attribute name: #n`],
  ['SET n = :x', undefined, `${invalid} An expression attribute value used in expression is not defined; attribute value: :x`],
  ['SET n = s, n = l', undefined, overlap('[n]', '[n]')],
  ['SET m = l, m.x = s', undefined, overlap('[m]', '[m, x]')],
  ['SET l[1] = s REMOVE l[1].a', undefined, overlap('[l, [1]]', '[l, [1], a]')],
  [
    'SET m.x = n, m[1] = n',
    undefined,
    `${invalid} Two document paths conflict with each other; must remove or rewrite one of these paths; path one: [m, x], path two: [m, [1]]`,
  ],
  ['ADD n :v', { ':v': s('1') }, operandType('ADD', 'STRING')],
  ['ADD n :v', { ':v': letters('1') }, operandType('ADD', 'LIST')],
  ['DELETE ss :v', { ':v': n('1') }, operandType('DELETE', 'NUMBER')],
  [
    'SET n = n + :v',
    { ':v': s('1') },
    `${invalid} Incorrect operand type for operator or function; operator or function: +, operand type: S`,
  ],
  [
    'SET l = list_append(l, :v)',
    { ':v': s('1') },
    `${invalid} Incorrect operand type for operator or function; operator or function: list_append, operand type: S`,
  ],
  [
    'SET l = list_append(l)',
    undefined,
    `${invalid} Incorrect number of operands for operator or function; operator or function: list_append, number of operands: 1`,
  ],
  ['SET n = absent', undefined, absent],
  ['SET n = n + absent', undefined, absent],
  ['SET n = m.absent', undefined, absent],
  ['SET l = list_append(l, absent)', undefined, absent],
  ['SET absent.x = n', undefined, badPath],
  ['SET s.x = n', undefined, badPath],
  ['SET m[0] = n', undefined, badPath],
  ['SET l.x = n', undefined, badPath],
  ['REMOVE absent.x', undefined, badPath],
  ['ADD s :v', { ':v': n('1') }, badType],
  ['ADD ns :v', { ':v': { SS: ['1'] } }, badType],
  ['DELETE ss :v', { ':v': { NS: ['1'] } }, badType],
  ['SET n = n + s', undefined, badType],
  ['SET l = list_append(l, s)', undefined, badType],
  ['SET pk = n', undefined, 'One or more parameter values were invalid: Cannot update attribute pk. This attribute is part of the key'],
  ['SET n = n + :v', { ':v': n('9e125') }, overflow()],
];

function overlap(one: string, two: string): string {
  return `${invalid} Two document paths overlap with each other; must remove or rewrite one of these paths; path one: ${one}, path two: ${two}`;
}

function operandType(operator: string, type: string): string {
  return `${invalid} Incorrect operand type for operator or function; operator: ${operator}, operand type: ${type}, typeSet: ALLOWED_FOR_ADD_OPERAND`;
}

function overflow(): string {
  return 'Number overflow. Attempting to store a number with magnitude larger than supported range';
}

describe('is refused', () => {
  test.each(refusals)('%s %j', async (UpdateExpression, ExpressionAttributeValues, message) => {
    await put('refusing', before);
    const values = ExpressionAttributeValues ?? (UpdateExpression.includes(':v') ? { ':v': n('1') } : undefined);
    const input = { TableName: 'hash', Key: { pk: s('refusing') }, UpdateExpression, ExpressionAttributeValues: values };
    expect(await refusal(endpoint.url, 'UpdateItem', input)).toBe(`ValidationException: ${message}`);
    expect(await attributesOf('refusing')).toEqual(before);
  });
});
