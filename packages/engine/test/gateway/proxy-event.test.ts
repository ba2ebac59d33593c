// Covers the event of a Lambda proxy integration, field for field. What the function answers is in proxy-response.test.ts.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apiTemplate, type ProxyEvent, startGateway, type TestGateway, type TestRequest } from './start-gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway({
    template: apiTemplate(
      { 'ANY /{proxy+}': 'echo', 'GET /plain': 'echo' },
      { api: { BinaryMediaTypes: ['image/png', 'application/*', '*/x'] } },
    ),
    functions: { echo: () => ({ statusCode: 200 }) },
  });
});
afterAll(() => gateway.stop());

async function eventOf(request: TestRequest): Promise<ProxyEvent> {
  const answer = await gateway.send(request);
  expect(answer.status).toBe(200);
  const event = gateway.invocations.at(-1)?.event;
  if (!event) throw new Error('no function was called');
  return event;
}

test('has the members of the recorded event, and no other', async () => {
  const answer = await gateway.send({
    path: '/test/test-path',
    headers: { 'User-Agent': 'testing', 'tEsT-HEADeR': 'aValUE', authorization: 'random-value' },
  });
  const event = gateway.invocations.at(-1)?.event as ProxyEvent & { readonly headers: Record<string, string> };
  const apiId = answer.trace.apiId;
  const root = event.headers['X-Amzn-Trace-Id'];
  const headers = {
    Host: `127.0.0.1:${gateway.port}`,
    Authorization: 'random-value',
    'User-Agent': 'testing',
    'tEsT-HEADeR': 'aValUE',
    'X-Amzn-Trace-Id': expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/),
    'X-Forwarded-For': '127.0.0.1',
    'X-Forwarded-Port': String(gateway.port),
    'X-Forwarded-Proto': 'http',
  };
  // Source: localstack's recording of test_lambda_aws_proxy_integration; edge headers left out, as a Regional endpoint does.
  expect(event).toEqual({
    resource: '/{proxy+}',
    path: '/test-path',
    httpMethod: 'GET',
    headers,
    multiValueHeaders: Object.fromEntries(Object.entries({ ...headers, 'X-Amzn-Trace-Id': root }).map(([name, value]) => [name, [value]])),
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    pathParameters: { proxy: 'test-path' },
    stageVariables: null,
    requestContext: {
      accountId: '123456789012',
      apiId,
      deploymentId: expect.stringMatching(/^[a-z0-9]{6}$/),
      domainName: `${apiId}.execute-api.localhost`,
      domainPrefix: apiId,
      extendedRequestId: expect.stringMatching(/^[\w-]{15}=$/),
      httpMethod: 'GET',
      identity: {
        accessKey: null,
        accountId: null,
        caller: null,
        cognitoAuthenticationProvider: null,
        cognitoAuthenticationType: null,
        cognitoIdentityId: null,
        cognitoIdentityPoolId: null,
        principalOrgId: null,
        sourceIp: '127.0.0.1',
        user: null,
        userAgent: 'testing',
        userArn: null,
      },
      path: '/test/test-path',
      protocol: 'HTTP/1.1',
      requestId: answer.headers['x-amzn-requestid'],
      requestTime: '10/Jul/2026:19:19:04 +0000',
      requestTimeEpoch: 1783711144123,
      resourceId: expect.stringMatching(/^[a-z0-9]{6}$/),
      resourcePath: '/{proxy+}',
      stage: 'test',
    },
    body: null,
    isBase64Encoded: false,
  });
  expect(apiId).toMatch(/^[a-z][a-z0-9]{9}$/);
  expect((event.requestContext as { extendedRequestId: string }).extendedRequestId).toBe(answer.headers['x-amz-apigw-id']);
});

interface QueryRow {
  readonly query: string;
  readonly last: object | null;
  readonly all?: object | null;
  readonly source: string;
}
const recorded = 'localstack snapshot test_lambda_aws_proxy_integration';
const queries: readonly QueryRow[] = [
  { query: '', last: null, all: null, source: recorded },
  { query: '?', last: null, all: null, source: recorded },
  { query: '?urlparam=test', last: { urlparam: 'test' }, all: { urlparam: ['test'] }, source: recorded },
  {
    query: '?category=electronics&category=books',
    last: { category: 'books' },
    all: { category: ['electronics', 'books'] },
    source: recorded,
  },
  {
    query: '?email=test%2Balias@gmail.com&plus=test+alias@gmail.com',
    last: { email: 'test+alias@gmail.com', plus: 'test alias@gmail.com' },
    source: recorded,
  },
  {
    query: '?dateTimeOffset=2023-06-12T18:05:10.123456+00:00',
    last: { dateTimeOffset: '2023-06-12T18:05:10.123456 00:00' },
    source: recorded,
  },
  {
    query: '?url=https://www.google.com/&whitespace=foo%20bar',
    last: { url: 'https://www.google.com/', whitespace: 'foo bar' },
    source: recorded,
  },
  { query: '?k=&flag', last: { k: '', flag: '' }, source: 'facts: k= gives empty text' },
  { query: '?a=1;b=2', last: { a: '1', b: '2' }, source: 'Amazon API Gateway important notes' },
  { query: '?broken=%E0%A4%A', last: { broken: '\ufffd%A' }, source: 'a guess: a broken escape is no reason to refuse' },
  { query: '?__proto__=x', last: JSON.parse('{"__proto__":"x"}'), source: 'a name is a name' },
];
test.each(queries)('query "$query"', async ({ query, last, all }) => {
  const event = await eventOf({ path: `/test/plain${query}` });
  expect(JSON.stringify(event.queryStringParameters)).toBe(JSON.stringify(last));
  if (all !== undefined) expect(event.multiValueQueryStringParameters).toEqual(all);
});

describe('headers', () => {
  test('the last value counts, all are listed, client casing is kept', async () => {
    const event = await eventOf({ path: '/test/plain', headers: { 'X-Many': ['1', '2'] } });
    expect(event.headers).toMatchObject({ 'X-Many': '2' });
    expect(event.multiValueHeaders).toMatchObject({ 'X-Many': ['1', '2'] });
  });

  const dropped = ['Content-MD5', 'Expect', 'Max-Forwards', 'Proxy-Authenticate', 'Server', 'TE', 'Via', 'WWW-Authenticate'];
  test.each(dropped)('%s never reaches the function', async (name) => {
    const event = await eventOf({ path: '/test/plain', headers: { [name]: name === 'Expect' ? '100-continue' : 'x' } });
    expect(Object.keys(event.headers as object)).not.toContain(name);
  });

  const kept = [
    'Accept',
    'Accept-Language',
    'Age',
    'Content-Encoding',
    'Cookie',
    'Date',
    'Pragma',
    'Range',
    'Referer',
    'Warn',
    'X-Api-Key',
  ];
  test.each(kept)('%s reaches the function', async (name) => {
    const event = await eventOf({ path: '/test/plain', headers: { [name]: 'x' } });
    expect(event.headers).toMatchObject({ [name]: 'x' });
  });

  test('connection headers do not', async () => {
    const event = await eventOf({ method: 'POST', path: '/test/a', headers: { 'Content-Length': '2', Connection: 'close' }, body: '{}' });
    for (const name of ['Content-Length', 'Connection', 'Transfer-Encoding'])
      expect(Object.keys(event.headers as object)).not.toContain(name);
  });

  test('X-Forwarded-For is continued, the others are ours', async () => {
    const event = await eventOf({ path: '/test/plain', headers: { 'X-Forwarded-For': '10.0.0.1', 'X-Forwarded-Proto': 'gopher' } });
    expect(event.headers).toMatchObject({ 'X-Forwarded-For': '10.0.0.1, 127.0.0.1', 'X-Forwarded-Proto': 'http' });
  });

  test('a trace id of the client is kept', async () => {
    const header = 'Root=1-5e1b4151-5ac6c58f2f2c4d5e6f7a8b9c;Parent=53995c3f42cd8ad8;Sampled=1';
    const answer = await gateway.send({ path: '/test/plain', headers: { 'X-Amzn-Trace-Id': header } });
    expect(gateway.invocations.at(-1)?.event.headers).toMatchObject({ 'X-Amzn-Trace-Id': header });
    expect(answer.headers['x-amzn-trace-id']).toBe(header);
    expect(gateway.invocations.at(-1)?.request.traceId).toBe(header);
  });

  test('identity.userAgent is null without the header', async () => {
    const event = await eventOf({ path: '/test/plain' });
    expect(event.requestContext).toMatchObject({ identity: { userAgent: null } });
  });
});

interface BodyRow {
  readonly name: string;
  readonly contentType?: string;
  readonly body: string | Buffer;
  readonly seen: string | null;
  readonly base64: boolean;
  readonly source: string;
}
const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff]);
const binary = 'localstack snapshot of binary media types';
const bodies: readonly BodyRow[] = [
  { name: 'text', contentType: 'text/plain', body: 'hallo ü', seen: 'hallo ü', base64: false, source: recorded },
  { name: 'empty', contentType: 'text/plain', body: '', seen: null, base64: false, source: recorded },
  { name: 'an exact binary type', contentType: 'image/png', body: png, seen: png.toString('base64'), base64: true, source: binary },
  { name: 'parameters are ignored', contentType: 'image/png; q=1', body: png, seen: png.toString('base64'), base64: true, source: binary },
  {
    name: 'type/* takes JSON too',
    contentType: 'application/json',
    body: '{}',
    seen: 'e30=',
    base64: true,
    source: 'Enabling binary support',
  },
  { name: 'a left wildcard matches nothing', contentType: 'text/x', body: 'a', seen: 'a', base64: false, source: binary },
  { name: 'no Content-Type is not binary', body: 'a', seen: 'a', base64: false, source: binary },
  {
    name: 'bytes that are no UTF-8',
    contentType: 'text/plain',
    body: Buffer.from([0x61, 0xff]),
    seen: 'a\ufffd',
    base64: false,
    source: 'facts 6.3',
  },
];
test.each(bodies)('body: $name', async ({ contentType, body, seen, base64 }) => {
  const event = await eventOf({
    method: 'POST',
    path: '/test/a',
    headers: contentType === undefined ? {} : { 'Content-Type': contentType },
    body,
  });
  expect(event).toMatchObject({ body: seen, isBase64Encoded: base64 });
});
