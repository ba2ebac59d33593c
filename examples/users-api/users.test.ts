// What the README promises, through the real command line.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningCli, startCli } from '../../test/start-cli.ts';

let running: RunningCli;
beforeAll(async () => {
  running = await startCli('examples/users-api', ['--memory']);
});
afterAll(() => running.stop());

const origin = 'http://localhost:5173';
const call = (path: string, init: RequestInit = {}) => fetch(`${running.url}${path}`, { ...init, headers: { origin, ...init.headers } });
const post = (body: object) =>
  call('/users', { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });

test('a user is made, found, listed and deleted', async () => {
  const made = await post({ name: 'Ada Lovelace', email: 'ada@example.com', age: 36 });
  expect(made.status).toBe(201);
  const user = (await made.json()) as { id: string };
  expect(await (await call(`/users/${user.id}`)).json()).toEqual(user);
  expect(await (await call('/users?limit=10')).json()).toEqual({ users: [user] });
  expect((await call(`/users/${user.id}`, { method: 'DELETE' })).status).toBe(204);
  expect((await call(`/users/${user.id}`)).status).toBe(404);
});

test.each([
  { name: '404', run: () => call('/users/00000000-0000-4000-8000-000000000000'), status: 404 },
  { name: '400', run: () => post({ name: 'A' }), status: 400 },
  { name: 'the gateway’s own 403', run: () => call('/nothing'), status: 403 },
  {
    name: 'a preflight',
    run: () => call('/users', { method: 'OPTIONS', headers: { 'access-control-request-method': 'POST' } }),
    status: 200,
  },
])('$name has its CORS headers', async ({ run, status }) => {
  const answer = await run();
  expect(answer.status).toBe(status);
  expect(answer.headers.get('access-control-allow-origin')).toBe(origin);
});
