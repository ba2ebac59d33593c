// Covers the integrations that map: AWS (Lambda, DynamoDB), HTTP, HTTP_PROXY, and content handling. AWS_PROXY is in proxy-*.test.ts.
import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type Answer,
  apiTemplate,
  lambdaUri,
  startGateway,
  type TestFunction,
  type TestGateway,
  type TestRequest,
} from './start-gateway.ts';

let backend: Server;
let backendUrl: string;
beforeAll(async () => {
  backend = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const seen = { method: request.method, url: request.url, headers: request.headers, body: Buffer.concat(chunks).toString('utf8') };
      const status = Number(/status=(\d+)/.exec(request.url ?? '')?.[1] ?? 200);
      response.writeHead(status, {
        'Content-Type': 'application/json',
        Server: 'backend',
        Via: '1.1 x',
        'X-Own': ['a', 'b'],
        'x-amzn-RequestId': 'mine',
      });
      response.end(request.method === 'HEAD' ? undefined : JSON.stringify(seen));
    });
  });
  await new Promise<void>((resolve) => backend.listen(0, '127.0.0.1', resolve));
  const address = backend.address();
  backendUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
});
afterAll(() => new Promise((resolve) => backend.close(resolve)));

interface Setting {
  readonly integration: object;
  readonly methodResponses?: object;
  readonly parameters?: readonly object[];
  readonly functions?: { readonly [name: string]: TestFunction };
  readonly api?: object;
}

async function through(setting: Setting, request: TestRequest): Promise<{ readonly answer: Answer; readonly gateway: TestGateway }> {
  const operation = { responses: setting.methodResponses ?? { 200: {} }, 'x-amazon-apigateway-integration': setting.integration };
  const gateway = await startGateway({
    template: apiTemplate(
      { 'ANY /x': operation, 'ANY /p/{path}': operation },
      { stage: { Variables: { port: '1', empty: 'e' } }, api: setting.api ?? {} },
    ),
    ...(setting.functions && { functions: setting.functions }),
  });
  try {
    expect(gateway.diagnostics).toEqual([]);
    return { answer: await gateway.send(request), gateway };
  } finally {
    await gateway.stop();
  }
}

const internalServerError = '{"message": "Internal server error"}';
const ok = { default: { statusCode: '200' } };
const lambda = (more: object = {}): object => ({ type: 'aws', httpMethod: 'POST', uri: lambdaUri('work'), responses: ok, ...more });
const post = (body: string, headers = {}): TestRequest => ({
  method: 'POST',
  path: '/test/x',
  headers: { 'Content-Type': 'application/json', ...headers },
  body,
});
const echo: TestFunction = (event) => event;

// Sources: localstack's snapshots test_lambda_aws_integration, ..._with_request_template, test_lambda_selection_patterns.
test.each([
  ['the body is the event', post('{"a":1}'), lambda(), '{"a":1}'],
  ['no body is an empty object', { path: '/test/x' }, lambda(), '{}'],
  [
    'a request template',
    { path: '/test/x?param1=foobar' },
    lambda({ requestTemplates: { 'application/json': '{"param1":"$input.params(\'param1\')"}' } }),
    '{"param1":"foobar"}',
  ],
])('Lambda without proxy: %s', async (_name, request, integration, text) => {
  const { answer } = await through({ integration, functions: { work: echo } }, request);
  expect([answer.status, answer.text]).toEqual([200, text]);
  expect(answer.headers['x-amzn-trace-id']).toMatch(/^Root=/);
});

test('Lambda without proxy: a result is a body, whatever it looks like', async () => {
  const { answer } = await through(
    { integration: lambda(), functions: { work: () => ({ statusCode: 404, headers: { a: 'b' } }) } },
    post('{}'),
  );
  expect([answer.status, answer.text]).toEqual([200, '{"statusCode":404,"headers":{"a":"b"}}']);
  const text = await through({ integration: lambda(), functions: { work: () => 'Pass' } }, post('{}'));
  expect(text.answer.text).toBe('"Pass"');
});

const patterns = lambda({
  responses: {
    ...ok,
    '.*400.*': { statusCode: '400' },
    '.*404.*': { statusCode: '404', responseTemplates: { 'application/json': '$input.path("$.errorMessage")' } },
  },
});
test.each([
  ['success takes the default', () => 'fine', 200, '"fine"'],
  ['an error message chooses', () => Promise.reject(new Error('Error: Raising 400')), 400, undefined],
  ['and its template maps', () => Promise.reject(new Error('no 404 here')), 404, 'no 404 here'],
  ['an error that nothing matches takes the default', () => Promise.reject(new Error('other')), 200, undefined],
])('Lambda without proxy: %s', async (_name, work, status, text) => {
  const { answer } = await through(
    { integration: patterns, methodResponses: { 200: {}, 400: {}, 404: {} }, functions: { work } },
    post('{}'),
  );
  expect(answer.status).toBe(status);
  if (text === undefined) expect(JSON.parse(answer.text)).toMatchObject({ errorMessage: expect.any(String), errorType: 'Error' });
  else expect(answer.text).toBe(text);
});

test('Lambda without proxy: an event is taken and answered at once', async () => {
  const integration = lambda({ requestParameters: { 'integration.request.header.X-Amz-Invocation-Type': "'Event'" } });
  const { answer, gateway } = await through({ integration, functions: { work: () => new Promise(() => {}) } }, post('{"a":1}'));
  expect([answer.status, answer.text]).toEqual([200, '']);
  expect(gateway.invocations.at(-1)?.event).toEqual({ a: 1 });
});

test('Lambda without proxy: a template that gives no JSON is 500', async () => {
  const { answer } = await through(
    { integration: lambda({ requestTemplates: { 'application/json': '{"a": }' } }), functions: { work: echo } },
    post('{}'),
  );
  expect([answer.status, answer.text]).toEqual([500, internalServerError]);
  expect(answer.trace.refusal?.message).toContain('not JSON');
});

const mapped = {
  'integration.request.header.X-Query': 'method.request.querystring.q',
  'integration.request.header.x-static': "'text'",
  'integration.request.header.X-None': 'method.request.header.none',
  'integration.request.header.Via': "'dropped'",
  'integration.request.querystring.stage': 'context.stage',
  'integration.request.querystring.many': 'method.request.multivaluequerystring.m',
  'integration.request.querystring.name': 'method.request.body.user.name',
  'integration.request.path.place': 'method.request.path.path',
};

// Source: localstack's snapshots of HTTP integrations and of mapped request headers.
test('HTTP: a backend gets what is mapped, and no more', async () => {
  const integration = {
    type: 'http',
    httpMethod: 'POST',
    uri: `${backendUrl}/at/{place}/{stays}?first=1`,
    requestParameters: mapped,
    responses: ok,
  };
  const { answer, gateway } = await through(
    { integration },
    { ...post('{"user":{"name":"Ada L"}}', { 'X-Client': 'c', 'X-Static': 'client' }), path: '/test/p/here?q=a&m=1&m=2' },
  );
  expect(answer.status).toBe(200);
  const seen = JSON.parse(answer.text);
  expect(seen).toMatchObject({
    method: 'POST',
    url: '/at/here/%7Bstays%7D?first=1&stage=test&many=1&many=2&name=Ada%20L',
    body: '{"user":{"name":"Ada L"}}',
  });
  const apiId = gateway.traces.at(-1)?.apiId;
  expect(seen.headers).toMatchObject({
    accept: 'application/json',
    'user-agent': `AmazonAPIGateway_${apiId}`,
    'content-type': 'application/json',
    'x-query': 'a',
    'x-static': 'text',
  });
  expect(seen.headers).toMatchObject({ 'x-amzn-apigateway-api-id': apiId, 'x-amzn-trace-id': expect.stringContaining('Root=') });
  for (const name of ['x-client', 'x-none', 'via']) expect(seen.headers).not.toHaveProperty(name);
  expect(answer.headers).not.toHaveProperty('x-own');
});

test('HTTP: the status selects, and headers are mapped', async () => {
  const responseParameters = {
    'method.response.header.X-Last': 'integration.response.header.X-Own',
    'method.response.header.X-All': 'integration.response.multivalueheader.x-own',
    'method.response.header.Server': 'integration.response.header.Server',
    'method.response.header.X-Method': 'integration.response.body.method',
    'method.response.header.X-Gone': 'integration.response.header.none',
  };
  const integration = {
    type: 'http',
    httpMethod: 'GET',
    uri: `${backendUrl}/?status=418`,
    responses: { ...ok, '4\\d{2}': { statusCode: '404', responseParameters } },
  };
  const { answer } = await through({ integration, methodResponses: { 200: {}, 404: {} } }, { path: '/test/x' });
  expect(answer.status).toBe(404);
  expect(answer.headers).toMatchObject({ 'x-last': 'b', 'x-all': 'a,b', 'x-amzn-remapped-server': 'backend', 'x-method': 'GET' });
  expect(answer.headers).not.toHaveProperty('x-gone');
});

test('HTTP: overrides of the request template', async () => {
  const template =
    '#set($context.requestOverride.header.X-Made = "here")#set($context.requestOverride.querystring.q = "o")#set($context.requestOverride.path.place = "there"){}';
  const integration = {
    type: 'http',
    httpMethod: 'POST',
    uri: `${backendUrl}/{place}`,
    requestTemplates: { 'application/json': template },
    requestParameters: mapped,
    responses: ok,
  };
  const seen = JSON.parse((await through({ integration }, { ...post('{}'), path: '/test/p/here' })).answer.text);
  expect(seen).toMatchObject({ url: '/there?stage=test&q=o', headers: { 'x-made': 'here' }, body: '{}' });
});

// Source: localstack's snapshots of HTTP_PROXY integrations.
test('HTTP_PROXY: the request and the answer pass', async () => {
  const requestParameters = {
    'integration.request.path.p': 'method.request.path.path',
    'integration.request.header.X-Client': "'mapped'",
    'integration.request.querystring.testVar': 'method.request.path.path',
  };
  const integration = { type: 'http_proxy', httpMethod: 'ANY', uri: `${backendUrl}/p?status=418&testVar={p}`, requestParameters };
  const { answer } = await through(
    { integration },
    {
      method: 'PUT',
      path: '/test/p/foobar?testVar=bar',
      headers: { 'x-CLIENT': 'c', 'X-Kept': 'k', 'Content-Encoding': 'none' },
      body: 'text',
    },
  );
  expect(answer.status).toBe(418);
  const seen = JSON.parse(answer.text);
  expect(seen).toMatchObject({ method: 'PUT', url: '/p?status=418&testVar=foobar&testVar=bar&testVar=foobar', body: 'text' });
  expect(seen.headers).toMatchObject({
    'x-client': 'mapped',
    'x-kept': 'k',
    host: new URL(backendUrl).host,
    'x-amzn-apigateway-api-id': expect.any(String),
  });
  expect(seen.headers).not.toHaveProperty('content-encoding');
  expect(answer.headers).toMatchObject({
    'x-own': 'a, b',
    'x-amzn-remapped-server': 'backend',
    'x-amzn-remapped-x-amzn-requestid': 'mine',
    'content-type': 'application/json',
  });
  for (const name of ['via', 'x-amzn-trace-id']) expect(answer.headers).not.toHaveProperty(name);
});

test.each([
  [
    'a backend that is not there',
    { type: 'http_proxy', httpMethod: 'GET', uri: 'http://127.0.0.1:${stageVariables.port}/' },
    504,
    '{"message":"Network error communicating with endpoint"}',
    'INTEGRATION_FAILURE',
  ],
  [
    'an endpoint that is no URL',
    { type: 'http_proxy', httpMethod: 'GET', uri: '${stageVariables.none}' },
    500,
    internalServerError,
    'API_CONFIGURATION_ERROR',
  ],
  [
    'a header that may not be set',
    { type: 'http', httpMethod: 'GET', uri: 'http://x/', requestParameters: { 'integration.request.header.Content-Length': "'1'" } },
    500,
    internalServerError,
    'API_CONFIGURATION_ERROR',
  ],
  [
    'nor on AWS_PROXY',
    {
      type: 'aws_proxy',
      httpMethod: 'POST',
      uri: lambdaUri('work'),
      requestParameters: { 'integration.request.header.Authorization': "'1'" },
    },
    500,
    internalServerError,
    'API_CONFIGURATION_ERROR',
  ],
  [
    'a Lambda integration that is not POST',
    { type: 'aws_proxy', httpMethod: 'GET', uri: lambdaUri('work') },
    500,
    internalServerError,
    'INTEGRATION_FAILURE',
  ],
])('%s', async (_name, integration, status, text, rule) => {
  const { answer } = await through({ integration }, { path: '/test/x' });
  expect([answer.status, answer.text]).toEqual([status, text]);
  expect(answer.trace.refusal).toMatchObject({ rule });
  expect(answer.trace.refusal?.at).toBeDefined();
});

// Source: "Content type conversions in API Gateway"; localstack's snapshots of content handling.
const png = 'image/png';
const base64 = Buffer.from('hi').toString('base64');
test.each([
  ['text', undefined, 'text/plain', 'hi', 'hi'],
  ['text', 'CONVERT_TO_TEXT', 'text/plain', 'hi', 'hi'],
  ['text', 'CONVERT_TO_BINARY', 'text/plain', base64, 'hi'],
  ['binary', undefined, png, 'hi', 'hi'],
  ['binary', 'CONVERT_TO_TEXT', png, 'hi', base64],
  ['binary', 'CONVERT_TO_BINARY', png, 'hi', 'hi'],
  ['text that is no base64', 'CONVERT_TO_BINARY', 'text/plain', 'no base64', undefined],
])('a request of %s with %s', async (_name, contentHandling, contentType, body, seen) => {
  const integration = { type: 'http', httpMethod: 'POST', uri: backendUrl, responses: ok, ...(contentHandling && { contentHandling }) };
  const { answer } = await through({ integration, api: { BinaryMediaTypes: [png] } }, post(body, { 'Content-Type': contentType }));
  expect(answer.status).toBe(seen === undefined ? 500 : 200);
  if (seen !== undefined) expect(JSON.parse(answer.text)).toMatchObject({ body: seen });
});

test.each([
  ['text for text', undefined, 'text/plain', 'aGk=', 'aGk='],
  ['text for binary', undefined, png, '"aGk="', undefined],
  ['text for binary, kept', 'CONVERT_TO_TEXT', png, 'aGk=', '"aGk="'],
])('an answer of %s with %s', async (_name, contentHandling, accept, _returned, seen) => {
  const responses = { default: { statusCode: '200', ...(contentHandling && { contentHandling }) } };
  const { answer } = await through(
    { integration: lambda({ responses }), api: { BinaryMediaTypes: [png] }, functions: { work: () => 'aGk=' } },
    { ...post('{}', { Accept: accept }) },
  );
  expect(answer.status).toBe(seen === undefined ? 500 : 200);
  if (seen !== undefined) expect(answer.text).toContain(seen);
});
