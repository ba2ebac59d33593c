// ConditionExpression on every write: what holds of a stored item, what a failure answers, what is refused.
// Source: scylladb's test/alternator/test_condition_expression.py and dynalite's tests, both run on AWS.
import {
  type AttributeValue,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Endpoint, refusalOf, startEndpoint } from './endpoint.ts';
import { refusal } from './raw-request.ts';
import { createTables } from './tables.ts';

let endpoint: Endpoint;
const stored: Record<string, AttributeValue> = {
  pk: { S: 'stored' },
  n: { N: '10' },
  s: { S: 'hello' },
  b: { B: Buffer.from('hi there') },
  yes: { BOOL: true },
  nil: { NULL: true },
  l: { L: [{ N: '2' }, { S: 'dog' }, { SS: ['x', 'y'] }] },
  m: { M: { x: { N: '1' }, y: { L: [{ N: '-1' }, { N: '2' }] } } },
  ss: { SS: ['dog', 'cat'] },
  ns: { NS: ['2', '4'] },
  'a.b': { S: 'dotted' },
};

beforeAll(async () => {
  endpoint = await startEndpoint();
  await createTables(endpoint);
  await endpoint.client.send(new PutItemCommand({ TableName: 'hash', Item: stored }));
});
afterAll(() => endpoint.stop());

type Condition = Pick<UpdateItemCommandInput, 'ConditionExpression' | 'ExpressionAttributeValues' | 'ExpressionAttributeNames'>;

/** Asks with an update that changes nothing. */
const ask = (pk: string, condition: Condition): Promise<string> =>
  refusalOf(endpoint.client.send(new UpdateItemCommand({ TableName: 'hash', Key: { pk: { S: pk } }, ...condition })));
const failed = 'ConditionalCheckFailedException: The conditional request failed';

const v = (value: AttributeValue): Record<string, AttributeValue> => ({ ':v': value });
const rows: [string, Record<string, AttributeValue> | undefined, boolean][] = [
  ['n = :v', v({ N: '10.0' }), true],
  ['n = :v', v({ S: '10' }), false],
  ['n <> :v', v({ S: '10' }), true],
  ['n > :v', v({ N: '9' }), true],
  ['n > :v', v({ N: '-10.5' }), true],
  ['n < :v', v({ S: '99' }), false],
  ['s >= :v', v({ S: 'hell' }), true],
  ['b < :v', v({ B: Buffer.from([255]) }), true],
  ['yes = :v', v({ BOOL: true }), true],
  ['nil = :v', v({ NULL: true }), true],
  ['ss = :v', v({ SS: ['cat', 'dog'] }), true],
  ['ns = :v', v({ NS: ['4', '2.0'] }), true],
  ['l = :v', v({ L: [{ N: '2' }, { S: 'dog' }, { SS: ['y', 'x'] }] }), true],
  ['m = :v', v({ M: { y: { L: [{ N: '-1' }, { N: '2' }] }, x: { N: '1' } } }), true],
  ['absent = :v', v({ N: '1' }), false],
  ['absent <> :v', v({ N: '1' }), true],
  ['absent < :v', v({ N: '1' }), false],
  ['NOT absent < :v', v({ N: '1' }), true],
  ['n BETWEEN :v AND :w', { ':v': { N: '10' }, ':w': { N: '11' } }, true],
  ['n BETWEEN m.x AND :v', v({ N: '9' }), false],
  ['n IN (:v, :w)', { ':v': { S: '10' }, ':w': { N: '10' } }, true],
  ['n IN (:v)', v({ S: '10' }), false],
  ['attribute_exists(m.y[1])', undefined, true],
  ['attribute_exists(m.y[2])', undefined, false],
  ['attribute_exists(nil)', undefined, true],
  ['attribute_not_exists(s[0])', undefined, true],
  ['attribute_type(ns, :v)', v({ S: 'NS' }), true],
  ['begins_with(s, :v)', v({ S: 'hel' }), true],
  ['begins_with(b, :v)', v({ B: Buffer.from('hi') }), true],
  ['contains(s, :v)', v({ S: 'ell' }), true],
  ['contains(ss, :v)', v({ S: 'dog' }), true],
  ['contains(ns, :v)', v({ N: '2' }), true],
  ['contains(l, :v)', v({ S: 'dog' }), true],
  ['contains(m, :v)', v({ N: '1' }), false],
  ['size(s) = :v AND size(l) < :v', v({ N: '5' }), true],
  ['size(b) = :v', v({ N: '8' }), true],
  ['size(n) >= :v', v({ N: '0' }), false],
  ['m.x < m.y[1]', undefined, true],
  ['n = :v OR n = :v AND s = :v', v({ N: '10' }), true],
  ['(n = :v OR n = :v) AND s = :v', v({ N: '10' }), false],
  ['NOT (n = :v AND s = :v)', v({ N: '10' }), true],
  ['not n <> :v', v({ N: '10' }), true],
];

describe('holds', () => {
  test.each(rows)('%s %j: %s', async (ConditionExpression, ExpressionAttributeValues, holds) => {
    expect(await ask('stored', { ConditionExpression, ExpressionAttributeValues })).toBe(holds ? 'accepted' : failed);
  });

  test('of names that only a placeholder can write', async () => {
    const ExpressionAttributeNames = { '#dotted': 'a.b' };
    expect(
      await ask('stored', {
        ConditionExpression: '#dotted = :v',
        ExpressionAttributeNames,
        ExpressionAttributeValues: v({ S: 'dotted' }),
      }),
    ).toBe('accepted');
    expect(await ask('stored', { ConditionExpression: 'attribute_exists(a.b)' })).toBe(failed);
  });
});

describe('of a missing item', () => {
  const item = { pk: { S: 'missing' } };
  test.each([
    ['attribute_exists(pk)', failed],
    ['pk = :v', failed],
    ['attribute_not_exists(pk)', 'accepted'],
  ])('%s on a put: %s', async (ConditionExpression, answer) => {
    await endpoint.client.send(new DeleteItemCommand({ TableName: 'hash', Key: item }));
    const ExpressionAttributeValues = ConditionExpression.includes(':') ? v({ S: 'missing' }) : undefined;
    const put = new PutItemCommand({ TableName: 'hash', Item: item, ConditionExpression, ExpressionAttributeValues });
    expect(await refusalOf(endpoint.client.send(put))).toBe(answer);
    const { Item } = await endpoint.client.send(new GetItemCommand({ TableName: 'hash', Key: item }));
    expect(Item).toEqual(answer === failed ? undefined : item);
  });

  test.each([
    ['attribute_exists(pk)', failed],
    ['attribute_not_exists(pk)', 'accepted'],
  ])('%s on a delete: %s', async (ConditionExpression, answer) => {
    const Key = { pk: { S: 'never there' } };
    expect(await refusalOf(endpoint.client.send(new DeleteItemCommand({ TableName: 'hash', Key, ConditionExpression })))).toBe(answer);
  });
});

const invalid = 'Invalid ConditionExpression:';
const sized = (length: number): string => `a${' '.repeat(length - 4)}= a`;
const refusals: [string, object, string][] = [
  ['nothing', { ConditionExpression: '' }, `${invalid} The expression can not be empty;`],
  ['a sentence', { ConditionExpression: 'things are not ok' }, `${invalid} Syntax error; token: "are", near: "things are not"`],
  ['an open end', { ConditionExpression: 'a = ' }, `${invalid} Syntax error; token: "<EOF>", near: "="`],
  [
    'more than 4 KB',
    { ConditionExpression: sized(4097) },
    `${invalid} Expression size has exceeded the maximum allowed size; expression size: 4097`,
  ],
  ['two pairs of parentheses', { ConditionExpression: '((a = b))' }, `${invalid} The expression has redundant parentheses;`],
  ['a reserved word', { ConditionExpression: 'name = a' }, `${invalid} Attribute name is a reserved keyword; reserved keyword: name`],
  ['an unknown function', { ConditionExpression: 'sum(a) = b' }, `${invalid} Invalid function name; function: sum`],
  [
    'a function of updates',
    { ConditionExpression: 'if_not_exists(a, b) = c' },
    `${invalid} The function is not allowed in a condition expression; function: if_not_exists`,
  ],
  [
    'an operand too many',
    { ConditionExpression: 'attribute_exists(a, b)' },
    `${invalid} Incorrect number of operands for operator or function; operator or function: attribute_exists, number of operands: 2`,
  ],
  [
    'an unknown name',
    { ConditionExpression: '#a = b' },
    `${invalid} An expression attribute name used in the document path is not defined; attribute name: #a`,
  ],
  [
    'an unknown value',
    { ConditionExpression: 'a = :b' },
    `${invalid} An expression attribute value used in expression is not defined; attribute value: :b`,
  ],
  [
    'a prefix that is a number',
    { ConditionExpression: 'begins_with(a, :v)', ExpressionAttributeValues: { ':v': { N: '1' } } },
    `${invalid} Incorrect operand type for operator or function; operator or function: begins_with, operand type: N`,
  ],
  [
    'a type that is none',
    { ConditionExpression: 'attribute_type(a, :v)', ExpressionAttributeValues: { ':v': { S: 'string' } } },
    `${invalid} Invalid attribute type name found; type: string, valid types: {S,SS,N,NS,B,BS,BOOL,NULL,L,M}`,
  ],
  [
    'an order of sets',
    { ConditionExpression: 'a < :v', ExpressionAttributeValues: { ':v': { SS: ['a'] } } },
    `${invalid} Incorrect operand type for operator or function; operator or function: <, operand type: SS`,
  ],
  [
    'bounds the wrong way round',
    { ConditionExpression: 'a BETWEEN :b AND :a', ExpressionAttributeValues: { ':a': { N: '1' }, ':b': { N: '2' } } },
    `${invalid} The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound operand: AttributeValue: {N:2}, upper bound operand: AttributeValue: {N:1}`,
  ],
  [
    'a path against itself',
    { ConditionExpression: 'a.b[0] = a.b[0]' },
    `${invalid} The first operand must be distinct from the remaining operands for this operator or function; operator: =, first operand: [a, b, [0]]`,
  ],
  [
    '101 candidates',
    { ConditionExpression: `a IN (${Array.from({ length: 101 }, (_, i) => `b${i}`)})` },
    `${invalid} The IN operator is provided with too many operands; number of operands: 101`,
  ],
];

test.each(refusals)('refuses %s', async (_name, condition, message) => {
  const update = { TableName: 'hash', Key: { pk: { S: 'stored' } }, ...condition };
  expect(await refusal(endpoint.url, 'UpdateItem', update)).toBe(`ValidationException: 1 validation error detected: ${message}`);
});

test('accepts 4 KB and 100 candidates', async () => {
  expect(await ask('stored', { ConditionExpression: `a = b OR attribute_exists(pk)${' '.repeat(4096 - 29)}` })).toBe('accepted');
  const ExpressionAttributeValues = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`:v${i}`, { N: String(i) }]));
  const ConditionExpression = `n IN (${Object.keys(ExpressionAttributeValues)})`;
  expect(await ask('stored', { ConditionExpression, ExpressionAttributeValues })).toBe('accepted');
});
