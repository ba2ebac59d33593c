// Covers what a client gets for what a Lambda proxy function returns, throws, or fails to do.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Answer, apiTemplate, startGateway, type TestGateway, type TestRequest } from './start-gateway.ts';

let gateway: TestGateway;
let result: () => unknown = () => ({});
let never: Promise<unknown>;
beforeAll(async () => {
  never = new Promise(() => {});
  gateway = await startGateway({
    template: apiTemplate(
      { 'GET /': 'answer', 'GET /denied': 'denied', 'GET /missing': 'missing', 'HEAD /': 'answer' },
      { api: { BinaryMediaTypes: ['image/png'] } },
    ),
    functions: { answer: () => result() },
  });
});
afterAll(() => gateway.stop());

function answerTo(returned: unknown, request: Partial<TestRequest> = {}): Promise<Answer> {
  result = () => returned;
  return gateway.send({ path: '/test', ...request });
}

const recorded = 'localstack snapshot of response formats';
const internalServerError = '{"message": "Internal server error"}';

interface SoundRow {
  readonly name: string;
  readonly returned: unknown;
  readonly status: number;
  readonly body?: string;
  readonly headers?: { readonly [name: string]: string };
  readonly source: string;
}
const sound: readonly SoundRow[] = [
  {
    name: 'only a status',
    returned: { statusCode: 200 },
    status: 200,
    body: '',
    headers: { 'content-type': 'application/json', 'content-length': '0' },
    source: recorded,
  },
  { name: 'an empty object', returned: {}, status: 200, body: '', source: recorded },
  { name: 'only headers', returned: { headers: { 'x-a': '1' } }, status: 200, headers: { 'x-a': '1' }, source: recorded },
  { name: 'a status as text', returned: { statusCode: '201' }, status: 201, source: recorded },
  { name: 'headers: null', returned: { statusCode: 200, headers: null }, status: 200, source: recorded },
  {
    name: 'a boolean header',
    returned: { statusCode: 200, headers: { a: true, b: 2 } },
    status: 200,
    headers: { a: 'true', b: '2' },
    source: recorded,
  },
  {
    name: 'plain text is called JSON',
    returned: { statusCode: 200, body: 'hi' },
    status: 200,
    body: 'hi',
    headers: { 'content-type': 'application/json' },
    source: recorded,
  },
  {
    name: "the function's own content type",
    returned: { statusCode: 200, headers: { 'content-TYPE': 'text/html' }, body: '<p>' },
    status: 200,
    headers: { 'content-type': 'text/html' },
    source: recorded,
  },
  {
    name: 'lists come first, then the single value',
    returned: { statusCode: 200, headers: { 'Set-cookie': 'c' }, multiValueHeaders: { 'set-Cookie': ['a', 'b'] } },
    status: 200,
    headers: { 'set-cookie': 'a,b,c' },
    source: recorded,
  },
  {
    name: 'reserved headers are renamed',
    returned: { statusCode: 401, headers: { 'WWW-Authenticate': 'Basic', 'Content-Length': '99', Server: 's', Date: 'd' } },
    status: 401,
    headers: {
      'x-amzn-remapped-www-authenticate': 'Basic',
      'x-amzn-remapped-content-length': '99',
      'x-amzn-remapped-server': 's',
      'x-amzn-remapped-date': 'd',
      'content-length': '0',
    },
    source: 'Amazon API Gateway important notes; localstack snapshot of remapped headers',
  },
];
test.each(sound)('$name', async ({ returned, status, body, headers }) => {
  const answer = await answerTo(returned);
  expect(answer.status).toBe(status);
  if (body !== undefined) expect(answer.text).toBe(body);
  if (headers) expect(answer.headers).toMatchObject(headers);
  expect(answer.trace.refusal).toBeUndefined();
});

interface FaultRow {
  readonly name: string;
  readonly returned: unknown;
  readonly says: string;
  readonly source: string;
}
const knowledge = 'AWS knowledge center: malformed Lambda proxy response';
const faults: readonly FaultRow[] = [
  { name: 'nothing', returned: undefined, says: 'returned nothing', source: 'a guess: null is no object' },
  { name: 'a string', returned: 'hello', says: 'the result is a string', source: recorded },
  { name: 'a list', returned: [1], says: 'the result is a list', source: recorded },
  { name: 'a word as status', returned: { statusCode: 'test' }, says: 'statusCode is "test"', source: recorded },
  { name: 'status 0', returned: { statusCode: 0 }, says: 'statusCode is 0', source: recorded },
  { name: 'a broken status', returned: { statusCode: 200.5 }, says: 'statusCode is 200.5', source: 'a guess' },
  { name: 'another member', returned: { statusCode: 200, wrongValue: 'x' }, says: 'member "wrongValue"', source: recorded },
  { name: 'cookies, as HTTP APIs have them', returned: { statusCode: 200, cookies: ['a=b'] }, says: 'member "cookies"', source: recorded },
  { name: 'an object as body', returned: { statusCode: 200, body: { a: 1 } }, says: 'body is an object', source: knowledge },
  { name: 'a number as body', returned: { statusCode: 200, body: 1 }, says: 'body is a number', source: knowledge },
  {
    name: 'a text in multiValueHeaders',
    returned: { statusCode: 200, multiValueHeaders: { a: 'b' } },
    says: 'multiValueHeaders.a is not a list',
    source: recorded,
  },
  { name: 'an object in headers', returned: { statusCode: 200, headers: { a: {} } }, says: 'headers.a is an object', source: 'a guess' },
  {
    name: 'a line break in a header',
    returned: { statusCode: 200, headers: { a: 'x\r\ny: z' } },
    says: 'control character',
    source: 'a guess; HTTP forbids it',
  },
];
test.each(faults)('malformed: $name', async ({ returned, says }) => {
  const answer = await answerTo(returned);
  expect(answer.status).toBe(502);
  expect(answer.text).toBe(internalServerError);
  expect(answer.headers).toMatchObject({
    'content-length': '36',
    'x-amzn-errortype': 'InternalServerErrorException',
    'content-type': 'application/json',
  });
  expect(answer.headers['x-amzn-trace-id']).toBeUndefined();
  expect(answer.trace.refusal?.message).toContain(says);
  expect(answer.trace.refusal?.hint).toBeTruthy();
});

test('a function that throws: 502', async () => {
  result = () => {
    throw new TypeError('no such thing');
  };
  const answer = await gateway.send({ path: '/test' });
  expect([answer.status, answer.text]).toEqual([502, internalServerError]);
  expect(answer.trace.refusal).toMatchObject({ layer: 'lambda', rule: 'DEFAULT_5XX' });
  expect(answer.trace.invocation?.error).toMatchObject({ errorType: 'TypeError' });
});

test('a function that takes longer than the integration waits: 504', async () => {
  let called: () => void = () => {};
  const isCalled = new Promise<void>((resolve) => {
    called = resolve;
  });
  result = () => {
    called();
    return never;
  };
  const waiting = gateway.send({ path: '/test' });
  await isCalled;
  gateway.clock.advance(29_000);
  const answer = await waiting;
  expect([answer.status, answer.text]).toEqual([504, '{"message": "Endpoint request timed out"}']);
  expect(answer.trace.refusal).toMatchObject({ rule: 'INTEGRATION_TIMEOUT' });
});

test.each([
  ['/test/denied', 'does not allow arn:aws:execute-api:us-east-1:123456789012:'],
  ['/test/missing', 'Function not found'],
])('Lambda refuses the call at %s: 500', async (path, says) => {
  const answer = await gateway.send({ path });
  expect([answer.status, answer.text]).toEqual([500, internalServerError]);
  expect(answer.trace.refusal).toMatchObject({ layer: 'lambda', rule: 'API_CONFIGURATION_ERROR', message: expect.stringContaining(says) });
});

test('names keep the casing of the function, and the gateway adds its own', async () => {
  const { rawHeaders } = await answerTo({ statusCode: 200, headers: { 'X-MiXeD': 'a' }, body: '{}' });
  for (const name of [
    'X-MiXeD',
    'Content-Type',
    'x-amzn-RequestId',
    'x-amz-apigw-id',
    'X-Amzn-Trace-Id',
    'Content-Length',
    'Date',
    'Connection',
  ]) {
    expect(rawHeaders).toContain(name);
  }
  const traceId = rawHeaders[rawHeaders.indexOf('X-Amzn-Trace-Id') + 1];
  expect(traceId).toMatch(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0;Lineage=1:[0-9a-f]{8}:0$/);
});

const bytes = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff]);
interface BinaryRow {
  readonly name: string;
  readonly accept?: string;
  readonly returned: { readonly body: string; readonly isBase64Encoded?: boolean };
  readonly status?: number;
  readonly body: Buffer | string;
}
// Source: localstack's snapshots of binary responses.
const binaries: readonly BinaryRow[] = [
  { name: 'flag and Accept', accept: 'image/png', returned: { body: bytes.toString('base64'), isBase64Encoded: true }, body: bytes },
  {
    name: 'the first type of Accept counts',
    accept: 'text/html, image/png',
    returned: { body: bytes.toString('base64'), isBase64Encoded: true },
    body: bytes.toString('base64'),
  },
  { name: 'image/* in Accept matches nothing', accept: 'image/*', returned: { body: 'aGk=', isBase64Encoded: true }, body: 'aGk=' },
  { name: 'no Accept', returned: { body: 'aGk=', isBase64Encoded: true }, body: 'aGk=' },
  { name: 'no flag', accept: 'image/png', returned: { body: 'aGk=' }, body: 'aGk=' },
  {
    name: 'flag, but no base64',
    accept: 'image/png',
    returned: { body: 'not base64', isBase64Encoded: true },
    status: 500,
    body: internalServerError,
  },
];
test.each(binaries)('binary: $name', async ({ accept, returned, status = 200, body }) => {
  const answer = await answerTo({ statusCode: 200, ...returned }, { headers: accept === undefined ? {} : { Accept: accept } });
  expect(answer.status).toBe(status);
  expect(answer.body.equals(Buffer.from(body))).toBe(true);
});

test('HEAD gets the headers and no body', async () => {
  const answer = await answerTo({ statusCode: 200, body: 'four' }, { method: 'HEAD' });
  expect(answer.headers['content-length']).toBe('4');
  expect(answer.text).toBe('');
});

test('each step is timed in the trace', async () => {
  const answer = await answerTo({ statusCode: 200 });
  expect(answer.trace.steps.map((it) => it.name)).toEqual(['mapIntegrationRequest', 'callIntegration', 'mapIntegrationResponse']);
  expect(answer.trace).toMatchObject({ statusCode: 200, stage: 'test', resourcePath: '/', durationMs: expect.any(Number) });
});
