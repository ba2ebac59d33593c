// Which route answers, and what a handler's parameters are. Event shapes are in sources.test.ts.
import { describe, expect, test } from 'vitest';
import { api, routes } from '../src/index.ts';

const table = [
  'GET /',
  'GET /users',
  'POST /users',
  'GET /users/{id}',
  'GET /users/me',
  'DELETE /users/{userId}',
  'GET /users/{id}/posts/{postId}',
  'GET /users/{id}/{rest+}',
  'ANY /any/{proxy+}',
  'POST /any/one',
  'GET /files/{path+}',
  'OPTIONS /own',
  'GET /own',
];
const app = api({}, Object.fromEntries(table.map((key) => [key, ({ params }: { params: unknown }) => ({ key, params })])));

test.each([
  { call: 'GET /', key: 'GET /', params: {} },
  { call: 'GET /users', key: 'GET /users' },
  { call: 'GET /users/', key: 'GET /users', why: 'one slash at the end does not matter' },
  { call: 'GET /%75sers', key: 'GET /users', why: 'RFC 3986: the same path' },
  { call: 'GET /users/me', key: 'GET /users/me', why: 'a literal goes before a parameter' },
  { call: 'DELETE /users/me', key: 'DELETE /users/{userId}', params: { userId: 'me' }, why: 'a literal without the method gives way' },
  { call: 'GET /users/1', key: 'GET /users/{id}', params: { id: '1' } },
  { call: 'GET /users/a%2Fb', key: 'GET /users/{id}', params: { id: 'a/b' }, why: 'an encoded slash is no separator' },
  { call: 'GET /users/%E0%A4%A', key: 'GET /users/{id}', params: { id: '%E0%A4%A' }, why: 'what is not well encoded stays' },
  { call: 'GET /users/1/posts/2', key: 'GET /users/{id}/posts/{postId}', params: { id: '1', postId: '2' } },
  { call: 'GET /users/1/likes', key: 'GET /users/{id}/{rest+}', params: { id: '1', rest: 'likes' }, why: 'greedy comes last' },
  { call: 'GET /users/me/x/y', key: 'GET /users/{id}/{rest+}', params: { id: 'me', rest: 'x/y' }, why: 'back from the literal' },
  { call: 'GET /any/one', key: 'ANY /any/{proxy+}', params: { proxy: 'one' } },
  { call: 'POST /any/one', key: 'POST /any/one' },
  { call: 'PATCH /any/x/y', key: 'ANY /any/{proxy+}', params: { proxy: 'x/y' } },
  { call: 'GET /files/a//b', key: 'GET /files/{path+}', params: { path: 'a//b' }, why: 'a greedy value keeps its slashes' },
  { call: 'OPTIONS /own', key: 'OPTIONS /own' },
])('$call goes to $key', async ({ call, key, params }) => {
  const response = await app.request(call);
  expect(await response.json()).toEqual({ key, params: params ?? {} });
});

test.each([
  { call: 'GET /nothing', status: 404 },
  { call: 'GET //users', status: 404 },
  { call: 'GET /users//', status: 404 },
  { call: 'GET /users//posts/1', status: 404, why: 'an empty segment is no parameter' },
  { call: 'GET /files', status: 404, why: 'greedy wants one segment' },
  { call: 'GET /Users', status: 404, why: 'paths have a case' },
  { call: 'PUT /users', status: 405, allow: 'GET, HEAD, POST, OPTIONS' },
  { call: 'PUT /users/me', status: 405, allow: 'GET, HEAD, DELETE, OPTIONS', why: 'of all routes that match' },
  { call: 'OPTIONS /users', status: 204, allow: 'GET, HEAD, POST, OPTIONS' },
])('$call is $status', async ({ call, status, allow }) => {
  const response = await app.request(call);
  expect(response.status).toBe(status);
  expect(response.headers.get('allow')).toBe(allow ?? null);
});

describe('a malformed route stops the start', () => {
  test.each([
    'GET users',
    '/users',
    'get /users',
    'GET  /users',
    'FETCH /users',
    'GET /users/',
    'GET /users/{id',
    'GET /users/x{id}',
    'GET /{a+}/b',
    'GET /users/*',
  ])('%s', (key) => {
    const table: Record<string, () => number> = { [key]: () => 1 };
    expect(() => api({}, table)).toThrow(key);
  });
  test('two that answer the same', () => {
    expect(() => api({}, { 'GET /users/{id}': () => 1, 'GET /users/{name}': () => 2 })).toThrow('GET /users/{name}');
  });
});

test('groups are spread into one API or several, and no handler changes', async () => {
  const users = routes({}, { 'GET /users/{id}': ({ params }) => ({ user: params.id }) });
  const orders = routes({}, { 'GET /orders/{id}': ({ params }) => ({ order: params.id }) });
  const together = api({}, { ...users, ...orders });
  const apart = [api({}, users), api({}, orders)];
  for (const [call, index] of [
    ['GET /users/1', 0],
    ['GET /orders/2', 1],
  ] as const) {
    expect(await (await together.request(call)).json()).toEqual(await (await apart[index]?.request(call))?.json());
    expect((await apart[1 - index]?.request(call))?.status).toBe(404);
  }
});

test('concurrent events do not meet', async () => {
  const slow = api(
    {},
    {
      'GET /slow/{id}': async ({ params, header }) => {
        await new Promise((resolve) => setImmediate(resolve));
        return { id: params.id, header: header('x-id') };
      },
    },
  );
  const ids = Array.from({ length: 200 }, (_, index) => String(index));
  const answers = await Promise.all(ids.map(async (id) => (await slow.request(`GET /slow/${id}`, { headers: { 'x-id': id } })).json()));
  expect(answers).toEqual(ids.map((id) => ({ id, header: id })));
});
