// Covers the control plane as `aws apigateway` speaks to it: what it lists, and that what it changes is served at once.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { noIdentities } from '../../src/gateway/identity/identities.ts';
import { createTestInvoker } from '../../src/gateway/rest/test-invoke.ts';
import type { AwsResponse, AwsService } from '../../src/protocol/aws-service.ts';
import { createApiGatewayControlPlane } from '../../src/services/apigateway/control-plane.ts';
import { createWorld } from '../../src/world/world.ts';
import { apiTemplate, startGateway, type TestGateway } from './start-gateway.ts';

let gateway: TestGateway;
let control: AwsService;
let api: string;

const routes = { 'GET /a/{id}': 'answer', 'GET /cached': 'answer' };
const settings = [{ ResourcePath: '/cached', HttpMethod: 'GET', CachingEnabled: true }];
beforeAll(async () => {
  gateway = await startGateway({
    template: apiTemplate(routes, { stage: { Variables: { name: 'one' }, CacheClusterEnabled: true, MethodSettings: settings } }),
    functions: { answer: ({ stageVariables }) => ({ statusCode: 200, body: JSON.stringify(stageVariables) }) },
  });
  expect(gateway.diagnostics).toEqual([]);
  const world = createWorld();
  const testInvoker = createTestInvoker({ world, services: gateway.services, identities: noIdentities });
  control = createApiGatewayControlPlane({ world, apigateway: gateway.services.apigateway, testInvoker });
  api = [...gateway.services.apigateway.restApis.keys()][0] ?? '';
});
afterAll(() => gateway.stop());

async function call(method: string, url: string, document?: object): Promise<AwsResponse & { readonly document: Record<string, unknown> }> {
  const body = Buffer.from(document === undefined ? '' : JSON.stringify(document));
  const answer = await control.handle({ method, url, headers: {}, body, requestId: 'r' });
  const text = answer.body.toString();
  return { ...answer, document: text === '' ? {} : JSON.parse(text) };
}
const patch = (...patchOperations: readonly object[]): ReturnType<typeof call> =>
  call('PATCH', `/restapis/${api}/stages/test`, { patchOperations });
const status = async (path: string): Promise<number> => (await gateway.send({ path })).status;

// Source: "Amazon API Gateway V1 API reference"; lists are called `item` on the wire.
test('lists APIs, resources, stages and deployments', async () => {
  const apis = await call('GET', '/restapis');
  expect([apis.status, apis.operation]).toEqual([200, 'GetRestApis']);
  expect(apis.document).toEqual({ item: [expect.objectContaining({ id: api, name: 'api', apiKeySource: 'HEADER' })] });
  expect((await call('GET', `/restapis/${api}`)).document).toMatchObject({ id: api });
  const resources = (await call('GET', `/restapis/${api}/resources?embed=methods`)).document.item;
  expect(resources).toContainEqual(
    expect.objectContaining({
      path: '/a/{id}',
      pathPart: '{id}',
      resourceMethods: {
        GET: expect.objectContaining({ httpMethod: 'GET', methodIntegration: expect.objectContaining({ type: 'AWS_PROXY' }) }),
      },
    }),
  );
  const stage = (await call('GET', `/restapis/${api}/stages/test`)).document;
  expect(stage).toMatchObject({ stageName: 'test', variables: { name: 'one' }, cacheClusterEnabled: true });
  expect((await call('GET', `/restapis/${api}/stages`)).document.item).toEqual([stage]);
  expect((await call('GET', `/restapis/${api}/deployments`)).document.item).toEqual([
    { id: stage.deploymentId, createdDate: expect.any(Number) },
  ]);
});

test('a list comes in pages', async () => {
  const first = (await call('GET', `/restapis/${api}/resources?limit=2`)).document;
  expect(first.item).toHaveLength(2);
  const second = (await call('GET', `/restapis/${api}/resources?limit=2&position=${first.position}`)).document;
  expect(second.item).toHaveLength(2);
  expect(second.position).toBeUndefined();
});

test.each([
  { name: 'an unknown API', url: '/restapis/none', status: 404, code: 'NotFoundException' },
  { name: 'an unknown stage', url: '/restapis/{api}/stages/none', status: 404, code: 'NotFoundException' },
  { name: 'an unknown key', url: '/apikeys/none', status: 404, code: 'NotFoundException' },
  { name: 'a page of nothing', url: '/restapis?limit=0', status: 400, code: 'BadRequestException' },
  { name: 'an operation that is not there', url: '/restapis/{api}/sdks/js', status: 501, code: 'NotImplemented' },
])('refuses $name', async ({ url, status, code }) => {
  const answer = await call('GET', url.replace('{api}', api));
  expect([answer.status, answer.headers['x-amzn-errortype']]).toEqual([status, code]);
  expect(answer.document.message).toBeTruthy();
});

// Source: "UpdateStage"; "Deployments for REST APIs": pointing a stage at an earlier deployment.
test('a stage that is pointed at an earlier deployment serves it at once', async () => {
  const before = (await call('GET', `/restapis/${api}/stages/test`)).document.deploymentId;
  gateway.services.apigateway.editRestApi(api, (it) => {
    for (const [id, { path }] of it.resources) if (path === '/a/{id}') it.resources.delete(id);
  });
  expect(await status('/test/a/1')).toBe(200);
  const created = await call('POST', `/restapis/${api}/deployments`, { stageName: 'test' });
  expect([created.status, created.operation]).toEqual([201, 'CreateDeployment']);
  expect(await status('/test/a/1')).toBe(403);
  expect((await gateway.send({ path: '/test/cached' })).text).toBe('{"name":"one"}');
  expect((await call('DELETE', `/restapis/${api}/deployments/${created.document.id}`)).status).toBe(400);
  const rolledBack = await patch({ op: 'replace', path: '/deploymentId', value: before });
  expect([rolledBack.status, rolledBack.document.deploymentId]).toEqual([200, before]);
  expect(await status('/test/a/1')).toBe(200);
  expect((await call('DELETE', `/restapis/${api}/deployments/${created.document.id}`)).status).toBe(202);
  expect((await patch({ op: 'replace', path: '/deploymentId', value: created.document.id })).status).toBe(400);
  expect(await status('/test/a/1')).toBe(200);
});

test('a stage is patched: variables, throttles, caches, canaries', async () => {
  const answer = await patch(
    { op: 'replace', path: '/variables/name', value: 'two' },
    { op: 'add', path: '/variables/more', value: 'x' },
    { op: 'replace', path: '/~1a~1{id}/GET/throttling/rateLimit', value: '1' },
    { op: 'replace', path: '/~1a~1{id}/GET/throttling/burstLimit', value: '1' },
    { op: 'replace', path: '/canarySettings/percentTraffic', value: '0' },
  );
  expect(answer.document).toMatchObject({
    variables: { name: 'two', more: 'x' },
    methodSettings: { '~1a~1{id}/GET': { throttlingRateLimit: 1, throttlingBurstLimit: 1 } },
    canarySettings: { percentTraffic: 0 },
  });
  expect([await status('/test/a/1'), await status('/test/a/1')]).toEqual([200, 429]);
  expect((await gateway.send({ path: '/test/cached' })).text).toContain('two');
  await patch({ op: 'replace', path: '/canarySettings/stageVariableOverrides/name', value: 'three' });
  await patch({ op: 'replace', path: '/canarySettings/percentTraffic', value: '100' });
  expect((await gateway.send({ path: '/test/cached' })).text).toContain('three');
  const promoted = await patch(
    { op: 'copy', from: '/canarySettings/stageVariableOverrides', path: '/variables' },
    { op: 'remove', path: '/canarySettings' },
    { op: 'remove', path: '/variables/more' },
  );
  expect(promoted.document.canarySettings).toBeUndefined();
  expect(promoted.document.variables).toEqual({ name: 'three' });
});

test.each([
  { op: 'replace', path: '/nothing', value: '1' },
  { op: 'move', path: '/deploymentId', value: '1' },
  { op: 'replace', path: '/~1a/GET/throttling/rateLimit', value: 'fast' },
  { op: 'copy', from: '/canarySettings/deploymentId', path: '/deploymentId' },
])('refuses the patch $op $path', async (operation) => {
  const answer = await patch(operation);
  expect([answer.status, answer.headers['x-amzn-errortype']]).toEqual([400, 'BadRequestException']);
});

test('a flushed cache asks the function again', async () => {
  const asked = (): number => gateway.invocations.length;
  await gateway.send({ path: '/test/cached' });
  const before = asked();
  await gateway.send({ path: '/test/cached' });
  expect(asked()).toBe(before);
  expect((await call('DELETE', `/restapis/${api}/stages/test/cache/data`)).status).toBe(202);
  await gateway.send({ path: '/test/cached' });
  expect(asked()).toBe(before + 1);
});

test('keys are made, listed with their values when asked, and deleted', async () => {
  const made = await call('POST', '/apikeys', { name: 'mine', enabled: true });
  expect(made.status).toBe(201);
  const { id, value } = made.document;
  expect((await call('GET', '/apikeys')).document.item).toMatchObject([{ id, name: 'mine', enabled: true, stageKeys: [] }]);
  expect((await call('GET', '/apikeys?includeValues=true')).document.item).toMatchObject([
    { id, name: 'mine', enabled: true, stageKeys: [], value },
  ]);
  expect((await call('POST', '/apikeys', { name: 'short', value: 'x' })).status).toBe(400);
  expect((await call('POST', '/usageplans/none/keys', { keyId: id, keyType: 'API_KEY' })).status).toBe(404);
  expect((await call('DELETE', `/apikeys/${id}`)).status).toBe(202);
  expect((await call('GET', `/apikeys/${id}`)).status).toBe(404);
});
