// Covers the stage's cache: what is kept, for whom, how long.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { patchStage as patched, stageInputOf } from '../../src/services/apigateway/patch-stage.ts';
import type { Stage } from '../../src/services/apigateway/rest-api.ts';
import { apiTemplate, lambdaUri, startGateway, type TestGateway } from './start-gateway.ts';

let gateway: TestGateway;
let count = 0;
const next = (): string => {
  count += 1;
  return String(count);
};
const integration = { type: 'aws_proxy', httpMethod: 'POST', uri: lambdaUri('count') };
beforeAll(async () => {
  gateway = await startGateway({
    template: apiTemplate(
      {
        'GET /a': 'count',
        'POST /a': 'count',
        'POST /own': 'count',
        'GET /off': 'count',
        'GET /short': 'count',
        'GET /large': 'large',
        'GET /users/{id}': 'count',
        'GET /people/{id}': { 'x-amazon-apigateway-integration': { ...integration, cacheKeyParameters: ['method.request.path.id'] } },
        'GET /keyed': {
          'x-amazon-apigateway-integration': {
            ...integration,
            cacheKeyParameters: ['method.request.querystring.q', 'method.request.header.X-Lang'],
          },
        },
      },
      {
        stage: {
          CacheClusterEnabled: true,
          CacheClusterSize: '0.5',
          MethodSettings: [
            { ResourcePath: '/*', HttpMethod: '*', CachingEnabled: true },
            { ResourcePath: '/own', HttpMethod: 'POST', CachingEnabled: true },
            { ResourcePath: '/off', HttpMethod: 'GET', CachingEnabled: false },
            { ResourcePath: '/short', HttpMethod: 'GET', CachingEnabled: true, CacheTtlInSeconds: 10 },
          ],
        },
      },
    ),
    functions: {
      count: () => ({ statusCode: 200, headers: { 'X-Mine': 'yes' }, body: next() }),
      large: () => ({ statusCode: 200, body: 'x'.repeat(1_048_577) + next() }),
    },
  });
  expect(gateway.diagnostics).toEqual([]);
});
afterAll(() => gateway.stop());

const text = async (path: string, headers: { readonly [name: string]: string } = {}, method = 'GET'): Promise<string> =>
  (await gateway.send({ method, path: `/test${path}`, headers })).text;

// Source for all: "Cache settings for REST APIs in API Gateway".
test('a GET is called once, and each answer has ids of its own', async () => {
  const first = await gateway.send({ path: '/test/a' });
  const second = await gateway.send({ path: '/test/a?undeclared=1' });
  expect([second.status, second.text, second.headers['x-mine']]).toEqual([200, first.text, 'yes']);
  expect(second.headers['x-amzn-requestid']).not.toBe(first.headers['x-amzn-requestid']);
  expect([first.trace.cache, second.trace.cache]).toEqual(['miss', 'hit']);
  expect(second.trace.steps.map((it) => it.name)).toEqual(['readCache']);
});

test('it lives for 300 seconds, or as long as the method says', async () => {
  const [a, short] = [await text('/a'), await text('/short')];
  gateway.clock.advance(11_000);
  expect(await text('/a')).toBe(a);
  expect(await text('/short')).not.toBe(short);
  gateway.clock.advance(290_000);
  expect(await text('/a')).not.toBe(a);
});

// Source: "Enable caching on query string parameters in API Gateway" (theburningmonk.com); "CacheNamespace" of the Integration.
test('a path parameter that is not declared does not matter either, and the trace says so', async () => {
  const one = await text('/users/1');
  const other = await gateway.send({ path: '/test/users/2' });
  expect(other.text).toBe(one);
  expect(other.trace.notes).toEqual([
    expect.objectContaining({ message: expect.stringContaining('/users/1'), hint: expect.stringContaining('method.request.path.id') }),
  ]);
  expect(await text('/people/1')).not.toBe(await text('/people/2'));
});

test('declared parameters make the key', async () => {
  const one = await text('/keyed?q=1', { 'X-Lang': 'de' });
  expect(await text('/keyed?q=1&other=2', { 'x-lang': 'de' })).toBe(one);
  expect(await text('/keyed?q=2', { 'X-Lang': 'de' })).not.toBe(one);
  expect(await text('/keyed?q=1', { 'X-Lang': 'en' })).not.toBe(one);
  expect(await text('/keyed?q=1')).not.toBe(one);
});

test.each([
  ['a POST, by a setting for all methods', '/a', 'POST', false],
  ['a POST, by a setting of its own', '/own', 'POST', true],
  ['a method that turns it off', '/off', 'GET', false],
  ['an answer over 1 MB', '/large', 'GET', false],
])('%s', async (_name, path, method, isKept) => {
  const first = await text(path, {}, method);
  expect((await text(path, {}, method)) === first).toBe(isKept);
});

const warning = '199 Cache-control headers were ignored because the caller was unauthorized.';
const stage = (): Stage => {
  const found = gateway.services.apigateway.stages().find((it) => it.stageName === 'test');
  if (!found) throw new Error('the stage is gone');
  return found;
};
const set = (...settings: readonly (readonly [name: string, value: string])[]): Stage =>
  gateway.services.apigateway.putStage(
    settings.reduce(
      (input, [name, value]) => patched(input, { op: 'replace', path: `/~1a/GET/caching/${name}`, value, from: undefined }),
      stageInputOf(stage()),
    ),
  );

// Source: "Invalidate an API Gateway cache entry".
test.each([
  ['by default: the kept answer, and a warning', [], 200, 'kept', warning],
  ['SUCCEED_WITH_RESPONSE_HEADER', ['unauthorizedCacheControlHeaderStrategy', 'SUCCEED_WITH_RESPONSE_HEADER'], 200, 'kept', warning],
  [
    'SUCCEED_WITHOUT_RESPONSE_HEADER',
    ['unauthorizedCacheControlHeaderStrategy', 'SUCCEED_WITHOUT_RESPONSE_HEADER'],
    200,
    'kept',
    undefined,
  ],
  ['FAIL_WITH_403', ['unauthorizedCacheControlHeaderStrategy', 'FAIL_WITH_403'], 403, 'refused', undefined],
  ['nobody needs a right', ['requireAuthorizationForCacheControl', 'false'], 200, 'made anew', undefined],
])('max-age=0 of somebody who has signed nothing: %s', async (_name, [member, value], status, outcome, warned) => {
  const before = stageInputOf(stage());
  set(['enabled', 'true']);
  if (member !== undefined && value !== undefined) set([member, value]);
  const first = await text('/a');
  const answer = await gateway.send({ path: '/test/a', headers: { 'Cache-Control': 'no-transform, max-age=0' } });
  expect([answer.status, answer.headers.warning]).toEqual([status, warned]);
  if (outcome !== 'refused') expect(answer.text === first ? 'kept' : 'made anew').toBe(outcome);
  else expect(answer.trace.refusal).toMatchObject({ rule: 'ACCESS_DENIED', hint: expect.stringContaining('InvalidateCache') });
  // What was made anew took the old answer's place.
  expect((await text('/a')) === (outcome === 'made anew' ? answer.text : first)).toBe(true);
  gateway.services.apigateway.putStage(before);
});

test('other changes leave a cache as it is; a flush empties the one of its stage', async () => {
  const { apigateway } = gateway.services;
  const first = await text('/a');
  apigateway.putApiKey({ id: 'other', name: 'other', value: 'v'.repeat(20), enabled: true, source: {} });
  expect(await text('/a')).toBe(first);
  const { restApiId, deployment } = stage();
  apigateway.putStage({ ...stageInputOf(stage()), stageName: 'second' });
  const second = await gateway.send({ path: '/second/a' });
  expect(second.text).not.toBe(first);
  apigateway.flushStageCache(restApiId, 'second');
  expect(await text('/a')).toBe(first);
  expect((await gateway.send({ path: '/second/a' })).text).not.toBe(second.text);
  apigateway.createDeployment(restApiId, deployment.id);
  expect(await text('/a')).not.toBe(first);
  apigateway.deleteStage(restApiId, 'second');
});
