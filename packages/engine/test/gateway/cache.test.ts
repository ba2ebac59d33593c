// Covers the stage's cache: what is kept, for whom, how long.
import { afterAll, beforeAll, expect, test } from 'vitest';
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

test('max-age=0 of somebody without the right: the kept answer, and a warning', async () => {
  const first = await text('/a');
  const answer = await gateway.send({ path: '/test/a', headers: { 'Cache-Control': 'max-age=0' } });
  expect(answer.text).toBe(first);
  expect(answer.headers.warning).toMatch(/^199 /);
});
