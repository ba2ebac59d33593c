// What reaches a handler and what is refused before it. The same rules with four schema libraries.
import { type } from 'arktype';
import Joi from 'joi';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { api, cors, route, type Schema } from '../src/index.ts';

const schemas: Readonly<Record<string, Schema>> = {
  zod: z.object({ name: z.string().min(2).max(100), email: z.email(), age: z.int().min(18).max(120).optional() }),
  valibot: v.object({
    name: v.pipe(v.string(), v.minLength(2)),
    email: v.pipe(v.string(), v.email()),
    age: v.optional(v.pipe(v.number(), v.integer(), v.minValue(18))),
  }),
  arktype: type({ name: 'string >= 2', email: 'string.email', 'age?': '18 <= number.integer <= 120' }),
  joi: Joi.object({
    name: Joi.string().required().min(2).max(100),
    email: Joi.string().email().required(),
    age: Joi.number().integer().min(18).max(120).optional(),
  }).options({ abortEarly: false }),
};

describe.each(Object.entries(schemas))('%s', (_library, schema) => {
  let calls = 0;
  const app = api(
    { cors: cors({ allowOrigins: ['*'] }) },
    {
      'POST /users': route({ body: schema }, ({ body }) => {
        calls += 1;
        return { body };
      }),
    },
  );
  const post = (body: unknown, contentType = 'application/json') =>
    app.request('POST /users', { body, headers: { 'content-type': contentType } });

  test('a valid body reaches the handler', async () => {
    const user = { name: 'Ada', email: 'ada@example.com', age: 36 };
    expect(await (await post(user)).json()).toEqual({ body: user });
  });

  test.each([
    { name: 'a short name', body: { name: 'A', email: 'ada@example.com' }, paths: ['name'] },
    { name: 'a missing email', body: { name: 'Ada' }, paths: ['email'] },
    { name: 'a wrong email', body: { name: 'Ada', email: 'hunter2-secret' }, paths: ['email'] },
    { name: 'a young age', body: { name: 'Ada', email: 'ada@example.com', age: 1234567 - 1234560 }, paths: ['age'] },
    { name: 'a wrong type', body: { name: 98765432, email: 'ada@example.com' }, paths: ['name'] },
  ])('$name is refused by its path, its value unsaid', async ({ body, paths }) => {
    calls = 0;
    const response = await post(body);
    const text = await response.text();
    expect(response.status).toBe(400);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    const answer = JSON.parse(text);
    expect(answer).toMatchObject({ error: 'Validation failed', code: 'VALIDATION_FAILED' });
    expect(answer.details.map((it: { in: string; path: string }) => [it.in, it.path])).toEqual(paths.map((it) => ['body', it]));
    for (const it of answer.details) expect(it.message.length).toBeGreaterThan(3);
    expect(text).not.toMatch(/hunter2|98765432/);
    expect(calls).toBe(0);
  });

  test.each([
    { name: 'no body', body: undefined, status: 400, error: 'Validation failed' },
    { name: 'an empty body', body: '', status: 400, error: 'Validation failed' },
    { name: 'broken JSON', body: '{"name":', status: 400, error: 'The body is not valid JSON' },
    {
      name: 'another media type',
      body: 'name=Ada',
      contentType: 'application/x-www-form-urlencoded',
      status: 415,
      error: 'Unsupported media type',
    },
    {
      name: 'JSON that says it is text',
      body: '{}',
      contentType: 'text/plain; application/json',
      status: 415,
      error: 'Unsupported media type',
    },
    { name: 'a list', body: '[]', status: 400, error: 'Validation failed' },
    { name: 'null', body: 'null', status: 400, error: 'Validation failed' },
  ])('$name is $status', async ({ body, contentType, status, error }) => {
    const response = await post(body, contentType);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error });
  });

  test.each(['application/json; charset=utf-8', 'APPLICATION/JSON', 'application/merge-patch+json'])('%s is JSON', async (contentType) => {
    expect((await post('{"name":"Ada","email":"ada@example.com"}', contentType)).status).toBe(200);
  });

  test('__proto__ is harmless', async () => {
    const response = await post('{"name":"Ada","email":"ada@example.com","__proto__":{"admin":true},"\\u005f_proto__":{"admin":true}}');
    expect(response.status).toBe(200);
    const { body } = (await response.json()) as { body: Record<string, unknown> };
    expect(Object.keys(body).sort()).toEqual(['email', 'name']);
    expect(Object.assign({}, body)).not.toHaveProperty('admin');
    expect({}).not.toHaveProperty('admin');
  });
});

test('path, query and headers are checked, together, and typed', async () => {
  const app = api(
    {},
    {
      'GET /users/{id}': route(
        {
          params: z.object({ id: z.uuid() }),
          query: z.object({ limit: z.coerce.number().int().max(100).default(20), tag: z.array(z.string()).optional() }),
          headers: z.object({ 'x-tenant': z.string() }),
        },
        ({ params, query, headers }) => ({ id: params.id, limit: query.limit, tags: query.tag, tenant: headers['x-tenant'] }),
      ),
    },
  );
  const bad = await app.request('GET /users/1?limit=1000&limit=3');
  expect(((await bad.json()) as { details: { in: string; path: string }[] }).details.map((it) => `${it.in}.${it.path}`)).toEqual([
    'params.id',
    'query.limit',
    'headers.x-tenant',
  ]);
  const id = '00000000-0000-4000-8000-000000000000';
  const good = await app.request(`GET /users/${id}?tag=a&tag=b`, { headers: { 'X-Tenant': 't' } });
  expect(await good.json()).toEqual({ id, limit: 20, tags: ['a', 'b'], tenant: 't' });
});

test('an asynchronous schema is waited for', async () => {
  const schema = z.object({ name: z.string().refine(async (it) => it !== 'taken', 'Taken') });
  const app = api({}, { 'POST /x': route({ body: schema }, ({ body }) => body) });
  expect((await app.request('POST /x', { body: { name: 'free' } })).status).toBe(200);
  expect(await (await app.request('POST /x', { body: { name: 'taken' } })).json()).toMatchObject({
    details: [{ path: 'name', message: 'Taken' }],
  });
});

test('an optional body may be left out', async () => {
  const app = api({}, { 'POST /x': route({ body: z.object({ a: z.string() }).optional() }, ({ body }) => ({ has: body !== undefined })) });
  expect(await (await app.request('POST /x')).json()).toEqual({ has: false });
});

test('a body over the limit is 413, a larger limit can be set, and an answer has no more than 50 details', async () => {
  const list = z.array(z.string());
  const app = api(
    {},
    {
      'POST /small': route({ body: list, maximumBodyBytes: 100 }, () => 1),
      'POST /large': route({ body: list, maximumBodyBytes: 5e6 }, () => 1),
    },
  );
  const body = Array.from({ length: 1000 }, () => 1);
  expect((await app.request('POST /small', { body })).status).toBe(413);
  const refused = await app.request('POST /large', { body });
  expect(((await refused.json()) as { details: unknown[] }).details).toHaveLength(50);
});

describe('in tests, an answer must keep its promise', () => {
  const User = z.object({ id: z.string() });
  const app = api(
    {},
    {
      'GET /right': route({ response: User }, () => ({ id: '1' })),
      'GET /wrong': route({ response: User }, () => JSON.parse('{"id":1}')),
      'GET /error': () => ({ error: 'not found' }),
    },
  );
  test('kept', async () => expect((await app.request('GET /right')).status).toBe(200));
  test('broken', async () => expect(app.request('GET /wrong')).rejects.toThrow('GET /wrong'));
  test('a success that is an error', async () => expect(app.request('GET /error')).rejects.toThrow('top-level "error"'));
});
