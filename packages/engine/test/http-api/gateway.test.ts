// What the gateway of HTTP APIs does beside routing and events: HTTP backends, mappings, throttles, logs, time, sizes, refusals of templates.
import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startGateway, type TestGateway } from '../gateway/start-gateway.ts';
import { functionArn, httpApiTemplate } from './http-api-template.ts';

let backend: Server;
let port = 0;
beforeAll(async () => {
  backend = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      response.writeHead(Number(request.headers['x-wanted'] ?? 200), {
        'content-type': 'application/json',
        'x-own': 'yes',
        connection: 'close',
      });
      response.end(
        JSON.stringify({ method: request.method, url: request.url, headers: request.headers, body: Buffer.concat(chunks).toString() }),
      );
    });
  });
  port = await new Promise((resolve) => {
    backend.listen(0, '127.0.0.1', () => {
      const address = backend.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
});
afterAll(() => new Promise((resolve) => backend.close(resolve)));

async function withGateway(options: Parameters<typeof startGateway>[0], run: (gateway: TestGateway) => Promise<void>): Promise<void> {
  const gateway = await startGateway(options);
  try {
    await run(gateway);
  } finally {
    await gateway.stop();
  }
}

const proxy = (uri: string, more: object = {}): object => ({
  IntegrationType: 'HTTP_PROXY',
  IntegrationMethod: 'ANY',
  IntegrationUri: `http://127.0.0.1:${port}${uri}`,
  PayloadFormatVersion: '1.0',
  ...more,
});

test('an HTTP backend gets the request, with a Forwarded header, and its answer goes to the client', () =>
  withGateway({ template: httpApiTemplate({ 'ANY /p/{proxy+}': proxy('/base/{proxy}') }) }, async (gateway) => {
    expect(gateway.diagnostics).toEqual([]);
    const answer = await gateway.send({
      method: 'POST',
      path: '/p/a/b%20c?q=1&q=2',
      headers: { 'X-A': '1', 'X-Forwarded-For': '1.2.3.4' },
      body: 'hi',
    });
    const seen = JSON.parse(answer.text);
    expect(seen).toMatchObject({ method: 'POST', url: '/base/a/b%20c?q=1&q=2', body: 'hi', headers: { 'x-a': '1' } });
    expect(seen.headers.forwarded).toMatch(/^for=1\.2\.3\.4,by=127\.0\.0\.1;for=127\.0\.0\.1;host=127\.0\.0\.1:\d+;proto=http$/);
    expect(seen.headers).not.toHaveProperty('x-forwarded-for');
    expect(answer.rawHeaders).toContain('X-Own');
    expect(answer.trace.integrationLatencyMs).toBeTypeOf('number');
  }));

test('parameters of the request are mapped, each from what the client sent', () => {
  const RequestParameters = {
    'overwrite:path': '/mapped/${request.path.id}',
    'append:header.x-a': '$request.querystring.q',
    'overwrite:header.x-user': 'static ${context.routeKey} ${stageVariables.color}',
    'remove:header.x-secret': "''",
    'overwrite:querystring.name': '$request.body.user.name',
    'append:querystring.q': '$request.header.x-a',
    'remove:querystring.gone': "''",
  };
  const template = httpApiTemplate(
    { 'POST /m/{id}': proxy('/base', { RequestParameters }) },
    { stage: { StageVariables: { color: 'blue' } } },
  );
  return withGateway({ template }, async (gateway) => {
    const answer = await gateway.send({
      method: 'POST',
      path: '/m/7?q=1&gone=1',
      headers: { 'X-A': 'a', 'X-Secret': 's', 'Content-Type': 'application/json' },
      body: '{"user":{"name":"al"}}',
    });
    const { url, headers } = JSON.parse(answer.text);
    expect(url).toBe('/mapped/7?q=1&q=a&name=al');
    expect(headers).toMatchObject({ 'x-a': 'a, 1', 'x-user': 'static POST /m/{id} blue' });
    expect(headers).not.toHaveProperty('x-secret');
  });
});

test('a function behind a mapping sees the changed request', () => {
  const mapped = {
    IntegrationType: 'AWS_PROXY',
    IntegrationUri: functionArn('echo'),
    PayloadFormatVersion: '2.0',
    RequestParameters: { 'overwrite:header.x-new': '$request.path.id', 'overwrite:querystring.k': 'v w' },
  };
  return withGateway({ template: httpApiTemplate({ 'GET /m/{id}': mapped }), functions: { echo: (event) => event } }, async (gateway) => {
    const event = JSON.parse((await gateway.send({ path: '/m/7?q=1' })).text);
    expect(event).toMatchObject({ headers: { 'x-new': '7' }, queryStringParameters: { q: '1', k: 'v w' }, rawPath: '/m/7' });
  });
});

test('a backend that is not there: 503', () =>
  withGateway({ template: httpApiTemplate({ 'GET /': { ...proxy(''), IntegrationUri: 'http://127.0.0.1:1' } }) }, async (gateway) => {
    const answer = await gateway.send({ path: '/' });
    expect([answer.status, answer.text]).toEqual([503, '{"message":"Service Unavailable"}']);
    expect(answer.trace.refusal?.message).toContain('cannot be reached');
  }));

test('a function that takes longer than the integration waits: 503', () =>
  withGateway(
    {
      template: httpApiTemplate({ 'GET /': 'slow' }, { integration: { TimeoutInMillis: 500 } }),
      functions: { slow: () => new Promise(() => {}) },
    },
    async (gateway) => {
      const answering = gateway.send({ path: '/' });
      while (gateway.invocations.length === 0) await new Promise((resolve) => setImmediate(resolve));
      gateway.clock.advance(501);
      const answer = await answering;
      expect([answer.status, answer.text]).toEqual([503, '{"message":"Service Unavailable"}']);
    },
  ));

test('a function that may not be called, and one that is not there: 500, and the trace says why', () =>
  withGateway({ template: httpApiTemplate({ 'GET /denied': 'denied', 'GET /none': 'none' }) }, async (gateway) => {
    const denied = await gateway.send({ path: '/denied' });
    expect([denied.status, denied.text]).toEqual([500, '{"message":"Internal Server Error"}']);
    expect(denied.trace.refusal).toMatchObject({ layer: 'lambda', hint: expect.stringContaining('AWS::Lambda::Permission') });
    expect((await gateway.send({ path: '/none' })).trace.refusal?.message).toContain('ResourceNotFoundException');
  }));

test('each route has a bucket of its own, a route setting comes before the default', () => {
  const stage = {
    DefaultRouteSettings: { ThrottlingRateLimit: 1, ThrottlingBurstLimit: 2 },
    RouteSettings: { 'GET /b': { ThrottlingRateLimit: 1, ThrottlingBurstLimit: 1 } },
  };
  return withGateway(
    { template: httpApiTemplate({ 'GET /a': 'ok', 'GET /b': 'ok' }, { stage }), functions: { ok: () => 'ok' } },
    async (gateway) => {
      const statuses = async (path: string, count: number): Promise<number[]> => {
        const all: number[] = [];
        for (let index = 0; index < count; index += 1) all.push((await gateway.send({ path })).status);
        return all;
      };
      expect(await statuses('/a', 3)).toEqual([200, 200, 429]);
      expect(await statuses('/b', 2)).toEqual([200, 429]);
      expect((await gateway.send({ path: '/b' })).text).toBe('{"message":"Too Many Requests"}');
      gateway.clock.advance(1000);
      expect(await statuses('/b', 1)).toEqual([200]);
    },
  );
});

test('an access log line has every variable that it asks for', () => {
  const Format =
    '$context.httpMethod $context.routeKey $context.path $context.status $context.protocol $context.stage $context.responseLength $context.identity.sourceIp $context.integrationStatus $context.integration.status $context.requestTimeEpoch $context.error.message $context.none $context.dataProcessed';
  const template = httpApiTemplate(
    { 'POST /a/{id}': 'ok' },
    { stage: { StageName: 'dev', AccessLogSettings: { DestinationArn: 'x', Format } } },
  );
  return withGateway({ template, functions: { ok: () => ({ statusCode: 201, body: 'hello' }) } }, async (gateway) => {
    const { trace } = await gateway.send({ method: 'POST', path: '/dev/a/7', body: 'abc' });
    expect(trace.accessLog).toBe(`POST POST /a/{id} /dev/a/7 201 HTTP/1.1 dev 5 127.0.0.1 200 201 ${gateway.clock.nowMs} - - 8`);
    const missed = await gateway.send({ path: '/dev/none' });
    expect(missed.trace.accessLog).toBe(`GET - /dev/none 404 HTTP/1.1 dev 23 127.0.0.1 - - ${gateway.clock.nowMs} Not Found - 23`);
  });
});

test.each([
  ['too many headers', { path: '/', headers: { Cookie: 'c'.repeat(11_000) } }, 431, '{"message":"Request Header Fields Too Large"}'],
  ['too large a body', { method: 'POST', path: '/', body: Buffer.alloc(11 * 1024 * 1024) }, 413, '{"message":"Request Entity Too Large"}'],
])('%s', (_name, request, status, text) =>
  withGateway({ template: httpApiTemplate({ $default: 'ok' }), functions: { ok: () => 'ok' } }, async (gateway) => {
    const answer = await gateway.send(request);
    expect([answer.status, answer.text]).toEqual([status, text]);
  }),
);

test('an edited template is served at once, and an authorizer that caches is asked once', () => {
  let asked = 0;
  const authorizer = {
    Type: 'AWS::ApiGatewayV2::Authorizer',
    Properties: {
      ApiId: { Ref: 'Api' },
      Name: 'cached',
      AuthorizerType: 'REQUEST',
      AuthorizerUri: functionArn('judge'),
      AuthorizerPayloadFormatVersion: '2.0',
      EnableSimpleResponses: true,
      IdentitySource: ['$request.header.x-token'],
      AuthorizerResultTtlInSeconds: 60,
    },
  };
  const parts = { resources: { Judge: authorizer }, route: { AuthorizationType: 'CUSTOM', AuthorizerId: { Ref: 'Judge' } } };
  const functions = {
    ok: () => 'ok',
    judge: () => {
      asked += 1;
      return { isAuthorized: true };
    },
  };
  return withGateway({ template: httpApiTemplate({ 'GET /a': 'ok' }, parts), functions }, async (gateway) => {
    expect(gateway.diagnostics).toEqual([]);
    const get = async (path: string, token: string): Promise<number> =>
      (await gateway.send({ path, headers: { 'X-Token': token } })).status;
    expect([await get('/a', '1'), await get('/a', '1'), asked]).toEqual([200, 200, 1]);
    expect([await get('/a', '2'), asked]).toEqual([200, 2]);
    gateway.clock.advance(61_000);
    expect([await get('/a', '1'), asked]).toEqual([200, 3]);
    await gateway.apply(httpApiTemplate({ 'GET /b': 'ok' }, parts));
    expect([await get('/a', '1'), await get('/b', '1')]).toEqual([404, 200]);
  });
});

test.each([
  ['a WebSocket API', { api: { ProtocolType: 'WEBSOCKET' } }, 'WebSocket'],
  [
    'a reserved header',
    { integration: { RequestParameters: { 'overwrite:header.Authorization': 'x' } } },
    'Operations on header Authorization are restricted',
  ],
  ['a mapping that is none', { integration: { RequestParameters: { 'set:header.x': 'x' } } }, 'Invalid mapping expression'],
  ['too long a time', { integration: { TimeoutInMillis: 30_001 } }, 'Timeout should be between'],
  ['a first-class integration', { integration: { IntegrationSubtype: 'StepFunctions-StartExecution' } }, 'StepFunctions-StartExecution'],
  ['credentials for everyone', { api: { CorsConfiguration: { AllowOrigins: ['*'], AllowCredentials: true } } }, 'allowCredentials'],
  ['an authorizer that is not there', { route: { AuthorizationType: 'JWT', AuthorizerId: 'none' } }, 'authorizer'],
  ['scopes without a token', { route: { AuthorizationScopes: ['a'] } }, 'scopes'],
])('a template with %s is refused by name', (_name, parts, text) =>
  withGateway({ template: httpApiTemplate({ 'GET /': 'ok' }, parts), functions: { ok: () => 'ok' } }, async (gateway) => {
    expect(gateway.diagnostics.map((it) => it.message).join('\n')).toContain(text);
  }),
);
