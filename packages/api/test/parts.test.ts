// The parts beside the core: metrics, logs, configuration, cursors, caching, idempotency, the client, introspection.
import { describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { apiKey } from '../src/auth.ts';
import { cacheControl, conditional } from '../src/caching.ts';
import { client } from '../src/client.ts';
import { config, parameter, secret } from '../src/config.ts';
import { cursors } from '../src/cursor.ts';
import { type IdempotencyStore, idempotent } from '../src/idempotency.ts';
import { ApiError, api, bytes, ConflictError, cors, created, route } from '../src/index.ts';
import { introspect } from '../src/introspect.ts';
import { fromPino, logger } from '../src/log.ts';
import { metrics } from '../src/metrics.ts';

describe('metrics', () => {
  test('one line of embedded metric format per request, on the error path too', async () => {
    const lines: string[] = [];
    const it = metrics({ namespace: 'MyAPI', dimensions: { service: 'users' }, write: (line) => void lines.push(line) });
    const app = api(
      { observe: [it.requests], log: { error() {}, warn() {} } },
      {
        'GET /users/{id}': () => 1,
        'GET /fault': () => {
          throw new Error('no');
        },
      },
    );
    for (const call of ['GET /users/1', 'GET /fault', 'GET /none']) await app.request(call);
    const [ok, fault, none] = lines.map((line) => JSON.parse(line));
    expect(ok).toMatchObject({ service: 'users', route: 'GET /users/{id}', Requests: 1, Errors: 0, ClientErrors: 0 });
    expect(ok._aws).toEqual({
      Timestamp: expect.any(Number),
      CloudWatchMetrics: [
        {
          Namespace: 'MyAPI',
          Dimensions: [['service'], ['service', 'route']],
          Metrics: [
            { Name: 'Requests', Unit: 'Count' },
            { Name: 'RequestDuration', Unit: 'Milliseconds' },
            { Name: 'Errors', Unit: 'Count' },
            { Name: 'ClientErrors', Unit: 'Count' },
          ],
        },
      ],
    });
    expect([fault.Errors, none.ClientErrors, none.route]).toEqual([1, 1, 'none']);
  });

  test('business events', () => {
    const lines: string[] = [];
    const it = metrics({ namespace: 'MyAPI', write: (line) => void lines.push(line) });
    it.count('Signup', 1, { plan: 'pro' });
    it.record('Latency', 12.5, { unit: 'Milliseconds', highResolution: true });
    it.record('Broken', Number.NaN);
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { Signup: 1, plan: 'pro', _aws: { CloudWatchMetrics: [{ Dimensions: [['plan']], Metrics: [{ Name: 'Signup', Unit: 'Count' }] }] } },
      {
        Latency: 12.5,
        _aws: { CloudWatchMetrics: [{ Dimensions: [[]], Metrics: [{ Name: 'Latency', Unit: 'Milliseconds', StorageResolution: 1 }] }] },
      },
    ]);
  });
});

describe('logs', () => {
  const capture = (): { lines: Record<string, unknown>[]; write: (line: string) => void } => {
    const lines: Record<string, unknown>[] = [];
    return { lines, write: (line) => void lines.push(JSON.parse(line)) };
  };

  test('each line has the request, and whether it was a cold start', async () => {
    const { lines, write } = capture();
    const log = logger({ write, fields: { service: 'users' }, level: 'info' });
    const app = api(
      { log, use: [log.middleware], observe: [log.access] },
      {
        'GET /x/{id}': ({ log: own }) => {
          own.info('looking', { token: 'hunter2' });
          own.debug('unseen');
          return 1;
        },
      },
    );
    await app.request('GET /x/1');
    await app.request('GET /x/2');
    expect(lines).toMatchObject([
      {
        level: 'INFO',
        message: 'looking',
        service: 'users',
        requestId: 'test',
        route: 'GET /x/{id}',
        coldStart: true,
        token: '[redacted]',
      },
      { message: 'GET /x/1 200', statusCode: 200, route: 'GET /x/{id}', durationMs: expect.any(Number) },
      { message: 'looking', coldStart: false },
      { message: 'GET /x/2 200' },
    ]);
  });

  test('errors whole, secrets and cycles not', () => {
    const { lines, write } = capture();
    const log = logger({ write, redact: ['iban'], level: 'debug' });
    const cyclic: Record<string, unknown> = { name: 'a' };
    cyclic.self = cyclic;
    log.error('failed', new Error('outer', { cause: new Error('inner') }));
    log.info('user', { user: { Password: 'p', 'x-api-key': 'k', IBAN: 'i', age: 1n, cyclic } });
    expect(lines[0]).toMatchObject({
      error: { name: 'Error', message: 'outer', stack: expect.stringContaining('parts.test.ts'), cause: { message: 'inner' } },
    });
    expect(lines[1]).toMatchObject({ user: { Password: '[redacted]', 'x-api-key': '[redacted]', IBAN: '[redacted]', age: '1' } });
  });

  test('a wrong level stops the start; pino fits', () => {
    expect(() => logger({ level: JSON.parse('"loud"') })).toThrow('loud');
    const seen: unknown[] = [];
    fromPino({ error: (...it) => void seen.push(it), warn: () => {} }).error('failed', new Error('x'));
    expect(seen).toEqual([[{ err: expect.any(Error) }, 'failed']]);
  });
});

describe('configuration', () => {
  test('names what is missing or wrong, and no value', () => {
    const schema = z.object({ TABLE_NAME: z.string(), LIMIT: z.coerce.number(), KEY: z.string().min(50) });
    expect(config(schema.partial({ KEY: true }), { TABLE_NAME: 't', LIMIT: '3' })).toEqual({ TABLE_NAME: 't', LIMIT: 3 });
    expect(() => config(schema, { LIMIT: 'x', KEY: 'hunter2' })).toThrow(
      /^Configuration: TABLE_NAME is missing, LIMIT is not valid, KEY is not valid$/,
    );
  });

  test('a value is kept for its time, shared by callers, and outlives a failed refresh', async () => {
    vi.useFakeTimers();
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    try {
      let answer: () => Promise<string> = async () => 'one';
      let calls = 0;
      const value = parameter('/p', {
        ttlSeconds: 60,
        fetch: () => {
          calls += 1;
          return answer();
        },
      });
      expect(await Promise.all([value(), value(), value()])).toEqual(['one', 'one', 'one']);
      vi.advanceTimersByTime(59_000);
      await value();
      expect(calls).toBe(1);
      answer = () => Promise.reject(new Error('hunter2'));
      vi.advanceTimersByTime(2000);
      expect([await value(), await value(), calls]).toEqual(['one', 'one', 2]);
      expect(JSON.stringify(warn.mock.calls)).not.toContain('hunter2');
      answer = async () => 'two';
      vi.advanceTimersByTime(31_000);
      expect([await value(), calls]).toEqual(['two', 3]);
    } finally {
      warn.mockRestore();
      vi.useRealTimers();
    }
  });

  test('a secret has a shape, and its text is in no error', async () => {
    const shape = { schema: z.object({ url: z.string() }) };
    expect(await secret('db', { ...shape, fetch: async () => '{"url":"u"}' })()).toEqual({ url: 'u' });
    for (const text of ['hunter2', '{"password":"hunter2"}', undefined]) {
      const error = await secret('db', { ...shape, fetch: async () => text })().catch((it: unknown) => it);
      expect(String(error)).toContain('db');
      expect(String(error)).not.toContain('hunter2');
    }
  });
});

describe('cursors', () => {
  const old = 'an-old-secret-of-thirty-two-letters';
  const present = 'the-present-secret-of-32-characters';
  const it = cursors([present, old], 'users');
  test('come back as they went, also with the old secret', () => {
    const key = { id: 'a', n: 1 };
    expect(it.decode(it.encode(key))).toEqual(key);
    expect(it.decode(cursors(old, 'users').encode(key))).toEqual(key);
    expect([it.encode(undefined), it.decode(undefined)]).toEqual([undefined, undefined]);
    expect(it.encode(key)).not.toContain(Buffer.from('"id"').toString('base64url'));
  });
  test.each([
    'x',
    'eyJpZCI6ImEifQ',
    cursors(present, 'orders').encode({ id: 'a' }),
    cursors('x'.repeat(32), 'users').encode({ id: 'a' }),
    `${it.encode({ id: 'a' })?.slice(0, -2)}AA`,
  ])('%s is 400', (cursor) => {
    expect(() => it.decode(cursor)).toThrow('The cursor is not valid');
  });
  test('a short secret stops the start', () => expect(() => cursors('short')).toThrow('32'));
});

test('ETag, 304 and Cache-Control', async () => {
  const app = api(
    {},
    {
      'GET /x': (request) => conditional(request, { id: 1 }, { maxAgeSeconds: 60, private: false }),
      'GET /b': (request) => conditional(request, bytes(Buffer.from('a'))),
    },
  );
  const first = await app.request('GET /x');
  const etag = first.headers.get('etag') ?? '';
  expect([first.status, first.headers.get('cache-control'), await first.json()]).toEqual([200, 'public, max-age=60', { id: 1 }]);
  for (const [header, status] of [
    [etag, 304],
    [`W/${etag}, "x"`, 304],
    ['*', 304],
    ['"x"', 200],
  ] as const) {
    const again = await app.request('GET /x', { headers: { 'if-none-match': header } });
    expect([again.status, again.headers.get('etag')]).toEqual([status, etag]);
  }
  expect((await app.request('GET /b')).headers.get('etag')).toMatch(/^"/);
  expect(cacheControl()).toBe('no-store');
});

describe('idempotency', () => {
  const memory = (): IdempotencyStore & { size: () => number } => {
    const entries = new Map<string, Parameters<IdempotencyStore['finish']>[0]>();
    return {
      async begin(entry, nowMs) {
        const earlier = entries.get(entry.id);
        if (earlier && earlier.expiresAt >= nowMs / 1000 && (earlier.answer !== undefined || earlier.lockedUntilMs >= nowMs))
          return earlier;
        entries.set(entry.id, entry);
        return undefined;
      },
      finish: async (entry) => void entries.set(entry.id, entry),
      forget: async (id) => void entries.delete(id),
      size: () => entries.size,
    };
  };

  test('a repeat gets the first answer, another body 422, a failure may be tried again', async () => {
    let runs = 0;
    let fail = true;
    const store = memory();
    const app = api(
      {},
      {
        'POST /pay': route({ use: [idempotent({ store })], body: z.object({ amount: z.number() }) }, ({ body }) => {
          runs += 1;
          if (body.amount === 13 && fail) throw new ConflictError();
          return created({ run: runs, ...body }, '/pay/1');
        }),
      },
    );
    const pay = (amount: number, key = 'k') => app.request('POST /pay', { body: { amount }, headers: { 'idempotency-key': key } });
    const [first, second] = [await pay(5), await pay(5)];
    expect(await second.json()).toEqual(await first.json());
    expect([second.status, second.headers.get('location'), second.headers.get('idempotent-replayed'), runs]).toEqual([
      201,
      '/pay/1',
      'true',
      1,
    ]);
    expect((await pay(6)).status).toBe(422);
    expect((await pay(13, 'other')).status).toBe(409);
    fail = false;
    expect((await pay(13, 'other')).status).toBe(201);
    await app.request('POST /pay', { body: { amount: 1 } });
    expect([runs, store.size()]).toEqual([4, 2]);
  });

  test('two at the same time: one runs, the other is told to wait', async () => {
    let release: (value: unknown) => void = () => {};
    const app = api(
      {},
      {
        'POST /x': route({ use: [idempotent({ store: memory(), required: true })] }, async () => ({
          done: await new Promise((resolve) => {
            release = resolve;
          }),
        })),
      },
    );
    const headers = { 'idempotency-key': 'k' };
    const first = app.request('POST /x', { headers });
    await vi.waitFor(async () => expect((await app.request('POST /x', { headers })).status).toBe(409));
    release(true);
    expect((await first).status).toBe(200);
    expect((await app.request('POST /x')).status).toBe(400);
  });
});

describe('the client and the description', () => {
  const User = z.object({ id: z.string(), name: z.string() });
  const app = api(
    { cors: cors({ allowOrigins: ['https://app.example.com'] }), auth: apiKey({ keys: {} }), throttle: { rateLimit: 100, burstLimit: 50 } },
    {
      'GET /users/{id}': route(
        { auth: false, response: User, cache: { ttlInSeconds: 60 }, query: z.object({ tag: z.array(z.string()).optional() }) },
        ({ params, query }) => ({ id: params.id, name: String(query.tag) }),
      ),
      'POST /users': route({ auth: false, body: User, response: { 201: User }, description: 'Adds a user' }, ({ body }) => created(body)),
      'GET /locked': () => 1,
    },
  );
  const users = client<typeof app>('https://x.example/prod/', {
    fetch: (url, init) =>
      app.request(`${init.method} ${url.replace('https://x.example/prod', '')}`, {
        body: init.body,
        headers: init.headers as Record<string, string>,
      }),
  });

  test('calls go out and come back typed', async () => {
    const user = await users('GET /users/{id}', { params: { id: 'a/b c' }, query: { tag: ['x', 'y'] } });
    expect(user.name).toBe('x,y');
    expect(user.id).toBe('a/b c');
    expect(await users('POST /users', { body: { id: '1', name: 'Ada' } })).toEqual({ id: '1', name: 'Ada' });
  });

  test('errors come back as errors', async () => {
    const error = await users('GET /locked').catch((it: unknown) => it);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ statusCode: 401, code: 'UNAUTHORIZED' });
  });

  test('an API is plain data', () => {
    const description = introspect(app);
    expect(JSON.parse(JSON.stringify(description))).toEqual(description);
    expect(description).toMatchObject({
      cors: { allowOrigins: ['https://app.example.com'] },
      routes: [
        { key: 'GET /users/{id}', cache: { ttlInSeconds: 60 }, throttle: { rateLimit: 100 }, responses: { '2xx': { type: 'object' } } },
        {
          key: 'POST /users',
          method: 'POST',
          path: '/users',
          description: 'Adds a user',
          body: { type: 'object', required: ['id', 'name'] },
          responses: { 201: { type: 'object' } },
        },
        { key: 'GET /locked', auth: { type: 'apiKey', name: 'x-api-key' } },
      ],
    });
    expect(description.routes[0]).not.toHaveProperty('auth');
  });
});
