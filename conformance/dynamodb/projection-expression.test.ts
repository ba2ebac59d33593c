// ProjectionExpression and AttributesToGet: what is left of an item, and which paths are refused.
// Source: scylladb's test/alternator/test_projection_expression.py and dynalite's test/getItem.js, both run on AWS.
import {
  type AttributeValue,
  BatchGetItemCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Endpoint, startEndpoint } from './endpoint.ts';
import { refusal } from './raw-request.ts';
import { createTables } from './tables.ts';

const Key = { pk: { S: 'projected' } };
const TableName = 'hash';
const n = (value: string): AttributeValue => ({ N: value });
const leaf: AttributeValue = { M: { x: { S: 'hi' }, y: { S: 'yo' } } };
const item = { ...Key, a: { M: { b: { L: [n('2'), n('4'), leaf] }, c: n('5') } }, b: { S: 'hello' }, 'a.b': { S: 'dotted' } };

let endpoint: Endpoint;
beforeAll(async () => {
  endpoint = await startEndpoint();
  await createTables(endpoint);
  await endpoint.client.send(new PutItemCommand({ TableName, Item: item }));
});
afterAll(() => endpoint.stop());

const elements = (...L: AttributeValue[]) => ({ a: { M: { b: { L } } } });
const rows: [string, object][] = [
  ['pk, b', { ...Key, b: item.b }],
  ['a', { a: item.a }],
  ['a.c,b', { a: { M: { c: n('5') } }, b: item.b }],
  ['a.b[2].y', elements({ M: { y: { S: 'yo' } } })],
  ['a.b[2].x, a.b[0]', elements(n('2'), { M: { x: { S: 'hi' } } })],
  ['a.b[1], a.b[7], a.x', elements(n('4'))],
  ...['x, a.b.x', 'a[0], b.x', 'a.b[0][0], b[0]'].map((paths): [string, object] => [paths, {}]),
];

test.each(rows)('%s', async (ProjectionExpression, expected) => {
  const { client } = endpoint;
  expect((await client.send(new GetItemCommand({ TableName, Key, ProjectionExpression }))).Item).toEqual(expected);
  const { Responses } = await client.send(new BatchGetItemCommand({ RequestItems: { hash: { Keys: [Key], ProjectionExpression } } }));
  expect(Responses).toEqual({ hash: [expected] });
  const query = { KeyConditionExpression: 'pk = :k', ExpressionAttributeValues: { ':k': Key.pk } };
  expect((await client.send(new QueryCommand({ TableName, ProjectionExpression, ...query }))).Items).toEqual([expected]);
  expect((await client.send(new ScanCommand({ TableName, ProjectionExpression }))).Items).toEqual([expected]);
});

test('a placeholder is one name, dots and all', async () => {
  const input = { ProjectionExpression: '#d', ExpressionAttributeNames: { '#d': 'a.b' } };
  expect((await endpoint.client.send(new GetItemCommand({ TableName, Key, ...input }))).Item).toEqual({ 'a.b': item['a.b'] });
});

test('AttributesToGet takes whole attributes, dots and all', async () => {
  const AttributesToGet = ['a.b', 'b', 'absent'];
  const { Item } = await endpoint.client.send(new GetItemCommand({ TableName, Key, AttributesToGet }));
  expect(Item).toEqual({ 'a.b': item['a.b'], b: item.b });
});

const invalid = 'Invalid ProjectionExpression:';
const overlap = (one: string, two: string): string =>
  `${invalid} Two document paths overlap with each other; must remove or rewrite one of these paths; path one: ${one}, path two: ${two}`;
const refusals: [string, object, string][] = [
  ['nothing', { ProjectionExpression: '' }, `${invalid} The expression can not be empty;`],
  ['an open end', { ProjectionExpression: 'b,' }, `${invalid} Syntax error; token: "<EOF>", near: ","`],
  ['two names and no comma', { ProjectionExpression: 'a b' }, `${invalid} Syntax error; token: "b", near: "a b"`],
  ['an index below 0', { ProjectionExpression: 'a[-1]' }, `${invalid} Syntax error; token: "-", near: "[-1"`],
  ['no index', { ProjectionExpression: 'a[].b' }, `${invalid} Syntax error; token: "]", near: "[]."`],
  ['a reserved word', { ProjectionExpression: 'a.NAME' }, `${invalid} Attribute name is a reserved keyword; reserved keyword: NAME`],
  [
    'an unknown name',
    { ProjectionExpression: 'a.#b' },
    `${invalid} An expression attribute name used in the document path is not defined; attribute name: #b`,
  ],
  ['a path twice', { ProjectionExpression: 'a.b, a.b' }, overlap('[a, b]', '[a, b]')],
  ['a path inside another', { ProjectionExpression: 'a.b[0], a' }, overlap('[a, b, [0]]', '[a]')],
  [
    'a list that is a map',
    { ProjectionExpression: 'a.b, a[1]' },
    `${invalid} Two document paths conflict with each other; must remove or rewrite one of these paths; path one: [a, b], path two: [a, [1]]`,
  ],
  [
    'an attribute twice',
    { AttributesToGet: ['a', 'b', 'a'] },
    'One or more parameter values were invalid: Duplicate value in attribute name: a',
  ],
  [
    'both kinds of projection',
    { AttributesToGet: ['a'], ProjectionExpression: 'a' },
    'Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {AttributesToGet} Expression parameters: {ProjectionExpression}',
  ],
];

test.each(refusals)('refuses %s', async (_name, projection, message) => {
  expect(await refusal(endpoint.url, 'GetItem', { TableName, Key, ...projection })).toBe(`ValidationException: ${message}`);
});
