// Errors, CORS and middleware: what goes out when something is thrown.
import { describe, expect, test } from 'vitest';
import {
  ApiError,
  api,
  BadRequestError,
  ConflictError,
  type CorsPolicy,
  cors,
  created,
  ForbiddenError,
  isApiError,
  type Middleware,
  NotFoundError,
  noContent,
  type Outcome,
  problemJson,
  redirect,
  route,
  ServiceUnavailableError,
  setCookie,
  TooManyRequestsError,
  UnauthorizedError,
  ValidationError,
} from '../src/index.ts';

const origin = 'https://app.example.com';
const quiet = { error: (): void => {}, warn: (): void => {} };

test.each([
  { error: new NotFoundError('User'), status: 404, body: { error: 'User not found', code: 'NOT_FOUND' } },
  { error: new NotFoundError(), status: 404, body: { error: 'Not found', code: 'NOT_FOUND' } },
  { error: new BadRequestError('No'), status: 400, body: { error: 'No', code: 'BAD_REQUEST' } },
  { error: new ConflictError(), status: 409, body: { error: 'Conflict', code: 'CONFLICT' } },
  { error: new ForbiddenError(), status: 403, body: { error: 'Forbidden', code: 'FORBIDDEN' } },
  { error: new TooManyRequestsError(), status: 429, body: { error: 'Too many requests', code: 'TOO_MANY_REQUESTS' } },
  { error: new ServiceUnavailableError(), status: 503, body: { error: 'Service unavailable', code: 'SERVICE_UNAVAILABLE' } },
  {
    error: new UnauthorizedError(),
    status: 401,
    body: { error: 'Unauthorized', code: 'UNAUTHORIZED' },
    headers: { 'www-authenticate': 'Bearer' },
  },
  {
    error: new ValidationError('Bad', [{ path: 'a', message: 'b' }]),
    status: 400,
    body: { error: 'Bad', code: 'VALIDATION_FAILED', details: [{ path: 'a', message: 'b' }] },
  },
  {
    error: new ApiError(418, 'Short and stout', { code: 'TEAPOT', details: { handle: true }, headers: { 'x-spout': 'yes' } }),
    status: 418,
    body: { error: 'Short and stout', code: 'TEAPOT', details: { handle: true } },
    headers: { 'x-spout': 'yes' },
  },
  { error: new Error('password=hunter2'), status: 500, body: { error: 'Internal server error', code: 'INTERNAL_ERROR' } },
  { error: 'hunter2', status: 500, body: { error: 'Internal server error', code: 'INTERNAL_ERROR' } },
  { error: undefined, status: 500, body: { error: 'Internal server error', code: 'INTERNAL_ERROR' } },
  { error: { statusCode: 400, message: 'hunter2' }, status: 500, body: { error: 'Internal server error', code: 'INTERNAL_ERROR' } },
])('$error.message becomes $status', async ({ error, status, body, headers = {} }) => {
  const app = api(
    { cors: cors({ allowOrigins: [origin] }), log: quiet },
    {
      'GET /x': async () => {
        throw error;
      },
    },
  );
  const response = await app.request('GET /x', { headers: { origin } });
  expect(response.status).toBe(status);
  expect(await response.json()).toEqual({ ...body, requestId: 'test' });
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'application/json',
    'access-control-allow-origin': origin,
    vary: 'Origin',
    ...headers,
  });
});

test('what nobody expected is logged once, whole; what was meant for the client is not', async () => {
  const logged: unknown[][] = [];
  const log = { error: (...it: unknown[]) => void logged.push(it), warn: () => {} };
  const fault = new Error('password=hunter2');
  const app = api(
    { log },
    {
      'GET /fault': () => {
        throw fault;
      },
      'GET /none': () => {
        throw new NotFoundError('User');
      },
      'GET /forgotten': () => undefined as unknown as object,
      'GET /big': () => ({ big: 1n }),
    },
  );
  await app.request('GET /fault');
  await app.request('GET /none');
  expect(logged).toEqual([['GET /fault failed in request test', fault]]);
  expect((await app.request('GET /forgotten')).status).toBe(500);
  expect(String(logged[1]?.[1])).toContain('noContent()');
  expect((await app.request('GET /big')).status).toBe(500);
});

test('errors of another copy of the library are known', async () => {
  const copyOf = '../src/errors.ts?copy';
  const copy = await import(/* @vite-ignore */ copyOf);
  const foreign = new copy.NotFoundError('User');
  expect(foreign).not.toBeInstanceOf(NotFoundError);
  expect(isApiError(foreign)).toBe(true);
  const app = api(
    {},
    {
      'GET /x': () => {
        throw foreign;
      },
    },
  );
  expect((await app.request('GET /x')).status).toBe(404);
});

test('what the library refuses by itself is an ApiError to whoever catches it', async () => {
  const caught: unknown[] = [];
  const reading: Middleware = async (request, next) => {
    try {
      return await next({ body: request.body });
    } catch (error) {
      caught.push(error);
      throw error;
    }
  };
  const app = api({ use: [reading] }, { 'POST /x': () => 1 });
  for (const [body, type] of [
    ['{', 'application/json'],
    ['{}', 'text/plain'],
    [Uint8Array.of(0xff), 'application/json'],
    ['x'.repeat(1_048_577), 'application/json'],
  ] as const)
    await app.request('POST /x', { body, headers: { 'content-type': type } });
  const known = caught.map((it) => [
    it instanceof ApiError,
    it instanceof Error,
    it instanceof NotFoundError,
    Reflect.get(Object(it), 'code'),
  ]);
  expect(known).toEqual(
    ['INVALID_JSON', 'UNSUPPORTED_MEDIA_TYPE', 'BAD_REQUEST', 'PAYLOAD_TOO_LARGE'].map((code) => [true, true, false, code]),
  );
  expect([new NotFoundError() instanceof ApiError, new NotFoundError() instanceof ConflictError, new Error() instanceof ApiError]).toEqual([
    true,
    false,
    false,
  ]);
});

test('an error has no stack, is an Error, and keeps its cause to itself', async () => {
  const error = new ConflictError('Taken', { cause: new Error('dsn') });
  expect(error).toBeInstanceOf(Error);
  expect(error.stack?.split('\n')).toHaveLength(1);
  expect(Error.stackTraceLimit).toBeGreaterThan(0);
  expect(error.cause).toBeInstanceOf(Error);
});

test('problem details of RFC 9457 on request', async () => {
  const app = api({ errorFormat: problemJson }, { 'GET /x': () => 1 });
  const response = await app.request('GET /y');
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  expect(await response.json()).toEqual({ type: 'about:blank', title: 'Not found', status: 404, code: 'NOT_FOUND', requestId: 'test' });
});

describe('CORS', () => {
  const policy: CorsPolicy = {
    allowOrigins: [origin, 'http://localhost:5173'],
    allowCredentials: true,
    exposeHeaders: ['Location'],
    maxAge: 60,
  };
  const app = api({ cors: cors(policy) }, { 'GET /x': () => 1, 'DELETE /x': () => noContent(), 'ANY /all': () => 1 });

  test.each([origin, 'http://localhost:5173'])('%s may', async (it) => {
    const { headers } = await app.request('GET /x', { headers: { origin: it } });
    expect(Object.fromEntries(headers)).toMatchObject({
      'access-control-allow-origin': it,
      'access-control-allow-credentials': 'true',
      'access-control-expose-headers': 'Location',
      vary: 'Origin',
    });
  });

  test.each([
    'https://evil.example',
    `${origin}.evil.example`,
    'null',
    'HTTPS://APP.EXAMPLE.COM',
    `${origin}/`,
    `${origin}, https://evil.example`,
    '__proto__',
    undefined,
  ])('%s may not', async (it) => {
    for (const call of ['GET /x', 'GET /none', 'OPTIONS /x']) {
      const { headers } = await app.request(call, { headers: { ...(it && { origin: it }), 'access-control-request-method': 'GET' } });
      expect(headers.get('access-control-allow-origin')).toBeNull();
      expect(headers.get('access-control-allow-credentials')).toBeNull();
      expect(headers.get('vary')).toBe('Origin');
    }
  });

  test('a preflight lists the methods there are, also for ANY, and reaches no handler', async () => {
    const headers = { origin, 'access-control-request-method': 'DELETE' };
    const one = await app.request('OPTIONS /x', { headers });
    expect(one.status).toBe(204);
    expect(one.headers.get('access-control-allow-methods')).toBe('GET, HEAD, DELETE, OPTIONS');
    expect(one.headers.get('access-control-allow-headers')).toContain('X-Api-Key');
    expect(one.headers.get('access-control-max-age')).toBe('60');
    const all = await app.request('OPTIONS /all', { headers });
    expect(all.status).toBe(204);
    expect(all.headers.get('access-control-allow-methods')).toBe('GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS');
    expect((await app.request('OPTIONS /none', { headers })).status).toBe(404);
  });

  test.each([
    { name: 'every page with credentials', policy: { allowOrigins: ['*'], allowCredentials: true } },
    { name: 'every page and one more', policy: { allowOrigins: ['*', origin] } },
    { name: 'a path', policy: { allowOrigins: [`${origin}/app`] } },
    { name: 'a slash', policy: { allowOrigins: [`${origin}/`] } },
    { name: 'no scheme', policy: { allowOrigins: ['app.example.com'] } },
    { name: 'null', policy: { allowOrigins: ['null'] } },
    { name: 'upper case', policy: { allowOrigins: ['https://App.example.com'] } },
    { name: 'nothing', policy: { allowOrigins: [''] } },
  ])('$name is refused at start', ({ policy }) => {
    expect(() => cors(policy)).toThrow('cors:');
  });

  test('every page', async () => {
    const open = api({ cors: cors({ allowOrigins: ['*'] }) }, { 'GET /x': () => 1 });
    const { headers } = await open.request('GET /x', { headers: { origin: 'https://any.example' } });
    expect([headers.get('access-control-allow-origin'), headers.get('vary')]).toEqual(['*', null]);
  });
});

test('middleware goes around the handler, adds to its request, and may answer itself', async () => {
  const order: string[] = [];
  const outer: Middleware<{ tenant: string }> = async (request, next) => {
    order.push('outer in');
    const tenant = request.header('x-tenant');
    if (!tenant) throw new ForbiddenError();
    const reply = await next({ tenant });
    order.push('outer out');
    return reply.header('x-tenant', tenant);
  };
  const inner: Middleware<{ n: number }> = async (_request, next) => {
    order.push('inner');
    return next({ n: 1 });
  };
  const app = api(
    { use: [outer] },
    { 'GET /x': ({ tenant }) => ({ tenant }), 'GET /y': route({ use: [inner] }, ({ tenant, n }) => ({ tenant, n })) },
  );
  expect((await app.request('GET /x')).status).toBe(403);
  const response = await app.request('GET /y', { headers: { 'x-tenant': 't' } });
  expect(await response.json()).toEqual({ tenant: 't', n: 1 });
  expect(response.headers.get('x-tenant')).toBe('t');
  expect(order).toEqual(['outer in', 'outer in', 'inner', 'outer out']);
});

test('observers hear of every answer', async () => {
  const outcomes: Outcome[] = [];
  const app = api(
    { observe: [(it) => void outcomes.push(it)], log: quiet },
    {
      'GET /x/{id}': () => 1,
      'GET /fault': () => {
        throw new Error('no');
      },
    },
  );
  for (const call of ['GET /x/1', 'GET /none', 'GET /fault']) await app.request(call);
  expect(outcomes.map((it) => [it.request.route, it.statusCode])).toEqual([
    ['GET /x/{id}', 200],
    [undefined, 404],
    ['GET /fault', 500],
  ]);
  expect(outcomes.every((it) => it.durationMs >= 0)).toBe(true);
});

test('replies', async () => {
  const app = api(
    {},
    { 'POST /x': () => created({ id: 1 }, '/x/1'), 'GET /old': () => redirect('/new', 308), 'DELETE /x': () => noContent() },
  );
  const made = await app.request('POST /x');
  expect([made.status, made.headers.get('location'), await made.json()]).toEqual([201, '/x/1', { id: 1 }]);
  const moved = await app.request('GET /old');
  expect([moved.status, moved.headers.get('location'), moved.headers.get('content-type')]).toEqual([308, '/new', null]);
  const gone = await app.request('DELETE /x');
  expect([gone.status, await gone.text(), gone.headers.get('content-type')]).toEqual([204, '', null]);
});

test('no header can be smuggled in', () => {
  expect(() => redirect('/a\r\nset-cookie: admin=1')).toThrow();
  expect(() => noContent().header('x-a\nb', '1')).toThrow();
  expect(() => setCookie(noContent(), 'a', '1', { path: '/; Domain=evil' })).toThrow();
  expect(setCookie(noContent(), 'a', '1; Domain=evil').cookies[0]).toContain('a=1%3B%20Domain%3Devil');
});
