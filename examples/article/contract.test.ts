// What the article promises of its API, asked from outside. The same answers must come from a REST API (SAM and serverless.yml), an HTTP API
// and a function URL, and from any deployed copy: CONTRACT_URL=https://... npx vitest run examples/article
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningCli, startCli } from '../../test/start-cli.ts';

const origin = 'https://app.example.com';
const deployed = process.env.CONTRACT_URL;
const targets = deployed
  ? [{ template: 'deployed' }]
  : ['template.yaml', 'serverless.yml', 'http-api.yaml', 'function-url.yaml'].map((template) => ({ template }));

describe.each(targets)('the article on $template', ({ template }) => {
  let running: RunningCli | undefined;
  let url = deployed ?? '';

  beforeAll(async () => {
    if (deployed) return;
    running = await startCli('examples/article', ['--template', template, '--memory']);
    url = running.url.replace(/\/$/, '');
  });
  afterAll(() => running?.stop());

  const call = (method: string, path: string, body?: unknown): Promise<Response> =>
    fetch(url + path, {
      method,
      headers: { origin, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });

  test('makes a user, finds it, lists it', async () => {
    const made = await call('POST', '/users', { name: 'Ada Lovelace', email: 'ada@example.com', age: 36, id: 'mine', admin: true });
    expect(made.status).toBe(201);
    const user = (await made.json()) as { id: string };
    expect(user).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      name: 'Ada Lovelace',
      email: 'ada@example.com',
      age: 36,
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    });
    expect(made.headers.get('location')).toBe(`/users/${user.id}`);

    const found = await call('GET', `/users/${user.id}`);
    expect(found.status).toBe(200);
    expect(await found.json()).toEqual(user);

    const page = await call('GET', '/users?limit=100');
    expect(page.status).toBe(200);
    expect(((await page.json()) as { users: unknown[] }).users).toContainEqual(user);
  });

  test('lists page by page', async () => {
    const names = ['Page one', 'Page two', 'Page three'];
    for (const name of names) await call('POST', '/users', { name, email: 'page@example.com' });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const answer = await call('GET', `/users?limit=1${cursor ? `&cursor=${cursor}` : ''}`);
      const page = (await answer.json()) as { users: { name: string }[]; next?: string };
      expect(page.users.length).toBeLessThanOrEqual(1);
      seen.push(...page.users.map((it) => it.name));
      cursor = page.next;
    } while (cursor);
    expect(seen).toEqual(expect.arrayContaining(names));
    expect(new Set(seen).size).toBe(seen.length);
  });

  test.each([
    { name: 'an unknown user', method: 'GET', path: '/users/00000000-0000-4000-8000-000000000000', status: 404, error: 'User not found' },
    { name: 'an id that is none', method: 'GET', path: '/users/1', status: 400, error: 'Validation failed' },
    { name: 'an unknown path', method: 'GET', path: '/nothing/here', status: 404, error: 'Not found' },
    { name: 'a method the path lacks', method: 'DELETE', path: '/users', status: 405, error: 'Method not allowed' },
    { name: 'no body', method: 'POST', path: '/users', body: '', status: 400, error: 'Validation failed' },
    { name: 'broken JSON', method: 'POST', path: '/users', body: '{"name":', status: 400, error: 'The body is not valid JSON' },
    {
      name: 'a short name',
      method: 'POST',
      path: '/users',
      body: { name: 'A', email: 'a@example.com' },
      status: 400,
      error: 'Validation failed',
    },
    { name: 'a bad page size', method: 'GET', path: '/users?limit=1000', status: 400, error: 'Validation failed' },
  ])('refuses $name', async ({ method, path, body, status, error }) => {
    const answer = await call(method, path, body);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(answer.headers.get('access-control-allow-origin')).toBe(origin);
    expect(await answer.json()).toMatchObject({ error, requestId: expect.stringMatching(/.+/) });
  });

  test('names the fields that are wrong, and not what was in them', async () => {
    const answer = await call('POST', '/users', { email: 'secret-not-an-email', age: 12 });
    const text = await answer.text();
    expect(JSON.parse(text).details.map((it: { path: string }) => it.path)).toEqual(['name', 'email', 'age']);
    expect(text).not.toContain('secret-not-an-email');
  });

  test.each(['/users', '/users/1'])('answers the preflight of %s', async (path) => {
    const headers = { origin, 'access-control-request-method': 'GET', 'access-control-request-headers': 'content-type' };
    const answer = await fetch(url + path, { method: 'OPTIONS', headers });
    expect([200, 204]).toContain(answer.status);
    expect(answer.headers.get('access-control-allow-origin')).toBe(origin);
    expect(answer.headers.get('access-control-allow-methods')).toContain('GET');
    expect(answer.headers.get('access-control-allow-headers')?.toLowerCase()).toContain('content-type');
  });
});
