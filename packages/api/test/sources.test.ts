// One request, six event shapes: the handler must see the same, and each service must get the answer in its own form.
import { describe, expect, test } from 'vitest';
import type { ApiEvent, LambdaResult } from '../src/events.ts';
import { api, bytes, cors, json, readCookies, setCookie, text } from '../src/index.ts';
import { type Call, eventOf, type Source, sources } from './events.ts';

const app = api(
  { cors: cors({ allowOrigins: ['https://app.example'] }) },
  {
    'GET /users/{id}': ({ params }) => params,
    'POST /echo': ({ body }) => ({ body }),
    'POST /bytes': (request) => bytes(request.bytes(), 'image/png'),
    'GET /view/{id}': (request) => ({
      method: request.method,
      path: request.path,
      params: request.params,
      query: request.query,
      all: request.searchParams.getAll('tag'),
      header: request.header('X-CUSTOM'),
      headers: request.headers['x-custom'],
      cookies: readCookies(request),
      requestId: request.requestId,
    }),
    'GET /files/{path+}': ({ params }) => params,
    'GET /cookies': () => setCookie(setCookie(json('ok'), 'a', '1'), 'b', '2'),
    'GET /text': () => text('plain'),
    'GET /web': () =>
      new Response('<p>hello</p>', {
        status: 203,
        headers: [
          ['content-type', 'text/html'],
          ['set-cookie', 'a=1'],
          ['set-cookie', 'b=2'],
          ['x-own', 'yes'],
        ],
      }),
    'GET /secret': () => {
      throw new Error('postgres://user:hunter2@db');
    },
    'DELETE /users/{id}': () => ({ deleted: true }),
  },
);

async function call(source: Source, request: Call): Promise<LambdaResult> {
  return app(eventOf(source, request) as ApiEvent);
}

/** Headers of an answer, whichever map they are in. */
function headersOf(result: LambdaResult): Record<string, string> {
  const lists = Object.entries(result.multiValueHeaders ?? {}).map(([name, value]) => [name, value.join(', ')]);
  return { ...result.headers, ...Object.fromEntries(lists) };
}

describe.each(sources)('%s', (source) => {
  test('shows the same request', async () => {
    const result = await call(source, {
      method: 'GET',
      path: '/view/caf%C3%A9%2Fau%20lait',
      route: 'GET /view/{id}',
      parameters: { id: 'caf%C3%A9%2Fau%20lait' },
      query: 'tag=a&tag=b%26c&empty=&plus=1%2B1+x',
      headers: { 'X-Custom': 'yes', Cookie: 'session=abc; theme=d%20rk' },
    });
    expect(result.statusCode).toBe(200);
    const seen = JSON.parse(result.body);
    expect(seen).toMatchObject({
      method: 'GET',
      params: { id: 'café/au lait' },
      header: 'yes',
      headers: 'yes',
      cookies: { session: 'abc', theme: 'd rk' },
    });
    expect(seen.query).toEqual({ tag: 'b&c', empty: '', plus: '1+1 x' });
    // Without its multi-value setting a load balancer tells the last value alone.
    expect(seen.all).toEqual(source === 'alb' ? ['b&c'] : ['a', 'b&c']);
  });

  test('takes a greedy parameter', async () => {
    const result = await call(source, {
      method: 'GET',
      path: '/files/a/b.txt',
      route: 'GET /files/{path+}',
      parameters: { path: 'a/b.txt' },
    });
    expect(JSON.parse(result.body)).toEqual({ path: 'a/b.txt' });
  });

  test('reads JSON, as text and as base64', async () => {
    const headers = { 'content-type': 'application/json' };
    for (const body of ['{"name":"Zoë"}', Buffer.from('{"name":"Zoë"}')]) {
      const result = await call(source, { method: 'POST', path: '/echo', route: 'POST /echo', headers, body });
      expect(JSON.parse(result.body)).toEqual({ body: { name: 'Zoë' } });
    }
  });

  test('does no harm to bytes', async () => {
    const body = Uint8Array.from({ length: 256 }, (_, index) => index);
    const result = await call(source, { method: 'POST', path: '/bytes', route: 'POST /bytes', body });
    expect(result.isBase64Encoded).toBe(true);
    expect([...Buffer.from(result.body, 'base64')]).toEqual([...body]);
    expect(headersOf(result)['content-type']).toBe('image/png');
  });

  test('keeps both cookies', async () => {
    const result = await call(source, { method: 'GET', path: '/cookies', route: 'GET /cookies' });
    const singles = Object.entries(result.headers).filter(([name]) => name.toLowerCase() === 'set-cookie');
    const cookies = [...(result.cookies ?? []), ...(result.multiValueHeaders?.['set-cookie'] ?? []), ...singles.map(([, value]) => value)];
    expect(cookies).toEqual(['a=1; Path=/; HttpOnly; Secure; SameSite=Lax', 'b=2; Path=/; HttpOnly; Secure; SameSite=Lax']);
    // A REST API answers 502 to a member it does not know.
    if (source === 'rest' || source === 'http-1.0')
      expect(Object.keys(result).sort()).toEqual(['body', 'headers', 'isBase64Encoded', 'multiValueHeaders', 'statusCode']);
  });

  test('takes a web Response', async () => {
    const result = await call(source, { method: 'GET', path: '/web', route: 'GET /web', headers: { origin: 'https://app.example' } });
    expect(result).toMatchObject({ statusCode: 203, body: '<p>hello</p>' });
    expect(headersOf(result)).toMatchObject({
      'content-type': 'text/html',
      'x-own': 'yes',
      'access-control-allow-origin': 'https://app.example',
    });
    expect(result.isBase64Encoded).toBe(false);
  });

  test.each([
    { name: '404', method: 'GET', path: '/none', status: 404, error: 'Not found' },
    { name: '405', method: 'PUT', path: '/users/1', status: 405, error: 'Method not allowed' },
    { name: 'a double slash is another path', method: 'GET', path: '//text', status: 404, error: 'Not found' },
  ])('answers $name with CORS headers', async ({ method, path, status, error }) => {
    const result = await call(source, { method, path, headers: { Origin: 'https://app.example' } });
    expect(result.statusCode).toBe(status);
    expect(headersOf(result)).toMatchObject({
      'access-control-allow-origin': 'https://app.example',
      'content-type': 'application/json',
      vary: 'Origin',
    });
    expect(JSON.parse(result.body)).toMatchObject({ error });
    if (status === 405) expect(headersOf(result).allow).toBe('GET, HEAD, DELETE, OPTIONS');
  });

  test('answers a preflight from its routes', async () => {
    const headers = { Origin: 'https://app.example', 'Access-Control-Request-Method': 'DELETE' };
    const result = await call(source, { method: 'OPTIONS', path: '/users/1', headers });
    expect(result.statusCode).toBe(204);
    expect(headersOf(result)).toMatchObject({
      'access-control-allow-methods': 'GET, HEAD, DELETE, OPTIONS',
      'access-control-allow-origin': 'https://app.example',
      'access-control-max-age': '600',
    });
  });
});

test('finds routes behind a base path mapping', async () => {
  const event = eventOf('rest', { method: 'GET', path: '/v1/text', route: 'GET /text', parameters: {} });
  const mapped: unknown = { ...event, requestContext: { requestId: 'r', stage: 'dev', path: '/v1/text' } };
  expect((await app(mapped as ApiEvent)).statusCode).toBe(200);
});

test('HEAD has the headers of GET and no body', async () => {
  const result = await call('rest', { method: 'HEAD', path: '/text' });
  expect(result).toMatchObject({ statusCode: 200, body: '', headers: { 'content-type': 'text/plain; charset=utf-8' } });
});
