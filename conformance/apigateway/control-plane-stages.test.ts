// What the control plane answers of stages, canaries and API keys, in AWS's words. By what was recorded: localstack's test_apigateway_canary,
// test_apigateway_common and test_apigateway_extended. TARGET_URL calls another endpoint instead.
import { afterAll, beforeAll, test } from 'vitest';
import { type ServicesEndpoint, startServices } from '../start-services.ts';
import { badRequest, checkRow, patch, type Row } from './control-plane-rows.ts';

let services: ServicesEndpoint;
beforeAll(async () => {
  services = await startServices();
});
afterAll(() => services.stop());

const rows: { readonly [name: string]: Row } = {
  'a canary without a stage': {
    request: 'POST {api}/deployments',
    body: { canarySettings: { percentTraffic: 50 } },
    ...badRequest(
      'Invalid deployment content specified.Non null and non empty stageName must be provided for canary deployment. Provided value is null',
    ),
  },
  'a canary on no stage': {
    request: 'POST {api}/deployments',
    body: { stageName: 'non-existing', canarySettings: { percentTraffic: 50 } },
    ...badRequest(
      'Invalid deployment content specified.Stage non-existing must already be created before making a canary release deployment',
    ),
  },
  'a canary, made by a patch': {
    request: 'PATCH {api}/stages/dev',
    after: [['POST {api}/deployments', { stageName: 'dev' }]],
    body: patch(['replace', '/canarySettings/percentTraffic', '50']),
    status: 200,
    document: { canarySettings: { percentTraffic: 50, useStageCache: false } },
  },
  'a copy that promotes nothing': {
    request: 'PATCH {api}/stages/s1',
    after: [['POST {api}/deployments', { stageName: 's1' }]],
    body: { patchOperations: [{ op: 'copy', from: '/variables', path: '/canarySettings/stageVariableOverrides' }] },
    ...badRequest(
      'Invalid copy operation with path: /canarySettings/stageVariableOverrides and from /variables. Valid copy:path are [/deploymentId, /variables] and valid copy:from are [/canarySettings/deploymentId, /canarySettings/stageVariableOverrides]',
    ),
  },
  'a canary that is promoted and not there': {
    request: 'PATCH {api}/stages/s1',
    after: [['POST {api}/deployments', { stageName: 's1' }]],
    body: { patchOperations: [{ op: 'copy', from: '/canarySettings/stageVariableOverrides', path: '/variables' }] },
    ...badRequest('Promotion not available. Canary does not exist.'),
  },
  'a canary, promoted': {
    request: 'PATCH {api}/stages/s1',
    after: [
      ['POST {api}/deployments', { stageName: 's1', variables: { kept: 'a', changed: 'b' } }],
      ['POST {api}/deployments', { stageName: 's1', canarySettings: { percentTraffic: 50, stageVariableOverrides: { changed: 'c' } } }],
    ],
    body: {
      patchOperations: [
        { op: 'replace', path: '/canarySettings/percentTraffic', value: '0.0' },
        { op: 'copy', from: '/canarySettings/stageVariableOverrides', path: '/variables' },
        { op: 'copy', from: '/canarySettings/deploymentId', path: '/deploymentId' },
      ],
    },
    status: 200,
    document: {
      variables: { kept: 'a', changed: 'c' },
      canarySettings: { percentTraffic: 0, stageVariableOverrides: { changed: 'c' }, useStageCache: false },
    },
  },
  'keys of a plan that is not there': { request: 'GET /usageplans/none/keys', status: 200, document: { item: [] } },
  'keys, the newest first': {
    request: 'GET /apikeys?name=order-',
    after: [
      ['POST /apikeys', { name: 'order-1' }],
      ['POST /apikeys', { name: 'order-2' }],
    ],
    status: 200,
    document: { item: [{ name: 'order-2' }, { name: 'order-1' }] },
  },
  'a deployment of a canary that is added': {
    request: 'PATCH {api}/stages/dev',
    after: [['POST {api}/deployments', { stageName: 'dev' }]],
    body: patch(['add', '/canarySettings/deploymentId', 'a']),
    ...badRequest('Invalid add operation with path: /canarySettings/deploymentId'),
  },
  'a member of a canary that is none': {
    request: 'PATCH {api}/stages/dev',
    after: [['POST {api}/deployments', { stageName: 'dev' }]],
    body: patch(['remove', '/canarySettings/badPath']),
    ...badRequest('Cannot remove method setting canarySettings/badPath because there is no method setting for this method '),
  },
  'a setting of one method begins with that of all': {
    request: 'PATCH {api}/stages/s1',
    after: [
      ['POST {api}/deployments', { stageName: 's1' }],
      ['PATCH {api}/stages/s1', patch(['replace', '/*/*/caching/enabled', 'true'], ['replace', '/*/*/throttling/burstLimit', '123'])],
    ],
    body: patch(['replace', '/test/GET/throttling/burstLimit', '124'], ['replace', '/*/*/throttling/burstLimit', '100']),
    status: 200,
    document: {
      methodSettings: {
        '*/*': { cachingEnabled: true, throttlingBurstLimit: 100 },
        'test/GET': { cachingEnabled: true, throttlingBurstLimit: 124, throttlingRateLimit: 10_000 },
      },
    },
  },
  'a setting of all methods': {
    request: 'PATCH {api}/stages/dev',
    after: [['POST {api}/deployments', { stageName: 'dev' }]],
    body: patch(['replace', '/*/*/throttling/burstLimit', '123'], ['replace', '/*/*/caching/enabled', 'true']),
    status: 200,
    document: {
      methodSettings: {
        '*/*': {
          cacheDataEncrypted: false,
          cacheTtlInSeconds: 300,
          cachingEnabled: true,
          dataTraceEnabled: false,
          metricsEnabled: false,
          requireAuthorizationForCacheControl: true,
          throttlingBurstLimit: 123,
          throttlingRateLimit: 10_000,
          unauthorizedCacheControlHeaderStrategy: 'SUCCEED_WITH_RESPONSE_HEADER',
        },
      },
    },
  },
};

test.each(Object.entries(rows))('%s', (_name, row) => checkRow(services.client.endpoint, row));
