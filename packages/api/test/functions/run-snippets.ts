// Runs the snippets of docs/api.md in one process, as an application would, and checks that each does what the page says of it.
// snippets.test.ts puts this file beside them. A snippet that no row knows, or more than one, is a fault.
import { deepStrictEqual, ok } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as core from '@gatewright/api';
import * as keys from '@gatewright/api/auth';
import * as gate from '@gatewright/api/authorizer';
import * as configuration from '@gatewright/api/config';
import * as logs from '@gatewright/api/log';
import { z } from 'zod';

/** What the snippets export, each some of it. */
interface Snippet {
  readonly default: core.Api;
  readonly handler: core.Api;
  readonly usersHandler: core.Api;
  readonly thrown: readonly (() => never)[];
  readonly authorize: ReturnType<typeof gate.authorizer>;
}

interface Row {
  /** Words that this snippet alone has. */
  readonly words: string;
  readonly run: (snippet: Snippet) => unknown;
  readonly expected: unknown;
}

const origin = 'https://app.example.com';
const uuid = '0f8fad5b-d9cb-469f-a165-70867728950e';
const written: string[] = [];
const fetched: string[] = [];

async function call(app: core.Api, line: string, options: Parameters<core.Api['request']>[1] = {}): Promise<unknown[]> {
  const response = await app.request(line, options);
  const text = await response.text();
  return [response.status, text && JSON.parse(text)];
}

const rows: readonly Row[] = [
  {
    words: 'getUserById(params.id)',
    run: async ({ handler }) => [
      await call(handler, 'GET /users/1'),
      (await call(handler, 'GET /users/2'))[0],
      (await call(handler, 'POST /users', { body: { name: 'Ada', email: 'ada@example.com' } }))[0],
      (await call(handler, 'POST /users', { body: { name: 'Ada' } }))[0],
    ],
    expected: [[200, { id: '1' }], 404, 201, 400],
  },
  {
    words: 'export const usersHandler',
    run: async ({ handler, usersHandler }) => [
      await call(handler, 'GET /users/7'),
      (await call(handler, 'GET /orders/7'))[0],
      await call(usersHandler, 'GET /users/7'),
      (await call(usersHandler, 'GET /orders/7'))[0],
    ],
    expected: [[200, { id: '7' }], 200, [200, { id: '7' }], 404],
  },
  {
    words: 'z.uuid()',
    run: async ({ default: app }) => [
      await call(app, `GET /users/${uuid}?limit=5`, { headers: { 'x-tenant': 't' } }),
      (await call(app, 'GET /users/1?limit=500'))[0],
    ],
    expected: [[200, { id: uuid }], 400],
  },
  {
    words: 'throw new ConflictError',
    run: ({ thrown }) => Promise.all(thrown.map(async (it) => (await call(core.api({}, { 'GET /x': it }), 'GET /x'))[0])),
    expected: [404, 409, 400, 402],
  },
  {
    words: 'maxAge: 7200',
    run: async ({ handler }) => {
      const headers = { origin, 'access-control-request-method': 'GET' };
      const allowed = [
        await handler.request('GET /users/1', { headers: { origin } }),
        await handler.request('OPTIONS /users/1', { headers }),
      ];
      const names = ['access-control-allow-origin', 'access-control-allow-credentials', 'access-control-max-age', 'vary'];
      return allowed.map((it) => names.map((name) => it.headers.get(name)));
    },
    expected: [
      [origin, 'true', null, 'Origin'],
      [origin, 'true', '7200', 'Origin'],
    ],
  },
  {
    words: "parameter('/my-api/keys'",
    run: async ({ handler }) => [
      await call(handler, 'GET /x', { headers: { 'X-Api-Key': 'the-key' } }),
      (await call(handler, 'GET /x'))[0],
    ],
    expected: [[200, 'billing'], 401],
  },
  { words: "from '@gatewright/api/jwt'", run: () => 'loads', expected: 'loads' },
  {
    words: 'authorizer(auth)',
    run: async ({ authorize, handler }) => [
      Reflect.get(
        await authorize({ type: 'TOKEN', authorizationToken: 'x', methodArn: 'arn:aws:execute-api:r:1:api/stage/GET/x' }),
        'principalId',
      ),
      await call(handler, 'GET /me', { requestContext: { authorizer: { sub: 'ada' } } }),
    ],
    expected: ['ada', [200, 'ada']],
  },
  {
    words: "measure.count('Signup'",
    run: async ({ handler }) => {
      const [status] = await call(handler, 'POST /users', { body: { name: 'Ada', plan: 'pro' } });
      const lines = written.map((it) => JSON.parse(it));
      return [status, lines.find((it) => it.Signup)?.plan, lines.find((it) => it.Requests)?.route];
    },
    expected: [201, 'pro', 'POST /users'],
  },
  {
    words: 'const withTenant',
    run: async ({ handler }) => {
      const response = await handler.request('GET /x', { headers: { 'x-tenant': 'acme' } });
      return [await response.json(), response.headers.get('x-tenant')];
    },
    expected: ['acme', 'seen'],
  },
  {
    words: 'config(z.object({ TABLE_NAME',
    run: async ({ handler }) => {
      const [status] = await call(handler, 'GET /x');
      return [status, written.map((it) => JSON.parse(it)).map(({ message, service }) => [message, service])];
    },
    expected: [
      204,
      [
        ['here', 'users'],
        ['GET /x 204', 'users'],
      ],
    ],
  },
  { words: "handler.request('POST /users'", run: () => 'its own expectation holds', expected: 'its own expectation holds' },
  { words: 'client<typeof handler>', run: () => fetched, expected: ['https://api.example.com/prod/users/1'] },
];

/** A Parameter Store that has one parameter: the hashes of the keys. */
const store = createServer((_request, response) => {
  response.setHeader('content-type', 'application/x-amz-json-1.1');
  response.end(JSON.stringify({ Parameter: { Value: JSON.stringify({ billing: keys.hashApiKey('the-key') }) } }));
});
await new Promise<void>((resolve) => store.listen(0, '127.0.0.1', resolve));
const { port } = store.address() as AddressInfo;
Object.assign(process.env, {
  AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'a',
  AWS_SECRET_ACCESS_KEY: 'b',
  TABLE_NAME: 'users',
});

const NewUser = z.object({ name: z.string(), plan: z.string().default('free') });
const findUser = async (id: string) => ({ id });
const createUser = async () => ({ id: '1' });
// What a reader takes from the text around a snippet, as in snippets.test.ts.
Object.assign(globalThis, core, keys, gate, configuration, logs, {
  z,
  User: z.object({ id: z.string() }),
  NewUser,
  auth: { authenticate: async () => ({ sub: 'ada' }) },
  handler: core.api({}, { 'POST /users': core.route({ body: NewUser }, async () => core.created(await createUser())) }),
  policy: core.cors({ allowOrigins: [origin] }),
  users: core.routes({}, { 'GET /users/{id}': ({ params }) => findUser(params.id) }),
  orders: core.routes({}, { 'GET /orders/{id}': ({ params }) => findUser(params.id) }),
  id: '1',
  key: 'the-key',
  error: new Error('the cause'),
  getUserById: async (id: string) => (id === '1' ? { id } : undefined),
  createUser,
  findUser,
  expect: (value: unknown) => ({ toBe: (wanted: unknown) => deepStrictEqual(value, wanted) }),
  fetch: async (url: string) => {
    fetched.push(url);
    return Response.json({ id: '1' });
  },
});

const snippets: readonly { readonly file: string; readonly text: string }[] = JSON.parse(
  readFileSync(new URL('snippets.json', import.meta.url), 'utf8'),
);
const print = process.stdout.write.bind(process.stdout);
process.stdout.write = (line: string | Uint8Array): boolean => written.push(String(line)) > 0;
for (const { file, text } of snippets) {
  const [row, other] = rows.filter(({ words }) => text.includes(words));
  ok(row && !other, `a row for this snippet is to be written:\n${text}`);
  written.length = 0;
  deepStrictEqual(await row.run(await import(file)), row.expected, row.words);
}
store.close();
print(`${snippets.length} run\n`);
