// What must not compile. The compiler is the judge (`npm run typecheck`): an unused @ts-expect-error is an error too.
import type { ALBEvent, APIGatewayProxyEvent, APIGatewayProxyEventV2, Context, LambdaFunctionURLEvent } from 'aws-lambda';
import { expectTypeOf, test } from 'vitest';
import { z } from 'zod';
import { apiKey } from '../src/auth.ts';
import { type Client, client } from '../src/client.ts';
import { type Api, api, created, json, type Middleware, noContent, route, routes } from '../src/index.ts';

const NewUser = z.object({ name: z.string() });
const User = NewUser.extend({ id: z.string() });
const withTenant: Middleware<{ readonly tenant: string }> = (_request, next) => next({ tenant: 't' });
const keys = apiKey({ keys: {} });

const users = routes({ auth: keys }, { 'GET /me': ({ user }) => ({ caller: user.name }) });

const app = api(
  { use: [withTenant] },
  {
    ...users,
    'GET /users/{id}': ({ params, tenant, body, query }) => {
      expectTypeOf(params).toEqualTypeOf<{ readonly id: string }>();
      expectTypeOf(tenant).toEqualTypeOf<string>();
      expectTypeOf(body).toEqualTypeOf<unknown>();
      expectTypeOf(query.limit).toEqualTypeOf<string | undefined>();
      // @ts-expect-error the path has no such parameter
      params.name;
      return { id: params.id, name: tenant };
    },
    'GET /files/{org}/{path+}': ({ params }) => {
      expectTypeOf(params).toEqualTypeOf<{ readonly org: string; readonly path: string }>();
      return noContent();
    },
    'POST /users': route(
      { body: NewUser, query: z.object({ n: z.coerce.number() }), response: { 201: User } },
      ({ body, query, tenant }) => {
        expectTypeOf(body).toEqualTypeOf<{ name: string }>();
        expectTypeOf(query.n).toEqualTypeOf<number>();
        // @ts-expect-error the schema has no such field
        body.email;
        return created({ id: tenant, name: body.name });
      },
    ),
    'GET /locked': route({ auth: keys }, ({ user }) => user.name),
    // @ts-expect-error nobody is known here
    'GET /open': ({ user }) => ({ user }),
    // @ts-expect-error a field is missing
    'PUT /users/{id}': route({ response: User }, ({ params }) => ({ id: params.id })),
    // @ts-expect-error the body of this status has another shape
    'PATCH /users/{id}': route({ response: { 201: User } }, () => created({ id: 1, name: 'x' })),
    // @ts-expect-error this status was not promised
    'PATCH /users': route({ response: { 201: User } }, () => json({ id: '1', name: 'x' }, 202)),
    // @ts-expect-error a forgotten return
    'DELETE /users/{id}': route({}, async () => {}),
  },
);

// @ts-expect-error a forgotten return
api({}, { 'DELETE /a': async () => {} });

const call: Client<typeof app> = client<typeof app>('https://x.example');

test('types', () => {
  const calls = async (): Promise<void> => {
    expectTypeOf(await call('GET /users/{id}', { params: { id: '1' } })).toEqualTypeOf<{ id: string; name: string }>();
    expectTypeOf(await call('POST /users', { body: { name: 'x' }, query: { n: 1 } })).toEqualTypeOf<{ id: string; name: string }>();
    expectTypeOf(await call('GET /me')).toEqualTypeOf<{ caller: string }>();
    // @ts-expect-error there is no such route
    await call('GET /nothing');
    // @ts-expect-error the parameter is missing
    await call('GET /users/{id}', {});
    // @ts-expect-error the body is of another shape
    await call('POST /users', { body: { name: 1 }, query: { n: 1 } });
  };
  expectTypeOf(calls).toBeFunction();
});

test('a handler takes the events and contexts of @types/aws-lambda', () => {
  const accepts = (
    handler: Api,
    event: APIGatewayProxyEvent & APIGatewayProxyEventV2 & ALBEvent & LambdaFunctionURLEvent,
    context: Context,
  ) => handler(event, context);
  const each = async (handler: Api, a: APIGatewayProxyEvent, b: APIGatewayProxyEventV2, c: ALBEvent, d: LambdaFunctionURLEvent) => [
    handler(a),
    handler(b),
    handler(c),
    handler(d),
  ];
  expectTypeOf(accepts).toBeFunction();
  expectTypeOf(each).toBeFunction();
});
