// Covers access logs: the format, every variable of it, for requests that pass and requests that are refused.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { apiTemplate, lambdaUri, startGateway, type TestGateway } from './start-gateway.ts';

const names = [
  'requestId extendedRequestId httpMethod path resourcePath resourceId stage apiId accountId protocol domainName domainPrefix deploymentId',
  'endpointType awsEndpointRequestId requestTime requestTimeEpoch identity.sourceIp identity.userAgent identity.apiKey identity.user status responseLength responseLatency',
  'integrationStatus integration.status integration.integrationStatus integration.requestId integrationLatency integration.latency',
  'integrationErrorMessage integration.error error.message error.messageString error.responseType error.validationErrorString xrayTraceId',
  'authorizer.principalId authorizer.role authorizer.status authorizer.error authorize.status authenticate.status waf.status none customDomain.basePathMatched',
].flatMap((line) => line.split(' '));
const Format = JSON.stringify(Object.fromEntries(names.map((name) => [name, `$context.${name}`])));

let gateway: TestGateway;
beforeAll(async () => {
  const integration = { type: 'aws_proxy', httpMethod: 'POST', uri: lambdaUri('answer') };
  gateway = await startGateway({
    template: apiTemplate(
      {
        'GET /a/{id}': 'answer',
        'GET /broken': 'broken',
        'GET /guarded': { security: [{ guard: [] }], 'x-amazon-apigateway-integration': integration },
      },
      {
        stage: { AccessLogSetting: { DestinationArn: 'arn:aws:logs:us-east-1:123456789012:log-group:a', Format } },
        body: {
          securityDefinitions: {
            guard: {
              type: 'apiKey',
              name: 'Authorization',
              in: 'header',
              'x-amazon-apigateway-authorizer': { type: 'token', authorizerUri: lambdaUri('guard') },
            },
          },
        },
      },
    ),
    functions: {
      answer: () => ({ statusCode: 201, body: 'äb' }),
      broken: () => 'x',
      guard: () => ({
        principalId: 'me',
        policyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
        context: { role: 'admin' },
      }),
    },
  });
  expect(gateway.diagnostics).toEqual([]);
});
afterAll(() => gateway.stop());

async function lineOf(path: string, headers: { readonly [name: string]: string } = {}): Promise<{ readonly [name: string]: string }> {
  const { trace } = await gateway.send({ path, headers });
  // messageString brings quotes of its own.
  return JSON.parse((trace.accessLog ?? '').replace(/"error\.messageString":""(.*?)""/, '"error.messageString":"<$1>"'));
}

// Source: "Variables for access logging for API Gateway".
const passed = {
  httpMethod: 'GET',
  path: '/test/a/1',
  resourcePath: '/a/{id}',
  stage: 'test',
  accountId: '123456789012',
  protocol: 'HTTP/1.1',
  requestTime: '10/Jul/2026:19:19:04 +0000',
  'identity.sourceIp': '127.0.0.1',
  'identity.userAgent': 'test/1',
  'identity.apiKey': '-',
  'identity.user': '-',
  endpointType: 'EDGE',
  status: '201',
  responseLength: '3',
  integrationStatus: '200',
  'integration.integrationStatus': '200',
  'integration.status': '201',
  'integration.error': '-',
  integrationErrorMessage: '-',
  'error.message': '-',
  'authorizer.principalId': '-',
  'authorize.status': '-',
  'waf.status': '-',
  none: '-',
  'customDomain.basePathMatched': '-',
};
test('a request that passes', async () => {
  const line = await lineOf('/test/a/1', { 'User-Agent': 'test/1' });
  expect(line).toMatchObject(passed);
  expect(line.requestId).toMatch(/^[0-9a-f-]{36}$/);
  expect(line.xrayTraceId).toMatch(/^1-[0-9a-f]{8}-[0-9a-f]{24}$/);
  expect(line['integration.requestId']).toMatch(/^[0-9a-f-]{36}$/);
  expect(line.awsEndpointRequestId).toBe(line['integration.requestId']);
  for (const name of ['responseLatency', 'integrationLatency', 'requestTimeEpoch']) expect(line[name]).toMatch(/^\d+$/);
});

test.each([
  {
    name: 'an unknown path',
    path: '/test/none',
    says: {
      status: '403',
      resourcePath: '-',
      'error.message': 'Missing Authentication Token',
      'error.messageString': '<Missing Authentication Token>',
      'error.responseType': 'MISSING_AUTHENTICATION_TOKEN',
      integrationStatus: '-',
    },
  },
  {
    name: 'a malformed result',
    path: '/test/broken',
    says: {
      status: '502',
      integrationStatus: '200',
      'error.responseType': 'DEFAULT_5XX',
      integrationErrorMessage: expect.stringContaining('Malformed Lambda proxy response'),
    },
  },
  {
    name: 'an authorizer that passes',
    path: '/test/guarded',
    headers: { Authorization: 'a' },
    says: {
      status: '201',
      'authorizer.principalId': 'me',
      'authorizer.role': 'admin',
      'authorizer.status': '200',
      'authorize.status': '200',
    },
  },
  {
    name: 'a token that is missing',
    path: '/test/guarded',
    says: {
      status: '401',
      'authorizer.status': '401',
      'authorize.status': '401',
      'authorizer.error': expect.stringContaining('has no'),
      'integration.requestId': '-',
    },
  },
])('$name', async ({ path, headers = {}, says }) => {
  expect(await lineOf(path, headers)).toMatchObject(says);
});

test('a format without a request id is refused, and without a format nothing is logged', async () => {
  const bad = await startGateway({
    template: apiTemplate({ 'GET /a': 'answer' }, { stage: { AccessLogSetting: { Format: '$context.status' } } }),
  });
  await bad.stop();
  expect(bad.diagnostics[0]?.message).toContain('$context.requestId');
  const plain = await startGateway({ template: apiTemplate({ 'GET /a': 'answer' }), functions: { answer: () => ({}) } });
  const { trace } = await plain.send({ path: '/test/a' });
  await plain.stop();
  expect(trace.accessLog).toBeUndefined();
});
