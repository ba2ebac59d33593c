// Covers MinimumCompressionSize: answers that are compressed, requests that are unpacked.
import { deflateSync, gunzipSync, gzipSync, inflateSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { apiTemplate, startGateway, type TestGateway } from './start-gateway.ts';

const long = 'a'.repeat(200);
let gateway: TestGateway;
let plain: TestGateway;
beforeAll(async () => {
  const functions = {
    long: () => ({ statusCode: 200, body: long }),
    short: () => ({ statusCode: 200, body: 'a' }),
    encoded: () => ({ statusCode: 200, body: long, headers: { 'content-encoding': 'identity' } }),
    echo: ({ body }: { readonly body?: unknown }) => ({ statusCode: 200, body }),
  };
  const routes = { 'GET /long': 'long', 'GET /short': 'short', 'GET /encoded': 'encoded', 'POST /echo': 'echo' };
  gateway = await startGateway({ template: apiTemplate(routes, { api: { MinimumCompressionSize: 100 } }), functions });
  plain = await startGateway({ template: apiTemplate(routes), functions });
  expect([...gateway.diagnostics, ...plain.diagnostics]).toEqual([]);
});
afterAll(() => Promise.all([gateway.stop(), plain.stop()]));

// Source: "Payload compression for REST APIs in API Gateway".
test.each([
  { name: 'gzip', accept: 'gzip', path: 'long', coding: 'gzip' },
  { name: 'deflate', accept: 'deflate', path: 'long', coding: 'deflate' },
  { name: "a browser's list", accept: 'br, gzip;q=0.8, deflate', path: 'long', coding: 'gzip' },
  { name: 'anything', accept: '*', path: 'long', coding: 'gzip' },
  { name: 'gzip refused by its weight', accept: 'gzip;q=0, deflate', path: 'long', coding: 'deflate' },
  { name: 'a coding that API Gateway does not have', accept: 'br', path: 'long', coding: undefined },
  { name: 'nothing accepted', accept: undefined, path: 'long', coding: undefined },
  { name: 'an answer that is too small', accept: 'gzip', path: 'short', coding: undefined },
  { name: 'an answer with a coding of its own', accept: 'gzip', path: 'encoded', coding: 'identity' },
])('an answer to a client that accepts $name', async ({ accept, path, coding }) => {
  const answer = await gateway.send({ path: `/test/${path}`, headers: accept === undefined ? {} : { 'Accept-Encoding': accept } });
  expect([answer.status, answer.headers['content-encoding']]).toEqual([200, coding]);
  expect(answer.headers['content-length']).toBe(String(answer.body.length));
  const unpacked = coding === 'gzip' ? gunzipSync(answer.body) : coding === 'deflate' ? inflateSync(answer.body) : answer.body;
  expect(unpacked.toString()).toBe(path === 'short' ? 'a' : long);
});

test('without the setting nothing is compressed or unpacked', async () => {
  const answer = await plain.send({ path: '/test/long', headers: { 'Accept-Encoding': 'gzip' } });
  expect([answer.headers['content-encoding'], answer.text]).toEqual([undefined, long]);
  const body = gzipSync('{}');
  await plain.send({ method: 'POST', path: '/test/echo', headers: { 'Content-Encoding': 'gzip' }, body });
  expect(plain.invocations.at(-1)?.event.body).toBe(body.toString('utf8'));
});

// Source: "Receiving a compressed payload in API Gateway"; the answer to a broken body is a guess.
test.each([
  { name: 'gzip', coding: 'gzip', body: gzipSync('{"a":1}'), status: 200, text: '{"a":1}' },
  { name: 'deflate, in capitals', coding: 'DEFLATE', body: deflateSync('{"a":1}'), status: 200, text: '{"a":1}' },
  { name: 'identity', coding: 'identity', body: Buffer.from('a'), status: 200, text: 'a' },
  {
    name: 'a coding that API Gateway does not have',
    coding: 'br',
    body: Buffer.from('a'),
    status: 415,
    text: '{"message":"Unsupported Media Type"}',
  },
  { name: 'a broken body', coding: 'gzip', body: Buffer.from('a'), status: 400, text: '{"message":"Bad Request"}' },
  { name: 'a bomb', coding: 'gzip', body: gzipSync(Buffer.alloc(11 * 1024 * 1024)), status: 413, text: '{"message":"Request Too Long"}' },
])('a body with $name', async ({ coding, body, status, text }) => {
  const answer = await gateway.send({ method: 'POST', path: '/test/echo', headers: { 'Content-Encoding': coding }, body });
  expect([answer.status, answer.text]).toEqual([status, text]);
  expect(answer.trace.refusal !== undefined).toBe(status !== 200);
});
