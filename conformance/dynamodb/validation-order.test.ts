// Which of several faults of a request is told, and in which form.
// Source: dynamodb-conformance, recorded from AWS in eu-west-2 and us-east-1, 2026-10.
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

const pk = { S: 'order' };
const failed = 'failed to satisfy constraint: Member must';
const unknownCapacity = `Value 'x' at 'returnConsumedCapacity' ${failed} satisfy enum value set: [INDEXES, TOTAL, NONE]`;
const unknownMetrics = `Value 'y' at 'returnItemCollectionMetrics' ${failed} satisfy enum value set: [SIZE, NONE]`;
const unknownReturnValues = `Value 'x' at 'returnValues' ${failed} satisfy enum value set: [ALL_NEW, UPDATED_OLD, ALL_OLD, NONE, UPDATED_NEW]`;
const emptyName = `Value '' at 'tableName' ${failed} have length greater than or equal to 1`;
const noKey = `Value null at 'key' ${failed} not be null`;
const tooDeep = 'Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit';
const syntax = 'Invalid ConditionExpression: Syntax error; token: "=", near: "= = b"';
const one = (message: string): string => `1 validation error detected: ${message}`;
const badName = (echo: string): string =>
  `Value '${echo}' at 'requestItems' failed to satisfy constraint: Map keys must satisfy constraint: [Member must have length less than or equal to 255, Member must have length greater than or equal to 3, Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+]`;

function nested(levels: number): object {
  let value: object = { S: 'leaf' };
  for (let level = 0; level < levels; level++) value = { M: { n: value } };
  return value;
}

const update = { UpdateExpression: 'SET a = :a', ExpressionAttributeValues: { ':a': { S: 'x' } } };
const keys = { Keys: [{ pk: { S: 'a' } }] };
const puts = [{ PutRequest: { Item: { pk: { S: 'a' } } } }];
const deepCondition = (levels: number): object => ({ ConditionExpression: 'd = :d', ExpressionAttributeValues: { ':d': nested(levels) } });
const several = { a: { Exists: false }, b: { Exists: false } };
const conditionCheck = { TableName: 'hash', Key: { pk }, ConditionExpression: 'attribute_not_exists(pk)' };

const rows: [string, string, object, string][] = [
  ['UpdateItem', 'an empty name without a key', { TableName: '', ...update }, `2 validation errors detected: ${emptyName}; ${noKey}`],
  [
    'UpdateItem',
    'all of its members',
    { TableName: '', ...update, ReturnConsumedCapacity: 'x', ReturnValues: 'x' },
    `4 validation errors detected: ${unknownCapacity}; ${emptyName}; ${unknownReturnValues}; ${noKey}`,
  ],
  [
    'UpdateItem',
    'an operator that is none, without a key',
    { TableName: 'none', AttributeUpdates: { x: { Action: 'PUT', Value: pk } }, Expected: several, ConditionalOperator: 'XOR' },
    `2 validation errors detected: Value 'XOR' at 'conditionalOperator' ${failed} satisfy enum value set: [OR, AND]; ${noKey}`,
  ],
  [
    'UpdateItem',
    'an undefined value of the condition beside a defined one',
    { TableName: 'hash', Key: { pk }, ...update, ConditionExpression: 'b = :b' },
    one('Invalid ConditionExpression: An expression attribute value used in expression is not defined; attribute value: :b'),
  ],
  [
    'UpdateItem',
    'its condition before its update',
    { TableName: 'hash', Key: { pk }, UpdateExpression: 'SET a = size(b)', ConditionExpression: 'if_not_exists(a, b) = c' },
    one('Invalid ConditionExpression: The function is not allowed in a condition expression; function: if_not_exists'),
  ],
  [
    'TransactWriteItems',
    'its update before its condition',
    {
      TransactItems: [
        { Update: { TableName: 'hash', Key: { pk }, UpdateExpression: 'SET a = size(b)', ConditionExpression: 'if_not_exists(a, b) = c' } },
      ],
    },
    'Invalid UpdateExpression: The function is not allowed in an update expression; function: size',
  ],
  [
    'PutItem',
    'an operator that is none beside a value nested far',
    { TableName: 'none', Item: { pk }, Expected: { a: { Value: nested(100) }, b: { Exists: false } }, ConditionalOperator: 'XOR' },
    one(`Value 'XOR' at 'conditionalOperator' ${failed} satisfy enum value set: [OR, AND]`),
  ],
  [
    'DeleteItem',
    'unknown return values beside a condition nested far',
    { TableName: 'none', Key: { pk }, ...deepCondition(63), ReturnValues: 'x' },
    one(unknownReturnValues),
  ],
  [
    'DeleteItem',
    'unknown return values beside a key nested far',
    { TableName: 'none', Key: { pk: nested(100) }, ReturnValues: 'x' },
    one(unknownReturnValues),
  ],
  [
    'DeleteItem',
    'return values of updates beside a condition nested far',
    { TableName: 'none', Key: { pk }, ...deepCondition(100), ReturnValues: 'UPDATED_NEW' },
    'ReturnValues can only be ALL_OLD or NONE',
  ],
  [
    'Query',
    'an operator that is none before all others',
    {
      TableName: 'none',
      KeyConditions: { pk: { ComparisonOperator: 'EQ', AttributeValueList: [pk] } },
      QueryFilter: { b: { ComparisonOperator: 'NULL' }, c: { ComparisonOperator: 'NULL' } },
      ConditionalOperator: 'XOR',
      Select: 'x',
    },
    'Failed to satisfy constraint: Member must satisfy enum value set: [ALL, OR]',
  ],
  [
    'Query',
    'a bad operand of its key before the missing table',
    {
      TableName: 'none',
      KeyConditionExpression: 'pk = :p AND begins_with(sk, :n)',
      ExpressionAttributeValues: { ':p': pk, ':n': { N: '1' } },
    },
    'Invalid KeyConditionExpression: Incorrect operand type for operator or function; operator or function: begins_with, operand type: N',
  ],
  [
    'Query',
    'the clauses of its key in their order',
    {
      TableName: 'composite',
      KeyConditionExpression: 'pk = :missing AND begins_with(sk, :n)',
      ExpressionAttributeValues: { ':n': { N: '1' } },
    },
    'Invalid KeyConditionExpression: An expression attribute value used in expression is not defined; attribute value: :missing',
  ],
  [
    'Query',
    'a bad operand before the count of its clauses',
    {
      TableName: 'composite',
      KeyConditionExpression: 'pk = :p AND :n >= sk AND z > :p',
      ExpressionAttributeValues: { ':p': pk, ':n': { BOOL: true } },
    },
    'Invalid KeyConditionExpression: Incorrect operand type for operator or function; operator or function: >=, operand type: BOOL',
  ],
  [
    'BatchGetItem',
    'a bad table name and a bad enumeration',
    { RequestItems: { 'bad!name': keys }, ReturnConsumedCapacity: 'x' },
    `2 validation errors detected: ${badName('{"bad!name":{"Keys":[{"pk":{"S":"a"}}]}}')}; ${unknownCapacity}`,
  ],
  [
    'BatchGetItem',
    'no keys',
    { RequestItems: { hash: { Keys: [] } } },
    one(`Value at 'RequestItems.hash.member.Keys' ${failed} have length greater than or equal to 1`),
  ],
  [
    'BatchGetItem',
    'an expression for one table and the older parameter for another',
    { RequestItems: { hash: { ...keys, ProjectionExpression: 'pk' }, composite: { Keys: [{ pk, sk: pk }], AttributesToGet: ['pk'] } } },
    'Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {AttributesToGet} Expression parameters: {ProjectionExpression}',
  ],
  ['BatchWriteItem', 'a bad enumeration alone', { RequestItems: { 'bad!name': puts }, ReturnConsumedCapacity: 'x' }, one(unknownCapacity)],
  [
    'BatchWriteItem',
    'bad enumerations together',
    { RequestItems: { none: puts }, ReturnConsumedCapacity: 'x', ReturnItemCollectionMetrics: 'y' },
    `2 validation errors detected: ${unknownCapacity}; ${unknownMetrics}`,
  ],
  [
    'BatchWriteItem',
    'a bad table name',
    { RequestItems: { 'bad!name': puts } },
    one(badName('{bad!name=[WriteRequest(putRequest=PutRequest(item={pk={S=a}}))]}')),
  ],
  [
    'TransactWriteItems',
    'bad enumerations before the missing table',
    { TransactItems: [{ Put: { TableName: 'none', Item: { pk } } }], ReturnConsumedCapacity: 'x', ReturnItemCollectionMetrics: 'y' },
    `2 validation errors detected: ${unknownCapacity}; ${unknownMetrics}`,
  ],
  [
    'TransactWriteItems',
    'a later condition before the missing table of an earlier action',
    {
      TransactItems: [
        { Put: { TableName: 'none', Item: { pk } } },
        { ConditionCheck: { ...conditionCheck, ConditionExpression: 'a = = b' } },
      ],
    },
    syntax,
  ],
  [
    'TransactWriteItems',
    'an earlier item nested too deep before a later condition',
    {
      TransactItems: [
        { Put: { TableName: 'hash', Item: { pk, d: nested(32) } } },
        { ConditionCheck: { ...conditionCheck, ConditionExpression: 'a = = b' } },
      ],
    },
    tooDeep,
  ],
  [
    'TransactWriteItems',
    'a condition before the same action’s key nested too deep',
    { TransactItems: [{ Delete: { TableName: 'none', Key: { pk: nested(100) }, ConditionExpression: 'a = = b' } }] },
    syntax,
  ],
  [
    'TransactWriteItems',
    'an empty attribute name before a value nested too deep',
    { TransactItems: [{ Put: { TableName: 'none', Item: { pk, d: nested(100), '': pk } } }] },
    'Empty attribute name',
  ],
  [
    'TransactWriteItems',
    'an earlier key nested too deep before a later unused value',
    {
      TransactItems: [
        { Delete: { TableName: 'none', Key: { pk: nested(40) } } },
        { ConditionCheck: { ...conditionCheck, ExpressionAttributeValues: { ':v': pk } } },
      ],
    },
    tooDeep,
  ],
  [
    'TransactWriteItems',
    'an unused value before two actions on one item',
    {
      TransactItems: [
        { Put: { TableName: 'hash', Item: { pk } } },
        { ConditionCheck: { ...conditionCheck, ExpressionAttributeValues: { ':v': pk } } },
      ],
    },
    'Value provided in ExpressionAttributeValues unused in expressions: keys: {:v}',
  ],
  [
    'TransactGetItems',
    'a bad enumeration before the missing table',
    { TransactItems: [{ Get: { TableName: 'none', Key: { pk } } }], ReturnConsumedCapacity: 'x' },
    one(unknownCapacity),
  ],
  [
    'CreateTable',
    'names of global indexes before those of local ones',
    {
      TableName: 'names',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      LocalSecondaryIndexes: [
        { IndexName: 'aa', KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }], Projection: { ProjectionType: 'ALL' } },
      ],
      GlobalSecondaryIndexes: [
        { IndexName: 'zz', KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }], Projection: { ProjectionType: 'ALL' } },
      ],
    },
    `2 validation errors detected: Value 'zz' at 'globalSecondaryIndexes.1.member.indexName' ${failed} have length greater than or equal to 3; Value 'aa' at 'localSecondaryIndexes.1.member.indexName' ${failed} have length greater than or equal to 3`,
  ],
];

describe('tells', () => {
  test.each(rows)('%s: %s', async (operation, _what, request, message) => {
    expect(await refusal(endpoint.url, operation, request)).toBe(`ValidationException: ${message}`);
  });
});

// Source: scylladb's test/alternator/test_gsi.py, run on AWS.
test('an index key of another type before the condition', async () => {
  const request = {
    TableName: 'composite',
    Key: { pk, sk: pk },
    UpdateExpression: 'SET l1 = :v',
    ConditionExpression: 'attribute_exists(pk)',
    ExpressionAttributeValues: { ':v': { N: '1' } },
  };
  expect(await refusal(endpoint.url, 'UpdateItem', request)).toBe(
    'ValidationException: One or more parameter values were invalid: Type mismatch for Index Key l1 Expected: S Actual: N IndexName: gsi1',
  );
});
