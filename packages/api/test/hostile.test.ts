// Input that means harm: whatever comes, the answer is a well-formed one, soon, and tells nothing.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { apiKey, hashApiKey } from '../src/auth.ts';
import { type ApiEvent, api, cors, readCookies, route } from '../src/index.ts';
import { eventOf, sources } from './events.ts';

const quiet = { error: (): void => {}, warn: (): void => {} };
const app = api(
  { cors: cors({ allowOrigins: ['https://app.example.com'] }), log: quiet },
  {
    'GET /users/{id}': (request) => ({
      id: request.params.id,
      query: request.query,
      headers: request.headers,
      cookies: readCookies(request),
    }),
    'GET /own/{name}': (request) => [request.query, request.headers, readCookies(request)].map((it) => typeof it[request.params.name]),
    'GET /files/{path+}': ({ params }) => params,
    'POST /json': ({ body }) => ({ type: typeof body }),
    'POST /text': (request) => ({ length: request.text().length }),
    'POST /tree': route({ body: tree() }, ({ body }) => ({ body: Boolean(body) })),
  },
);

function tree(): z.ZodType {
  const node: z.ZodType = z.lazy(() => z.union([z.string(), z.array(node)]));
  return node;
}

test.each(sources)('any path, query, header and body has an answer from %s', async (source) => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('GET', 'POST', 'PUT', 'OPTIONS', 'HEAD', '__proto__', 'constructor', ''),
      fc.oneof(
        fc.webPath(),
        fc.string().map((it) => `/users/${it}`),
        fc.constantFrom('/__proto__', '/constructor/prototype', '/users/..%2F..%2Fetc', '/%', '/users/%00', ''),
      ),
      fc.webQueryParameters(),
      fc.dictionary(fc.string(), fc.string()),
      fc.oneof(fc.string(), fc.json(), fc.uint8Array()),
      async (method, path, query, headers, body) => {
        const decodable = (it: string): string => it.replace(/%(?![0-9a-f]{2})/gi, '').replace(/%[89a-f][0-9a-f]/gi, '');
        const result = await app(eventOf(source, { method, path: decodable(path), query: decodable(query), headers, body }) as ApiEvent);
        expect(result.statusCode).toBeLessThan(500);
        expect(typeof result.body).toBe('string');
        for (const value of Object.values(result.headers)) expect(value).not.toMatch(/[\r\n]/);
      },
    ),
    { numRuns: 300 },
  );
});

test('an event with nothing in it has an answer', async () => {
  for (const event of [
    {},
    { requestContext: null },
    { httpMethod: 'GET' },
    { rawPath: '/users/1', requestContext: {} },
    { httpMethod: 'GET', path: '/users/1', headers: null },
  ]) {
    const result = await app(JSON.parse(JSON.stringify(event)) as ApiEvent);
    expect([200, 404, 405]).toContain(result.statusCode);
  }
});

describe('names of Object.prototype are names like any other', () => {
  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('%s', async (name) => {
    const response = await app.request(`GET /users/${name}?${name}=1&x=2`, { headers: { cookie: `${name}=1` } });
    const seen = (await response.json()) as { id: string; query: object; cookies: object };
    expect(seen.id).toBe(name);
    expect(Object.entries(seen.query)).toContainEqual([name, '1']);
    expect(Object.entries(seen.cookies)).toContainEqual([name, '1']);
    expect(await (await app.request(`GET /own/${name}`)).json()).toEqual(['undefined', 'undefined', 'undefined']);
  });
});

describe('bodies', () => {
  const post = (path: string, body: unknown, contentType = 'application/json') =>
    app.request(`POST ${path}`, { body, headers: { 'content-type': contentType } });

  test.each([
    { name: 'deep lists', body: '['.repeat(5000) + ']'.repeat(5000) },
    { name: 'deep objects', body: `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}` },
    { name: 'deep between shallow ones', body: `${'[[],'.repeat(2000)}1${']'.repeat(2000)}` },
    { name: 'never closed', body: '['.repeat(500_000) },
    { name: 'brackets after an escaped quote', body: `["\\"",${'['.repeat(2000)}${']'.repeat(2000)}]` },
  ])('$name are 400', async ({ body }) => {
    for (const path of ['/json', '/tree']) expect((await post(path, body)).status).toBe(400);
  });

  test('brackets in text are text', async () => {
    expect((await post('/json', JSON.stringify({ a: '[{'.repeat(3000), b: '\\"[' }))).status).toBe(200);
  });

  test('a megabyte is 413, and one byte less is read', async () => {
    const limit = 1024 * 1024;
    expect((await post('/text', 'x'.repeat(limit), 'text/plain')).status).toBe(200);
    expect((await post('/text', 'x'.repeat(limit + 1), 'text/plain')).status).toBe(413);
    expect((await post('/text', 'é'.repeat(limit / 2 + 1), 'text/plain')).status).toBe(413);
    expect((await post('/json', `"${'x'.repeat(limit)}"`)).status).toBe(413);
  });

  test('invalid UTF-8 is 400; a byte order mark, a lone surrogate and broken base64 do not throw', async () => {
    expect((await post('/json', Uint8Array.of(0x22, 0xc3, 0x28, 0x22))).status).toBe(400);
    expect((await post('/text', Uint8Array.of(0xff, 0xfe), 'text/plain')).status).toBe(400);
    expect((await post('/json', '"\\ud800"')).status).toBe(200);
    const event = eventOf('rest', { method: 'POST', path: '/json', headers: { 'content-type': 'application/json' } });
    const result = await app({ ...event, body: '%%%not base64%%%', isBase64Encoded: true } as unknown as ApiEvent);
    expect(result.statusCode).toBe(400);
  });
});

test('repeated headers: a list where a list is meant, a refusal where it is an attack', async () => {
  const keys = api({ auth: apiKey({ keys: { a: hashApiKey('good') } }) }, { 'GET /x': () => 1 });
  const call = async (value: readonly string[]) =>
    (await keys(eventOf('rest', { method: 'GET', path: '/x', headers: { 'X-Api-Key': value } }) as ApiEvent)).statusCode;
  expect([await call(['good']), await call(['bad', 'good']), await call(['good', 'bad'])]).toEqual([200, 401, 401]);
});

describe('no input takes long', () => {
  const timed = async (run: () => Promise<unknown>): Promise<number> => {
    const before = process.cpuUsage();
    await run();
    return (process.cpuUsage(before).user + process.cpuUsage(before).system) / 1000;
  };
  const long = 100_000;
  test.each([
    { name: 'a path of slashes', run: () => app.request(`GET ${'/'.repeat(long)}x`) },
    { name: 'a path of percent signs', run: () => app.request(`GET /users/${'%'.repeat(long)}`) },
    { name: 'an origin', run: () => app.request('GET /users/1', { headers: { origin: `https://${'a.'.repeat(long)}example.com` } }) },
    {
      name: 'a media type',
      run: () => app.request('POST /json', { body: 'x', headers: { 'content-type': `application/${'+'.repeat(long)}` } }),
    },
    {
      name: 'blanks in a media type',
      run: () => app.request('POST /json', { body: 'x', headers: { 'content-type': `application/json${' '.repeat(long)}x` } }),
    },
    { name: 'cookies', run: () => app.request('GET /users/1', { headers: { cookie: 'a=;'.repeat(long / 4) } }) },
    { name: 'query parameters', run: () => app.request(`GET /users/1?${'a=1&'.repeat(long / 4)}`) },
    {
      name: 'quotes',
      run: () => app.request('POST /json', { body: `${'"\\'.repeat(long)}`, headers: { 'content-type': 'application/json' } }),
    },
  ])('$name', async ({ run }) => expect(await timed(run)).toBeLessThan(500));

  test('twice the segments cost no more than some times the time', async () => {
    const many = api(
      {},
      Object.fromEntries(
        Array.from({ length: 12 }, (_, depth) => [
          `GET /${Array.from({ length: depth + 1 }, (_, at) => (at % 2 ? 'a' : `{p${at}}`)).join('/')}`,
          () => depth,
        ]),
      ),
    );
    expect(await timed(() => many.request(`GET /${'a/'.repeat(long)}`))).toBeLessThan(500);
  });
});
