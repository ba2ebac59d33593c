// Covers API keys, usage plans, throttles, quotas and request validators. Authorizers are in authorizers.test.ts.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Answer, apiTemplate, lambdaUri, startGateway, type TestGateway, type TestRequest } from './start-gateway.ts';

const integration = { type: 'aws_proxy', httpMethod: 'POST', uri: lambdaUri('answer') };
const keyed = { security: [{ api_key: [] }], 'x-amazon-apigateway-integration': integration };
const model = { type: 'object', required: ['a', 'b'], properties: { a: { type: 'string' }, b: { $ref: '#/definitions/B' } } };
const validated = {
  parameters: [
    { name: 'x-header-param', in: 'header', required: true },
    { name: 'issuer', in: 'path', required: true },
    { name: 'qs1', in: 'query', required: true },
    { name: 'optional', in: 'query', required: false },
    { name: 'body', in: 'body', schema: { $ref: '#/definitions/Pair' } },
  ],
  'x-amazon-apigateway-request-validator': 'all',
  'x-amazon-apigateway-integration': integration,
};
const validatedBody = { ...validated, parameters: validated.parameters.slice(-1) };

let gateway: TestGateway;
beforeAll(async () => {
  const keyValue = (letter: string): string => letter.repeat(20);
  const key = (letter: string, Enabled: boolean): object => ({
    Type: 'AWS::ApiGateway::ApiKey',
    Properties: { Name: `key-${letter}`, Value: keyValue(letter), Enabled },
  });
  const planKey = (name: string, plan = 'Plan'): object => ({
    Type: 'AWS::ApiGateway::UsagePlanKey',
    Properties: { KeyId: { Ref: name }, KeyType: 'API_KEY', UsagePlanId: { Ref: plan } },
  });
  const plan = (more: object): object => ({
    Type: 'AWS::ApiGateway::UsagePlan',
    DependsOn: ['Stage'],
    Properties: { ApiStages: [{ ApiId: { Ref: 'Api' }, Stage: 'test' }], ...more },
  });
  gateway = await startGateway({
    template: apiTemplate(
      {
        'GET /keyed': keyed,
        'GET /other': keyed,
        'GET /throttled': 'answer',
        'GET /open': 'answer',
        'POST /validated/{issuer}': validated,
        'POST /body': validatedBody,
        'GET /body': validatedBody,
      },
      {
        body: {
          securityDefinitions: { api_key: { type: 'apiKey', name: 'x-api-key', in: 'header' } },
          definitions: { Pair: model, B: { type: 'integer' } },
          'x-amazon-apigateway-request-validators': { all: { validateRequestBody: true, validateRequestParameters: true } },
        },
        stage: { MethodSettings: [{ ResourcePath: '/throttled', HttpMethod: 'GET', ThrottlingBurstLimit: 2, ThrottlingRateLimit: 1 }] },
        resources: {
          Good: key('a', true),
          Disabled: key('b', false),
          Stray: key('c', true),
          Quick: key('d', true),
          Counted: key('e', true),
          GoodOfPlan: planKey('Good'),
          DisabledOfPlan: planKey('Disabled'),
          Plan: plan({}),
          Slow: plan({ Throttle: { BurstLimit: 3, RateLimit: 1 } }),
          QuickOfSlow: planKey('Quick', 'Slow'),
          Limited: plan({ Quota: { Limit: 2, Period: 'DAY' } }),
          CountedOfLimited: planKey('Counted', 'Limited'),
        },
      },
    ),
    functions: { answer: () => ({ statusCode: 200, body: 'passed' }) },
  });
  expect(gateway.diagnostics).toEqual([]);
});
afterAll(() => gateway.stop());

const keys: readonly { readonly name: string; readonly key?: string; readonly status: number; readonly says?: string }[] = [
  { name: 'of the plan', key: 'a'.repeat(20), status: 200 },
  { name: 'missing', status: 403, says: 'the request has none' },
  { name: 'unknown', key: 'zzz', status: 403, says: 'no key has the value' },
  { name: 'disabled', key: 'b'.repeat(20), status: 403, says: 'is not enabled' },
  { name: 'of no plan', key: 'c'.repeat(20), status: 403, says: 'belongs to no usage plan' },
];
// Source: "Choose an API key source in API Gateway"; localstack's test_api_key_required_for_methods.
test.each(keys)('an API key: $name', async ({ key, status, says }) => {
  const before = gateway.invocations.length;
  const answer = await gateway.send({ path: '/test/keyed', headers: key === undefined ? {} : { 'X-Api-Key': key } });
  expect(answer.status).toBe(status);
  if (status === 200) {
    expect(gateway.invocations.at(-1)?.event.requestContext).toMatchObject({
      identity: { apiKey: key, apiKeyId: expect.stringMatching(/^[a-z0-9]{10}$/) },
    });
    return;
  }
  expect(answer.text).toBe('{"message":"Forbidden"}');
  expect(answer.headers['x-amzn-errortype']).toBe('ForbiddenException');
  expect(answer.trace.refusal).toMatchObject({ rule: 'INVALID_API_KEY', message: expect.stringContaining(says ?? '') });
  expect(answer.trace.refusal?.at).toBeDefined();
  expect(gateway.invocations.length).toBe(before);
});

async function statuses(count: number, request: TestRequest): Promise<readonly number[]> {
  const answers: Answer[] = [];
  for (let index = 0; index < count; index += 1) answers.push(await gateway.send(request));
  return answers.map((it) => it.status);
}

// Source: "Throttle requests to your REST APIs for better throughput".
test('a stage throttles a method: the burst, then the rate', async () => {
  expect(await statuses(3, { path: '/test/throttled' })).toEqual([200, 200, 429]);
  gateway.clock.advance(1000);
  expect(await statuses(2, { path: '/test/throttled' })).toEqual([200, 429]);
  gateway.clock.advance(60_000);
  await statuses(2, { path: '/test/throttled' });
  const refused = await gateway.send({ path: '/test/throttled' });
  expect(refused.text).toBe('{"message":"Too Many Requests"}');
  expect(refused.headers['x-amzn-errortype']).toBe('TooManyRequestsException');
  expect(refused.trace.refusal).toMatchObject({ rule: 'THROTTLED', message: expect.stringContaining('rate 1/s, burst 2') });
  expect(await statuses(3, { path: '/test/open' })).toEqual([200, 200, 200]);
});

test('a usage plan throttles a key over all methods', async () => {
  const headers = { 'x-api-key': 'd'.repeat(20) };
  expect(await statuses(2, { path: '/test/keyed', headers })).toEqual([200, 200]);
  expect(await statuses(2, { path: '/test/other', headers })).toEqual([200, 429]);
  expect((await gateway.send({ path: '/test/keyed', headers: { 'x-api-key': 'a'.repeat(20) } })).status).toBe(200);
});

test('a quota lasts until its window ends', async () => {
  const request = { path: '/test/keyed', headers: { 'x-api-key': 'e'.repeat(20) } };
  expect(await statuses(3, request)).toEqual([200, 200, 429]);
  const refused = await gateway.send(request);
  expect(refused.text).toBe('{"message":"Limit Exceeded"}');
  expect(refused.headers['x-amzn-errortype']).toBe('LimitExceededException');
  expect(refused.trace.refusal).toMatchObject({ rule: 'QUOTA_EXCEEDED' });
  gateway.clock.advance(24 * 3600 * 1000);
  expect(await statuses(1, request)).toEqual([200]);
});

interface ValidationRow {
  readonly name: string;
  readonly request: TestRequest;
  readonly status: number;
  readonly text?: string;
}
const post = (body: string | undefined, more: Partial<TestRequest> = {}): TestRequest => ({
  method: 'POST',
  path: '/test/body',
  headers: { 'Content-Type': 'application/json' },
  ...(body !== undefined && { body }),
  ...more,
});
const invalid = '{"message":"Invalid request body"}';
// Source: localstack's snapshot test_api_gateway_request_validator; "Request validation for REST APIs".
const validations: readonly ValidationRow[] = [
  {
    name: 'all required parameters missing, sorted by their full names',
    request: post('{"a":"x","b":1}', { path: '/test/validated/me' }),
    status: 400,
    text: '{"message":"Missing required request parameters: [x-header-param, qs1]"}',
  },
  {
    name: 'blank counts as missing',
    request: post('{"a":"x","b":1}', { path: '/test/validated/me?qs1=%20', headers: { 'x-header-param': '1' } }),
    status: 400,
    text: '{"message":"Missing required request parameters: [qs1]"}',
  },
  {
    name: 'parameters before the body',
    request: post('nonsense', { path: '/test/validated/me?qs1=1', headers: {} }),
    status: 400,
    text: '{"message":"Missing required request parameters: [x-header-param]"}',
  },
  {
    name: 'all there',
    request: post('{"a":"x","b":1}', { path: '/test/validated/me?qs1=1', headers: { 'X-HEADER-param': '1' } }),
    status: 200,
  },
  { name: 'a body that fits', request: post('{"a":"x","b":1}'), status: 200 },
  { name: 'a member missing', request: post('{"a":"x"}'), status: 400, text: invalid },
  { name: 'a referred model', request: post('{"a":"x","b":"no"}'), status: 400, text: invalid },
  { name: 'no JSON', request: post('{'), status: 400, text: invalid },
  { name: 'an empty body is an empty object', request: post(undefined), status: 400, text: invalid },
  { name: 'a GET without body', request: { path: '/test/body' }, status: 400, text: invalid },
  { name: 'a content type without model', request: post('nonsense', { headers: { 'Content-Type': 'text/plain' } }), status: 200 },
  { name: '__proto__ is harmless', request: post('{"__proto__":{"a":"x","b":1}}'), status: 400, text: invalid },
];
test.each(validations)('validation: $name', async ({ request, status, text }) => {
  const answer = await gateway.send(request);
  expect([answer.status, text === undefined ? undefined : answer.text]).toEqual([status, text]);
  if (status === 400) {
    expect(answer.headers['x-amzn-errortype']).toBe('BadRequestException');
    expect(answer.trace.refusal?.at).toBeDefined();
  }
});

// Source: "Throttle requests to your REST APIs"; "Amazon API Gateway quotas": Region-level throttling.
test("the account's own throttle counts for all methods together", async () => {
  const { apigateway } = gateway.services;
  expect(apigateway.accountThrottle).toEqual({ rateLimit: 10_000, burstLimit: 5000 });
  gateway.clock.advance(10_000);
  // The bucket is as full as it was: a smaller one holds no more than its own burst.
  apigateway.accountThrottle = { rateLimit: 1, burstLimit: 2 };
  const paths = ['/test/open', '/test/throttled', '/test/open'];
  const answers: Answer[] = [];
  for (const path of paths) answers.push(await gateway.send({ path }));
  gateway.clock.advance(1000);
  const later = await gateway.send({ path: '/test/open' });
  apigateway.accountThrottle = { rateLimit: 10_000, burstLimit: 5000 };
  expect(answers.map((it) => it.status)).toEqual([200, 200, 429]);
  expect(later.status).toBe(200);
  expect([answers[2]?.text, answers[2]?.headers['x-amzn-errortype']]).toEqual([
    '{"message":"Too Many Requests"}',
    'TooManyRequestsException',
  ]);
  expect(answers[2]?.trace.refusal).toMatchObject({
    layer: 'gateway',
    rule: 'THROTTLED',
    message: expect.stringContaining('rate 1/s, burst 2'),
  });
});
