// The wire: targets, error documents, checksums, signatures, what is not JSON. Source: dynalite's tests of connections and types, recorded on AWS.
import { crc32 } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Endpoint, startEndpoint } from './endpoint.ts';
import { post } from './raw-request.ts';

let endpoint: Endpoint;
beforeAll(async () => {
  endpoint = await startEndpoint();
});
afterAll(() => endpoint.stop());

const send = async (init: RequestInit) => {
  const response = await fetch(endpoint.url, init);
  const text = await response.text();
  return { status: response.status, headers: response.headers, text };
};
const signed = { authorization: 'AWS4-HMAC-SHA256 Credential=a, SignedHeaders=b, Signature=c', 'x-amz-date': 'd' };
const json = { 'content-type': 'application/x-amz-json-1.0', ...signed };

test('answers with a checksum and a request id', async () => {
  const { status, headers, text } = await send({
    method: 'POST',
    headers: { ...json, 'x-amz-target': 'DynamoDB_20120810.ListTables' },
    body: '{}',
  });
  expect({ status, text }).toEqual({ status: 200, text: '{"TableNames":[]}' });
  expect(headers.get('x-amz-crc32')).toBe(String(crc32(text)));
  expect(headers.get('content-type')).toBe('application/x-amz-json-1.0');
  expect(headers.get('x-amzn-requestid')).toMatch(/^[0-9A-Z]{52}$/);
});

const unknown = '{"__type":"com.amazon.coral.service#UnknownOperationException"}';
const serialization = '{"__type":"com.amazon.coral.service#SerializationException"}';

test.each([
  ['no target', json, '{}', 400, unknown],
  ['another target', { ...json, 'x-amz-target': 'whatever' }, '{}', 400, unknown],
  ['an operation that does not exist', { ...json, 'x-amz-target': 'DynamoDB_20120810.ListTable' }, '{}', 400, unknown],
  ['a body that is not JSON', { ...json, 'x-amz-target': 'DynamoDB_20120810.ListTables' }, 'hi', 400, serialization],
  ['a truncated body', { ...json, 'x-amz-target': 'DynamoDB_20120810.ListTables' }, '{"Limit":', 400, serialization],
  [
    'plain JSON by its other name',
    { ...json, 'content-type': 'application/json; charset=utf-8', 'x-amz-target': 'DynamoDB_20120810.ListTables' },
    '{}',
    200,
    '{"TableNames":[]}',
  ],
  [
    'another content type',
    { ...signed, 'content-type': 'text/plain', 'x-amz-target': 'DynamoDB_20120810.ListTables' },
    '{}',
    404,
    '<UnknownOperationException/>\n',
  ],
])('%s', async (_name, headers, body, status, text) => {
  expect(await send({ method: 'POST', headers, body })).toMatchObject({ status, text });
});

test('says that it is healthy', async () => {
  const { status, text } = await send({ method: 'GET' });
  expect(status).toBe(200);
  expect(text).toMatch(/^healthy: dynamodb\..*amazonaws\.com $/);
});

test('lets a browser in', async () => {
  const { status, headers } = await send({
    method: 'OPTIONS',
    headers: { origin: 'http://x', 'access-control-request-headers': 'a, b', 'access-control-request-method': 'POST' },
  });
  expect(status).toBe(200);
  expect(headers.get('access-control-allow-origin')).toBe('*');
  expect(headers.get('access-control-allow-headers')).toBe('a, b');
  expect(headers.get('access-control-max-age')).toBe('172800');
});

test('refuses a body of more than 16 MB', async () => {
  expect((await send({ method: 'POST', headers: json, body: 'a'.repeat(16 * 1024 * 1024 + 1) })).status).toBe(413);
});

describe('members of another type', () => {
  const noCast =
    "class sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl cannot be cast to class java.lang.Class (sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl and java.lang.Class are in module java.base of loader 'bootstrap')";
  const model = 'com.amazonaws.dynamodb.v20120810';
  test.each<[string, object, string]>([
    ['PutItem', { TableName: true }, 'TRUE_VALUE cannot be converted to String'],
    ['PutItem', { TableName: 23 }, 'NUMBER_VALUE cannot be converted to String'],
    ['PutItem', { TableName: 34.56 }, 'DECIMAL_VALUE cannot be converted to String'],
    ['PutItem', { TableName: [] }, 'Unrecognized collection type class java.lang.String'],
    ['PutItem', { TableName: {} }, 'Start of structure or map found where not expected'],
    ['PutItem', { Item: '23' }, 'Unexpected field type'],
    ['PutItem', { Item: [] }, `Unrecognized collection type java.util.Map<java.lang.String, ${model}.AttributeValue>`],
    ['PutItem', { Item: { a: 'x' } }, 'Unexpected value type in payload'],
    ['PutItem', { Item: { a: [] } }, `Unrecognized collection type class ${model}.AttributeValue`],
    ['PutItem', { Item: { a: { S: 1 } } }, 'NUMBER_VALUE cannot be converted to String'],
    ['PutItem', { Item: { a: { B: '23456' } } }, 'Base64 encoded length is expected a multiple of 4 bytes but found: 5'],
    ['PutItem', { Item: { a: { BOOL: '23' } } }, 'Unexpected token received from parser'],
    ['PutItem', { Item: { a: { L: 'x' } } }, 'Unexpected field type'],
    ['PutItem', { Item: { a: { L: ['x'] } } }, 'Unexpected value type in payload'],
    ['PutItem', { Expected: { a: { Value: 'x' } } }, 'Unexpected field type'],
    ['PutItem', { ExpressionAttributeNames: [] }, 'Unrecognized collection type java.util.Map<java.lang.String, java.lang.String>'],
    ['GetItem', { ConsistentRead: '23' }, 'Unexpected token received from parser'],
    ['GetItem', { AttributesToGet: 'a' }, 'Unexpected field type'],
    ['Query', { Limit: '23' }, 'STRING_VALUE cannot be converted to Integer'],
    ['BatchGetItem', { RequestItems: { a: { Keys: ['x'] } } }, noCast],
    ['BatchWriteItem', { RequestItems: { a: 'x' } }, noCast],
    ['BatchWriteItem', { RequestItems: { a: ['x'] } }, 'Unexpected value type in payload'],
    ['BatchWriteItem', { RequestItems: { a: [{ PutRequest: 'x' }] } }, 'Unexpected field type'],
    ['CreateTable', { ProvisionedThroughput: { ReadCapacityUnits: '1' } }, 'STRING_VALUE cannot be converted to Long'],
  ])('%s %j', async (operation, input, Message) => {
    const { status, body } = await post(endpoint.url, operation, input);
    expect({ status, body }).toEqual({ status: 400, body: { __type: 'com.amazon.coral.service#SerializationException', Message } });
  });
});
