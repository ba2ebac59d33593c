// Compressed requests and answers. Source: Scylla's Alternator tests (test_compressed_request, test_compressed_response), verified on AWS.
import { request } from 'node:http';
import { crc32, gunzipSync, gzipSync, inflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Endpoint, startEndpoint } from './endpoint.ts';
import { post } from './raw-request.ts';
import { createTables } from './tables.ts';

let endpoint: Endpoint;
beforeAll(async () => {
  endpoint = await startEndpoint();
  await createTables(endpoint);
  await post(endpoint.url, 'PutItem', { TableName: 'hash', Item: { pk: { S: 'big' }, x: { S: 'x'.repeat(4096) } } });
  await post(endpoint.url, 'PutItem', { TableName: 'hash', Item: { pk: { S: 'near' }, x: { S: 'x'.repeat(4096 - 25) } } });
});
afterAll(() => endpoint.stop());

interface Answer {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly bytes: Buffer;
}

/** As bytes: what fetch would decompress by itself. */
function send(operation: string, body: string | Buffer, headers: { [name: string]: string }): Promise<Answer> {
  const signed = { authorization: 'AWS4-HMAC-SHA256 Credential=a, SignedHeaders=b, Signature=c', 'x-amz-date': 'd' };
  const json = { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `DynamoDB_20120810.${operation}` };
  return new Promise((resolve, reject) => {
    const outgoing = request(endpoint.url, { method: 'POST', headers: { ...json, ...signed, ...headers } }, async (response) => {
      const bytes = Buffer.concat(await response.toArray());
      resolve({ status: response.statusCode ?? 0, headers: response.headers, bytes });
    });
    outgoing.on('error', reject).end(body);
  });
}

async function read(pk: string, acceptEncoding: string | undefined, projection?: string): Promise<unknown> {
  const input = { TableName: 'hash', Key: { pk: { S: pk } }, ...(projection !== undefined && { ProjectionExpression: projection }) };
  const accept = acceptEncoding === undefined ? {} : { 'accept-encoding': acceptEncoding };
  const { headers, bytes } = await send('GetItem', JSON.stringify(input), accept);
  const encoding = headers['content-encoding'];
  const text = (encoding === 'gzip' ? gunzipSync(bytes) : encoding === 'deflate' ? inflateSync(bytes) : bytes).toString('utf8');
  expect(text).toContain('xxxx');
  expect(headers['x-amz-crc32']).toBe(String(crc32(bytes)));
  return encoding;
}

test.each<[string | undefined, string | undefined]>([
  [undefined, undefined],
  ['gzip', 'gzip'],
  ['deflate', 'deflate'],
  ['identity', undefined],
  ['', undefined],
  ['br', undefined],
  ['x-gzip', undefined],
  ['"gzip"', undefined],
  ['gzip br', undefined],
  ['gzip:q=1', undefined],
  ['gzip, deflate', 'gzip'],
  ['br, identity, deflate, gzip', 'deflate'],
  ['GZIP, identity', 'gzip'],
  ['dog, gzip ,, cat', 'gzip'],
  ['gzip;q=0.8, deflate;q=0.5', 'gzip'],
  ['br, gzip;q=0, deflate; q = 0.5 , identity;q=0', 'deflate'],
  ['*', 'gzip'],
  ['*, deflate;q=0.5', 'gzip'],
  ['*, deflate', 'deflate'],
  ['*, identity', 'gzip'],
  ['*, gzip;q=0.5', 'deflate'],
  ['gzip ;q=0', undefined],
  ['*;q=0', undefined],
  ['gzip;q=0.5,identity;q=0.8', 'gzip'],
  ['br;q=0.8,identity;q=0.5,*;q=0', undefined],
  ['gzip;q=31,deflate;q=51', 'gzip'],
  ['deflate;q=0.5, gzip;q=0.2', 'deflate'],
  ['deflate;q=0.5, gzip;q=1;q=0.2', 'gzip'],
  ['deflate;q=0.5,gzip;q=0.', 'deflate'],
  ['deflate;q=0.5,gzip;q=0.x', 'gzip'],
  ['deflate;q=-0.5,gzip;q=0.2', 'gzip'],
  ['gzip;nq=1;q=0 ', undefined],
  ['gzip;q=0, gzip;q=1, gzip;q=0', 'gzip'],
])('Accept-Encoding: %s answers %s', async (acceptEncoding, expected) => {
  expect(await read('big', acceptEncoding)).toBe(expected);
});

test('compresses answers of 4 KB or more', async () => {
  expect(await read('near', 'gzip', 'x')).toBeUndefined();
  expect(await read('near', 'gzip', 'pk, x')).toBe('gzip');
});

describe('compressed requests', () => {
  const put = (pk: string): Buffer => Buffer.from(JSON.stringify({ TableName: 'hash', Item: { pk: { S: pk } } }));

  test('are read, also in two pieces', async () => {
    expect((await send('PutItem', gzipSync(put('c1')), { 'content-encoding': 'gzip' })).status).toBe(200);
    const pieces = Buffer.concat([gzipSync(put('c2').subarray(0, 10)), gzipSync(put('c2').subarray(10))]);
    expect((await send('PutItem', pieces, { 'content-encoding': 'gzip' })).status).toBe(200);
  });

  test.each<[string, Buffer, string]>([
    ['an unknown encoding', put('c3'), 'garbage'],
    ['what is not compressed', put('c3'), 'gzip'],
    ['what ends too soon', gzipSync(put('c3')).subarray(0, -1), 'gzip'],
    ['nothing', Buffer.alloc(0), 'gzip'],
  ])('%s is an internal error', async (_name, body, encoding) => {
    const { status, bytes } = await send('PutItem', body, { 'content-encoding': encoding });
    expect(status).toBe(500);
    expect(bytes.toString('utf8')).toContain('#InternalServerError');
    expect((await post(endpoint.url, 'GetItem', { TableName: 'hash', Key: { pk: { S: 'c3' } } })).body).toEqual({});
  });
});
