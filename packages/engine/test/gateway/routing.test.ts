// Covers which method of a REST API a request reaches, and what an unknown route is told. The event itself is in proxy-event.test.ts.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { apiTemplate, startGateway, type TestGateway } from './start-gateway.ts';

let gateway: TestGateway;
const echo = ({ resource, httpMethod, path, pathParameters, requestContext }: { readonly [member: string]: unknown }): object => ({
  statusCode: 200,
  body: JSON.stringify({ resource, httpMethod, path, pathParameters, contextPath: (requestContext as { path: string }).path }),
});

beforeAll(async () => {
  const routes = [
    'GET /',
    'GET /users',
    'POST /users',
    'GET /users/{id}',
    'GET /users/me',
    'POST /test',
    'OPTIONS /{proxy+}',
    'ANY /any',
    'GET /any/{proxy+}',
    'GET /part1/fixed',
    'PUT /{proxy+}',
  ];
  gateway = await startGateway({ template: apiTemplate(Object.fromEntries(routes.map((route) => [route, 'echo']))), functions: { echo } });
  expect(gateway.diagnostics).toEqual([]);
});
afterAll(() => gateway.stop());

interface Row {
  readonly name: string;
  readonly request: string;
  readonly resource?: string;
  readonly path?: string;
  readonly contextPath?: string;
  readonly pathParameters?: object | null;
  readonly source: string;
}

const recorded = 'localstack snapshot test_apigateway_lambda / test_apigateway_basic';
const rows: readonly Row[] = [
  { name: 'the root of a stage', request: 'GET /test', resource: '/', path: '/', source: recorded },
  { name: 'the root with a slash', request: 'GET /test/', resource: '/', path: '/', source: recorded },
  {
    name: 'the only stage at the root',
    request: 'GET /users',
    resource: '/users',
    path: '/users',
    contextPath: '/test/users',
    source: 'this project: one stage answers at the root too',
  },
  {
    name: 'a literal before a parameter',
    request: 'GET /test/users/me',
    resource: '/users/me',
    pathParameters: null,
    source: 'Set up a method request',
  },
  {
    name: 'a parameter, not decoded',
    request: 'GET /test/users/a%2Bb@c.d',
    resource: '/users/{id}',
    pathParameters: { id: 'a%2Bb@c.d' },
    source: recorded,
  },
  { name: 'an encoded literal', request: 'GET /test/us%65rs', resource: '/users', source: 'a guess: literals are compared decoded' },
  { name: 'slashes before the stage', request: 'GET //test/users', resource: '/users', path: '/users', source: recorded },
  {
    name: 'slashes after the stage',
    request: 'GET /test//users',
    resource: '/users',
    path: '/users',
    contextPath: '/test//users',
    source: recorded,
  },
  {
    name: 'a trailing slash',
    request: 'GET /test/users/',
    resource: '/users',
    path: '/users/',
    contextPath: '/test/users/',
    source: recorded,
  },
  {
    name: 'a trailing slash is no part of a parameter',
    request: 'GET /test/users/1/',
    resource: '/users/{id}',
    path: '/users/1/',
    pathParameters: { id: '1' },
    source: recorded,
  },
  {
    name: 'slashes in a greedy parameter',
    request: 'GET /test/any/a//b',
    resource: '/any/{proxy+}',
    path: '/any/a//b',
    pathParameters: { proxy: 'a//b' },
    source: recorded,
  },
  {
    name: 'a greedy parameter without its trailing slash',
    request: 'GET /test/any/a/',
    resource: '/any/{proxy+}',
    pathParameters: { proxy: 'a' },
    source: recorded,
  },
  {
    name: 'a resource without the method gives way to a greedy one',
    request: 'OPTIONS /test/test',
    resource: '/{proxy+}',
    pathParameters: { proxy: 'test' },
    source: recorded,
  },
  {
    name: 'no strict descent into the tree',
    request: 'PUT /test/part1/other',
    resource: '/{proxy+}',
    pathParameters: { proxy: 'part1/other' },
    source: recorded,
  },
  { name: 'ANY stands for PATCH', request: 'PATCH /test/any', resource: '/any', source: 'Set up a method request' },
  { name: 'ANY of the nearer resource before a method of the greedy one', request: 'PUT /test/any', resource: '/any', source: recorded },
  {
    name: 'an address with the API',
    request: 'GET /_aws/execute-api/API/test/users',
    resource: '/users',
    path: '/users',
    contextPath: '/test/users',
    source: 'this project',
  },
  { name: 'an unknown path', request: 'GET /test/nowhere', source: recorded },
  { name: 'a path without the method', request: 'DELETE /test/users', source: recorded },
  { name: 'a greedy resource does not cover its parent', request: 'PUT /test', source: 'Set up a proxy integration with a proxy resource' },
  { name: 'GET does not imply HEAD', request: 'HEAD /test/users', source: 'Set up a method request' },
  { name: 'paths mind case', request: 'GET /test/Users', source: 'a guess' },
  { name: 'a parameter is not empty', request: 'GET /test/users//', resource: '/users', source: 'a guess: trailing slashes do not count' },
];

test.each(rows)('$name', async ({ request, resource, path, contextPath, pathParameters }) => {
  const [method = '', target = ''] = request.split(' ');
  const apiId = [...new Set(gateway.traces.map((it) => it.apiId))][0] ?? (await gateway.send({ path: '/test' })).trace.apiId ?? '';
  const answer = await gateway.send({ method, path: target.replace('API', apiId) });
  if (resource === undefined) {
    expect(answer.status).toBe(403);
    expect(answer.headers['x-amzn-errortype']).toBe('MissingAuthenticationTokenException');
    expect(answer.text).toBe(method === 'HEAD' ? '' : '{"message":"Missing Authentication Token"}');
    expect(answer.trace.refusal).toMatchObject({ layer: 'gateway', rule: 'MISSING_AUTHENTICATION_TOKEN' });
    expect(answer.trace.refusal?.hint).toBeTruthy();
    return;
  }
  expect(answer.status).toBe(200);
  expect(JSON.parse(answer.text)).toMatchObject({
    resource,
    ...(path !== undefined && { path }),
    ...(contextPath !== undefined && { contextPath }),
    ...(pathParameters !== undefined && { pathParameters }),
  });
});

test('X-HTTP-Method-Override takes the place of the method and is not forwarded', async () => {
  const answer = await gateway.send({ method: 'GET', path: '/test/users', headers: { 'X-HTTP-Method-Override': 'POST' } });
  expect(JSON.parse(answer.text)).toMatchObject({ httpMethod: 'POST' });
  expect(Object.keys(gateway.invocations.at(-1)?.event.headers as object)).not.toContain('X-HTTP-Method-Override');
});

test('a cure names the methods that are there, and the nearest path', async () => {
  const methods = await gateway.send({ method: 'DELETE', path: '/test/users' });
  expect(methods.trace.refusal?.hint).toContain('/users has GET, POST');
  const near = await gateway.send({ path: '/test/user' });
  expect(near.trace.refusal?.hint).toContain('/users');
});
