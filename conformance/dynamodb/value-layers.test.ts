// What is said of a bad value, by operation. PutItem, UpdateItem and DeleteItem say it inside `1 validation error detected: `, GetItem,
// BatchGetItem and Query bare in the same words, and batches of writes, transactions and Scan in older ones.
// Source: dynamodb-conformance, recorded from four regions of AWS, 2026-10.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Endpoint, startEndpoint } from './endpoint.ts';
import { refusal } from './raw-request.ts';
import { createTables } from './tables.ts';

let endpoint: Endpoint;
beforeAll(async () => {
  endpoint = await startEndpoint();
  await createTables(endpoint);
});
afterAll(() => endpoint.stop());

const pk = { S: 'layers' };
const TableName = 'hash';

/** A request of each surface with the value in it. */
const enveloped: [string, string, (value: object) => object][] = [
  ['PutItem', 'an item', (value) => ({ TableName, Item: { pk, value } })],
  ['PutItem', 'a map in a list', (value) => ({ TableName, Item: { pk, value: { M: { x: { L: [value] } } } } })],
  ['PutItem', 'Expected', (value) => ({ TableName, Item: { pk }, Expected: { n: { Value: value } } })],
  [
    'PutItem',
    'a condition',
    (value) => ({ TableName, Item: { pk }, ConditionExpression: 'n = :v', ExpressionAttributeValues: { ':v': value } }),
  ],
  [
    'UpdateItem',
    'an update',
    (value) => ({ TableName, Key: { pk }, UpdateExpression: 'SET n = :v', ExpressionAttributeValues: { ':v': value } }),
  ],
  ['UpdateItem', 'AttributeUpdates', (value) => ({ TableName, Key: { pk }, AttributeUpdates: { n: { Action: 'PUT', Value: value } } })],
  ['UpdateItem', 'the key', (value) => ({ TableName, Key: { pk: value }, UpdateExpression: 'REMOVE n' })],
  ['DeleteItem', 'the key', (value) => ({ TableName, Key: { pk: value } })],
  [
    'DeleteItem',
    'a condition',
    (value) => ({ TableName, Key: { pk }, ConditionExpression: 'n = :v', ExpressionAttributeValues: { ':v': value } }),
  ],
];
const bare: [string, string, (value: object) => object][] = [
  ['GetItem', 'the key', (value) => ({ TableName, Key: { pk: value } })],
  ['BatchGetItem', 'a key', (value) => ({ RequestItems: { [TableName]: { Keys: [{ pk: value }] } } })],
  [
    'Query',
    'a filter',
    (value) => ({
      TableName,
      KeyConditionExpression: 'pk = :p',
      FilterExpression: 'n = :v',
      ExpressionAttributeValues: { ':p': pk, ':v': value },
    }),
  ],
  ['Query', 'the key', (value) => ({ TableName, KeyConditionExpression: 'pk = :v', ExpressionAttributeValues: { ':v': value } })],
  [
    'Query',
    'its start',
    (value) => ({
      TableName,
      KeyConditionExpression: 'pk = :p',
      ExpressionAttributeValues: { ':p': pk },
      ExclusiveStartKey: { pk: value },
    }),
  ],
  [
    'Query',
    'QueryFilter',
    (value) => ({
      TableName,
      KeyConditions: { pk: { ComparisonOperator: 'EQ', AttributeValueList: [pk] } },
      QueryFilter: { n: { ComparisonOperator: 'EQ', AttributeValueList: [value] } },
    }),
  ],
];
const older: [string, string, (value: object) => object][] = [
  ['BatchWriteItem', 'an item', (value) => ({ RequestItems: { [TableName]: [{ PutRequest: { Item: { pk, value } } }] } })],
  ['BatchWriteItem', 'a key', (value) => ({ RequestItems: { [TableName]: [{ DeleteRequest: { Key: { pk: value } } }] } })],
  ['TransactWriteItems', 'an item', (value) => ({ TransactItems: [{ Put: { TableName, Item: { pk, value } } }] })],
  ['TransactGetItems', 'a key', (value) => ({ TransactItems: [{ Get: { TableName, Key: { pk: value } } }] })],
];
const update = (value: object): object => ({
  TransactItems: [{ Update: { TableName, Key: { pk }, UpdateExpression: 'SET n = :v', ExpressionAttributeValues: { ':v': value } } }],
});

const invalid = 'One or more parameter values were invalid: ';
const unreadable = 'The parameter cannot be converted to a numeric value';
const overflow = 'Number overflow. Attempting to store a number with magnitude larger than supported range';
const underflow = 'Number underflow. Attempting to store a number with magnitude smaller than supported range';
/** The value, today's words, the older ones. */
const values: [object, string, string][] = [
  [{ N: 'abc' }, `${unreadable}: abc`, `${unreadable}: abc`],
  [{ N: '' }, `${unreadable}: `, unreadable],
  [{ N: '1e126' }, overflow, overflow],
  [{ N: '1e2147483647' }, overflow, underflow],
  [
    { SS: ['b', 'a', 'b'] },
    `${invalid}Input collection ["a", "b", "b"] contains duplicates.`,
    `${invalid}Input collection [b, a, b] contains duplicates.`,
  ],
  [
    { BS: ['/w==', 'AA==', 'AA=='] },
    `${invalid}Input collection ["AA==","/w==","AA=="]of type BS contains duplicates.`,
    `${invalid}Input collection [/w==, AA==, AA==]of type BS contains duplicates.`,
  ],
  [{ NS: ['2', '1', '2'] }, `${invalid}Input collection contains duplicates.`, 'Input collection contains duplicates'],
];

describe.each(values)('%j', (value, today, before) => {
  test.each(enveloped)('%s, in %s', async (operation, _where, request) => {
    expect(await refusal(endpoint.url, operation, request(value))).toBe(`ValidationException: 1 validation error detected: ${today}`);
  });
  test.each(bare)('%s, in %s', async (operation, _where, request) => {
    expect(await refusal(endpoint.url, operation, request(value))).toBe(`ValidationException: ${today}`);
  });
  test.each(older)('%s, in %s', async (operation, _where, request) => {
    expect(await refusal(endpoint.url, operation, request(value))).toBe(`ValidationException: ${before}`);
  });
  test('TransactWriteItems, in an update', async () => {
    const wrapped = `ExpressionAttributeValues contains invalid value: ${before} for key :v`;
    expect(await refusal(endpoint.url, 'TransactWriteItems', update(value))).toBe(`ValidationException: ${wrapped}`);
  });
});

test('NULL is true and nothing else', async () => {
  expect(await refusal(endpoint.url, 'PutItem', { TableName, Item: { pk, a: { NULL: false } } })).toBe(
    `ValidationException: 1 validation error detected: ${invalid}Null attribute value types must have the value of true`,
  );
});

// Source: ExtendDB's tests, after AWS's answers.
test.each([
  ['PutItem', { TableName, Item: { pk, a: { SS: ['a', null] } } }],
  ['PutItem', { TableName, Item: { pk, a: { L: [{ M: { k: { SS: ['a', null] } } }] } } }],
  ['BatchWriteItem', { RequestItems: { [TableName]: [{ PutRequest: { Item: { pk, a: { SS: ['a', null] } } } }] } }],
])('a null among strings: %s %j', async (operation, request) => {
  expect(await refusal(endpoint.url, operation, request)).toBe(
    `ValidationException: ${invalid}An string set may not have a null string as a member`,
  );
});
