// Rules that hold for a whole request, whatever its parts: what every answer has, what nothing may break, who is told what.
import { createHmac } from 'node:crypto';
import { PassThrough } from 'node:stream';
import { describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { apiKey, hashApiKey } from '../src/auth.ts';
import { authorizer } from '../src/authorizer.ts';
import { conditional } from '../src/caching.ts';
import {
  ApiError,
  type ApiEvent,
  api,
  cors,
  created,
  ForbiddenError,
  json,
  type Middleware,
  route,
  setCookie,
  TooManyRequestsError,
  UnauthorizedError,
} from '../src/index.ts';
import { jwt } from '../src/jwt.ts';
import { logger } from '../src/log.ts';
import { metrics } from '../src/metrics.ts';
import { streaming } from '../src/stream.ts';
import { eventOf, sources } from './events.ts';

const origin = 'https://app.example.com';
const quiet = { error: (): void => {}, warn: (): void => {} };
const fail = (error: unknown) => () => {
  throw error;
};

describe('CORS headers are on every answer, errors first of all', () => {
  const app = api(
    { cors: cors({ allowOrigins: [origin] }), log: quiet },
    {
      'GET /200': () => 1,
      'POST /201': route({ body: z.object({ a: z.string() }), maximumBodyBytes: 20 }, ({ body }) => created(body)),
      'GET /401': fail(new UnauthorizedError()),
      'GET /403': fail(new ForbiddenError()),
      'GET /429': fail(new TooManyRequestsError()),
      'GET /500': fail(new Error('password=hunter2')),
      'GET /502': fail(new ApiError(502)),
      'GET /504': fail(new ApiError(504)),
    },
  );
  const jsonType = { 'content-type': 'application/json' };
  test.each([
    { call: 'GET /200', status: 200 },
    { call: 'POST /201', status: 201, body: '{"a":"b"}', headers: jsonType },
    { call: 'POST /201', status: 400, body: '{"a":1}', headers: jsonType },
    { call: 'POST /201', status: 400, body: '{', headers: jsonType },
    { call: 'POST /201', status: 400 },
    { call: 'GET /401', status: 401 },
    { call: 'GET /403', status: 403 },
    { call: 'GET /none', status: 404 },
    { call: 'PUT /200', status: 405 },
    { call: 'POST /201', status: 413, body: `{"a":"${'b'.repeat(20)}"}`, headers: jsonType },
    { call: 'POST /201', status: 415, body: 'a=b', headers: { 'content-type': 'text/plain' } },
    { call: 'GET /429', status: 429 },
    { call: 'GET /500', status: 500 },
    { call: 'GET /502', status: 502 },
    { call: 'GET /504', status: 504 },
  ])('$call is $status', async ({ call, status, body, headers = {} }) => {
    const response = await app.request(call, { body, headers: { origin, ...headers } });
    expect(response.status).toBe(status);
    expect(Object.fromEntries(response.headers)).toMatchObject({ 'access-control-allow-origin': origin, vary: 'Origin' });
    expect(await response.text()).not.toContain('hunter2');
  });
});

test.each(sources)('an event of %s is never changed', async (source) => {
  const freeze = (it: unknown): unknown => {
    if (Object(it) === it) for (const member of Object.values(Object.freeze(Object(it)))) freeze(member);
    return it;
  };
  const keys = apiKey({ keys: { billing: hashApiKey('good') } });
  const app = api(
    { auth: keys, cors: cors({ allowOrigins: ['*'] }) },
    {
      'POST /x/{id}': route({ body: z.object({ a: z.string().transform((it) => it.length) }) }, ({ user, body }) => ({
        by: user.name,
        body,
      })),
    },
  );
  const event = eventOf(source, {
    method: 'POST',
    path: '/x/1',
    route: 'POST /x/{id}',
    parameters: { id: '1' },
    headers: { 'content-type': 'application/json', 'x-api-key': 'good' },
    body: '{"a":"four"}',
  });
  const result = await app(freeze(event) as ApiEvent);
  expect(JSON.parse(result.body)).toEqual({ by: 'billing', body: { a: 4 } });
});

test('one request has one id, in its answer, log lines and metric; the log names the key, and never says it', async () => {
  const lines: string[] = [];
  const write = (line: string): void => void lines.push(line);
  const log = logger({ write, level: 'info' });
  const app = api(
    {
      log,
      auth: apiKey({ keys: { billing: hashApiKey('the-key') } }),
      use: [log.middleware],
      observe: [log.access, metrics({ namespace: 'MyAPI', write }).requests],
    },
    {
      'GET /x': ({ log: own }) => {
        own.info('here');
        throw new Error('broken');
      },
    },
  );
  const event = eventOf('rest', { method: 'GET', path: '/x', headers: { 'X-Api-Key': 'the-key' } });
  const result = await app(event as ApiEvent);
  const [here, failure, access, metric] = lines.map((it) => JSON.parse(it));
  expect(JSON.parse(result.body).requestId).toBe('the-request');
  expect(here).toMatchObject({ message: 'here', requestId: 'the-request', route: 'GET /x', caller: 'billing' });
  expect(failure).toMatchObject({
    message: 'GET /x failed in request the-request',
    error: { stack: expect.stringContaining('promises.test.ts') },
  });
  expect(access).toMatchObject({ requestId: 'the-request', statusCode: 500, caller: 'billing' });
  expect(metric).toMatchObject({ requestId: 'the-request', Errors: 1 });
  expect(lines.join()).not.toContain('the-key');
});

describe('what is handed in may fail, and the client is answered all the same', () => {
  const broken = (): never => {
    throw new Error('broken');
  };
  const table = { 'GET /x': () => 1, 'GET /fault': fail(new Error('hunter2')) };
  test.each([
    { name: 'a log', app: api({ log: { error: broken, warn: broken }, cors: cors({ allowOrigins: ['*'] }) }, table), status: 500 },
    { name: 'an error format', app: api({ errorFormat: broken, log: quiet, cors: cors({ allowOrigins: ['*'] }) }, table), status: 500 },
    { name: 'an observer', app: api({ observe: [broken], log: quiet, cors: cors({ allowOrigins: ['*'] }) }, table), status: 500 },
  ])('$name', async ({ app, status }) => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => {});
    try {
      const fault = await app.request('GET /fault');
      expect([fault.status, fault.headers.get('access-control-allow-origin')]).toEqual([status, '*']);
      expect(await fault.json()).toEqual({ error: 'Internal server error', code: 'INTERNAL_ERROR', requestId: 'test' });
      expect((await app.request('GET /x')).status).toBe(200);
      expect(error).toHaveBeenCalled();
    } finally {
      error.mockRestore();
    }
  });

  test('an observer that rejects, once the answer is made: it is waited for and logged, and the others are told all the same', async () => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => {});
    const unhandled = vi.fn();
    process.on('unhandledRejection', unhandled);
    try {
      const told: number[] = [];
      const fault = new Error('the collector is down');
      const late = async (): Promise<void> => {
        await new Promise((resolve) => setImmediate(resolve));
        throw fault;
      };
      const app = api({ observe: [late, broken, ({ statusCode }) => void told.push(statusCode), late] }, table);
      expect((await app.request('GET /x')).status).toBe(200);
      await new Promise((resolve) => setImmediate(resolve));
      expect([told, error.mock.calls.length, unhandled.mock.calls]).toEqual([[200], 3, []]);
      const alone = api({ observe: [late] }, table);
      expect((await alone.request('GET /x')).status).toBe(200);
      expect(error).toHaveBeenLastCalledWith(fault);
      const written: string[] = [];
      const slow = async (): Promise<void> => {
        await new Promise((resolve) => setImmediate(resolve));
        written.push('metric');
      };
      await api({ observe: [slow] }, table).request('GET /x');
      expect(written).toEqual(['metric']);
    } finally {
      process.off('unhandledRejection', unhandled);
      error.mockRestore();
    }
  });

  test('details that JSON can not say', async () => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => {});
    const app = api({ log: quiet }, { 'GET /x': fail(new ApiError(409, 'No', { details: { n: 1n } })) });
    expect((await app.request('GET /x')).status).toBe(500);
    error.mockRestore();
  });
});

describe('a success that carries an error', () => {
  const table = { 'GET /x': () => ({ error: 'not found' }), 'GET /null': () => ({ data: 1, error: null }) };
  const warned: unknown[] = [];
  const log = { error: () => {}, warn: (message: string) => void warned.push(message) };
  test('fails a test, unless it is not meant to be strict; then it is warned of', async () => {
    await expect(api({ log }, table).request('GET /x')).rejects.toThrow('top-level "error"');
    await expect(api({ log, strict: true }, table).request('GET /x')).rejects.toThrow('top-level "error"');
    expect((await api({ log, strict: false }, table).request('GET /x')).status).toBe(200);
    expect(warned).toEqual([expect.stringContaining('GET /x answers 200 with a top-level "error"')]);
  });
  test('no error is none', async () => expect((await api({}, table).request('GET /null')).status).toBe(200));
  test('is warned of on the developer’s machine, and fails there when strict', async () => {
    vi.stubEnv('GATEWRIGHT_LOCAL', '1');
    try {
      const event = eventOf('rest', { method: 'GET', path: '/x' }) as ApiEvent;
      warned.length = 0;
      expect((await api({ log }, table)(event)).statusCode).toBe(200);
      expect(warned).toHaveLength(1);
      await expect(api({ log, strict: true }, table)(event)).rejects.toThrow('top-level "error"');
    } finally {
      vi.unstubAllEnvs();
    }
  });
});

test('a web Response is checked against the promised schema too', async () => {
  const promised = { response: z.object({ id: z.string() }) };
  const answer = (body: unknown) => () => Response.json(body) as unknown as { id: string };
  const app = api({}, { 'GET /kept': route(promised, answer({ id: '1' })), 'GET /broken': route(promised, answer({ id: 1 })) });
  expect((await app.request('GET /kept')).status).toBe(200);
  await expect(app.request('GET /broken')).rejects.toThrow('response schema');
});

describe('what would go wrong later stops the start', () => {
  const untyped = (options: object) => JSON.parse(JSON.stringify(options));
  test('a CORS policy that was not made ready', () => {
    expect(() => api(untyped({ cors: { allowOrigins: [origin] } }), {})).toThrow('cors: cors({ allowOrigins');
  });
  test('origins that are no list', () => expect(() => cors(untyped({ allowOrigins: origin }))).toThrow('must be a list'));
  const common = { issuer: 'https://issuer.example', audience: 'a' };
  const secret = 'a-secret-of-at-least-thirty-two-bytes';
  test.each([
    { ...common, algorithms: ['none'] },
    { ...common, algorithms: ['HS256'] },
    { ...common, algorithms: [] },
    { ...common, secret, algorithms: ['RS256'] },
    { ...common, secret, algorithms: ['none'] },
    { ...common, secret, algorithms: ['HS256', 'ES256'] },
  ])('JWT algorithms that the key is not for: $algorithms', (options) => expect(() => jwt(untyped(options))).toThrow('algorithms'));
});

test('a token whose expiry is no number is refused', async () => {
  const secret = 'a-secret-of-at-least-thirty-two-bytes';
  const app = api({ auth: jwt({ issuer: 'i', audience: 'a', secret }) }, { 'GET /x': () => 1 });
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  for (const exp of ['9999999999', null, true, {}]) {
    const signed = `${encode({ alg: 'HS256' })}.${encode({ iss: 'i', aud: 'a', exp })}`;
    const token = `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
    expect((await app.request('GET /x', { headers: { authorization: `Bearer ${token}` } })).status).toBe(401);
  }
});

test('a TOKEN authorizer takes API keys too', async () => {
  const gate = authorizer(apiKey({ keys: { billing: hashApiKey('good') } }));
  const methodArn = 'arn:aws:execute-api:eu-west-1:123456789012:abc/prod/GET/x';
  expect(await gate({ type: 'TOKEN', authorizationToken: 'good', methodArn })).toMatchObject({
    principalId: 'billing',
    context: { name: 'billing' },
  });
  await expect(gate({ type: 'TOKEN', authorizationToken: 'bad', methodArn })).rejects.toThrow(/^Unauthorized$/);
});

test('an error may be returned as well as thrown, and a 304 keeps the headers of its 200', async () => {
  const app = api(
    {},
    {
      'GET /error': () => new ForbiddenError() as unknown as object,
      'GET /tagged': (request) => conditional(request, json({ a: 1 }).header('content-location', '/a')),
    },
  );
  expect((await app.request('GET /error')).status).toBe(403);
  const etag = (await app.request('GET /tagged')).headers.get('etag') ?? '';
  const again = await app.request('GET /tagged', { headers: { 'if-none-match': etag } });
  expect([again.status, again.headers.get('content-location'), await again.text()]).toEqual([304, '/a', '']);
});

describe('events as people write them by hand', () => {
  const app = api(
    { cors: cors({ allowOrigins: [origin] }) },
    { 'GET /users/{id}': ({ params, headers }) => ({ ...params, own: headers['x-own'] ?? null }), 'GET /': () => 'root' },
  );
  const http = { method: 'GET' };
  test.each([
    {
      name: 'empty lists beside headers',
      event: { httpMethod: 'GET', path: '/users/1', headers: { 'X-Own': 'y', Origin: origin }, multiValueHeaders: {} },
    },
    { name: 'lists alone', event: { httpMethod: 'GET', path: '/users/1', multiValueHeaders: { 'X-Own': ['y'], origin: [origin] } } },
    { name: 'no request context', event: { httpMethod: 'GET', path: '/users/1', headers: { 'x-own': 'y', origin } } },
    {
      name: 'an HTTP API 1.0 catch-all behind a stage',
      event: {
        version: '1.0',
        resource: '$default',
        httpMethod: 'GET',
        path: '/dev/users/1',
        headers: { 'X-Own': 'y', Origin: origin },
        requestContext: { stage: 'dev', path: '/dev/users/1' },
      },
    },
    {
      name: 'an HTTP API 2.0 catch-all behind a stage',
      event: {
        version: '2.0',
        routeKey: '$default',
        rawPath: '/dev/users/1',
        headers: { 'x-own': 'y', origin },
        requestContext: { stage: 'dev', http: { ...http, path: '/dev/users/1' } },
      },
    },
    {
      name: 'the same path in both places of a REST event',
      event: {
        resource: '/users/{id}',
        httpMethod: 'GET',
        path: '/users/1',
        pathParameters: { id: '1' },
        headers: { 'x-own': 'y', origin },
        requestContext: { path: '/users/1' },
      },
    },
  ])('$name', async ({ event }) => {
    const result = await app(event as unknown as ApiEvent);
    expect(result).toMatchObject({ statusCode: 200, headers: { 'access-control-allow-origin': origin } });
    expect(JSON.parse(result.body)).toEqual({ id: '1', own: 'y' });
  });
  test.each(['/dev', '/dev/'])('the root of a stage, %s', async (rawPath) => {
    const event: unknown = {
      version: '2.0',
      routeKey: '$default',
      rawPath,
      headers: {},
      requestContext: { stage: 'dev', http: { ...http, path: rawPath } },
    };
    expect((await app(event as ApiEvent)).body).toBe('"root"');
  });
  test('the base path of a custom domain that is also the name of a route', async () => {
    const event: unknown = {
      ...eventOf('rest', { method: 'GET', path: '/users/users/7', route: 'GET /users/{id}', parameters: { id: '7' } }),
      requestContext: { requestId: 'r', stage: 'prod', path: '/users/users/7' },
    };
    expect(JSON.parse((await app(event as ApiEvent)).body)).toMatchObject({ id: '7' });
  });
});

test('a stream keeps its cookies and its middleware, from a REST API too; HEAD has no body', async () => {
  const seen: Middleware = async (_request, next) => (await next({})).header('x-seen', 'yes');
  const app = api(
    { use: [seen] },
    { 'GET /x': () => new Response('streamed', { headers: { 'set-cookie': 'a=1' } }), 'GET /y': () => setCookie(json(1), 'b', '2') },
  );
  const prelude: unknown[] = [];
  const handler = streaming(app, {
    streamifyResponse: (it) => it,
    HttpResponseStream: {
      from: (stream, metadata) => {
        prelude.push(metadata);
        return stream;
      },
    },
  }) as (event: object, stream: PassThrough, context: undefined) => Promise<void>;
  const run = async (method: string, path: string): Promise<string> => {
    const output = new PassThrough();
    await handler(eventOf('rest', { method, path }), output, undefined);
    return String(output.read() ?? '');
  };
  expect([await run('GET', '/x'), await run('GET', '/y'), await run('HEAD', '/x')]).toEqual(['streamed', '1', '']);
  expect(prelude).toMatchObject([
    { statusCode: 200, headers: { 'x-seen': 'yes' }, multiValueHeaders: { 'set-cookie': ['a=1'] } },
    { multiValueHeaders: { 'set-cookie': [expect.stringContaining('b=2')] } },
    { statusCode: 200 },
  ]);
});
