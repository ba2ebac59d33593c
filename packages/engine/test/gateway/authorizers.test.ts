// Covers Lambda authorizers: when they are asked, what they are told, what their answers do.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { apiTemplate, lambdaUri, startGateway, type TestFunction, type TestGateway } from './start-gateway.ts';

const integration = { type: 'aws_proxy', httpMethod: 'POST', uri: lambdaUri('answer') };
const guardedBy = (name: string): object => ({ security: [{ [name]: [] }], 'x-amazon-apigateway-integration': integration });
const authorizer = (name: string, type: string, more: object): object => ({
  type: 'apiKey',
  name: 'Authorization',
  in: 'header',
  'x-amazon-apigateway-authtype': 'custom',
  'x-amazon-apigateway-authorizer': { type, authorizerUri: lambdaUri(name), ...more },
});

let gateway: TestGateway;
let answer: TestFunction = () => ({});
const policy = (Effect: string, Resource: unknown = '*', more: object = {}): object => ({
  principalId: 'me',
  policyDocument: { Version: '2012-10-17', Statement: [{ Action: 'execute-api:Invoke', Effect, Resource, ...more }] },
});

beforeAll(async () => {
  gateway = await startGateway({
    template: apiTemplate(
      {
        'GET /token': guardedBy('token'),
        'GET /cached': guardedBy('cached'),
        'GET /cached/{id}': guardedBy('cached'),
        'GET /request': guardedBy('request'),
        'GET /always': guardedBy('always'),
      },
      {
        body: {
          securityDefinitions: {
            token: authorizer('authorizer', 'token', { authorizerResultTtlInSeconds: 0, identityValidationExpression: '^Bearer .+' }),
            cached: authorizer('authorizer', 'token', { authorizerResultTtlInSeconds: 60 }),
            request: authorizer('authorizer', 'request', {
              authorizerResultTtlInSeconds: 0,
              identitySource: 'method.request.header.X-Id, method.request.querystring.q',
            }),
            always: authorizer('authorizer', 'request', { authorizerResultTtlInSeconds: 0 }),
          },
        },
      },
    ),
    functions: { answer: () => ({ statusCode: 200 }), authorizer: (event) => answer(event) },
    allowUnsupported: true,
  });
});
afterAll(() => gateway.stop());
afterEach(() => gateway.clock.advance(3600_000));

const asked = (): number => gateway.invocations.filter((it) => it.functionName === 'authorizer').length;
const token = { Authorization: 'Bearer x' };

interface Row {
  readonly name: string;
  readonly path?: string;
  readonly headers?: { readonly [name: string]: string };
  readonly answer?: () => unknown;
  readonly status: number;
  readonly text?: string;
  readonly errorType?: string;
  readonly isAsked: boolean;
}
const denial = '{"Message":"User is not authorized to access this resource"}';
const explicitDenial = '{"Message":"User is not authorized to access this resource with an explicit deny"}';
const unauthorized = { status: 401, text: '{"message":"Unauthorized"}', errorType: 'UnauthorizedException' };
const misconfigured = { status: 500, text: '{"message":null}', errorType: 'AuthorizerConfigurationException' };
// Sources: "Use API Gateway Lambda authorizers"; "Output from an API Gateway Lambda authorizer"; the facts call the 500s inferred.
const rows: readonly Row[] = [
  { name: 'allows', headers: token, answer: () => policy('Allow'), status: 200, isAsked: true },
  { name: 'token missing', headers: {}, ...unauthorized, isAsked: false },
  { name: 'token empty', headers: { Authorization: '' }, ...unauthorized, isAsked: false },
  { name: 'token does not match the expression', headers: { Authorization: 'Basic x' }, ...unauthorized, isAsked: false },
  {
    name: 'denies',
    headers: token,
    answer: () => policy('Deny'),
    status: 403,
    text: explicitDenial,
    errorType: 'AccessDeniedException',
    isAsked: true,
  },
  {
    name: 'allows something else',
    headers: token,
    answer: () => policy('Allow', 'arn:aws:execute-api:*:*:*/other/*'),
    status: 403,
    text: denial,
    errorType: 'AccessDeniedException',
    isAsked: true,
  },
  {
    name: 'allows by wildcards',
    headers: token,
    answer: () => policy('Allow', ['arn:aws:execute-api:*:*:*/te?t/GET/*']),
    status: 200,
    isAsked: true,
  },
  {
    name: 'a condition that holds',
    headers: token,
    answer: () => policy('Allow', '*', { Condition: { IpAddress: { 'aws:SourceIp': '127.0.0.0/8' } } }),
    status: 200,
    isAsked: true,
  },
  {
    name: 'a condition that does not',
    headers: token,
    answer: () => policy('Allow', '*', { Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } }),
    status: 403,
    text: denial,
    isAsked: true,
  },
  {
    name: 'NotAction',
    headers: token,
    answer: () => ({ principalId: 'a', policyDocument: { Statement: { Effect: 'Allow', NotAction: 's3:*', Resource: '*' } } }),
    status: 200,
    isAsked: true,
  },
  { name: 'throws Unauthorized', headers: token, answer: () => Promise.reject(new Error('Unauthorized')), ...unauthorized, isAsked: true },
  { name: 'throws anything else', headers: token, answer: () => Promise.reject(new Error('x')), ...misconfigured, isAsked: true },
  { name: 'answers nothing', headers: token, answer: () => undefined, ...misconfigured, isAsked: true },
  {
    name: 'no principalId',
    headers: token,
    answer: () => ({ ...policy('Allow'), principalId: undefined }),
    ...misconfigured,
    isAsked: true,
  },
  {
    name: 'an object in the context',
    headers: token,
    answer: () => ({ ...policy('Allow'), context: { a: {} } }),
    ...misconfigured,
    isAsked: true,
  },
  { name: 'one identity source missing', path: '/test/request', headers: { 'X-Id': '1' }, ...unauthorized, isAsked: false },
  {
    name: 'all identity sources there',
    path: '/test/request?q=1',
    headers: { 'X-Id': '1' },
    answer: () => policy('Allow'),
    status: 200,
    isAsked: true,
  },
  {
    name: 'no identity sources: always asked',
    path: '/test/always',
    headers: {},
    answer: () => policy('Deny'),
    status: 403,
    text: explicitDenial,
    isAsked: true,
  },
];
test.each(rows)('$name', async (row) => {
  answer = row.answer ?? (() => policy('Allow'));
  const before = asked();
  const got = await gateway.send({ path: row.path ?? '/test/token', headers: row.headers ?? {} });
  expect(got.status).toBe(row.status);
  if (row.text !== undefined) expect(got.text).toBe(row.text);
  if (row.errorType !== undefined) expect(got.headers['x-amzn-errortype']).toBe(row.errorType);
  if (row.status !== 200) expect(got.trace.refusal?.message).toBeTruthy();
  expect(asked() - before).toBe(row.isAsked ? 1 : 0);
});

test('what a TOKEN authorizer is told', async () => {
  answer = () => policy('Allow');
  const got = await gateway.send({ path: '/test/token', headers: token });
  const event = gateway.invocations.find((it) => it.functionName === 'authorizer')?.event;
  expect(event).toEqual({
    type: 'TOKEN',
    authorizationToken: 'Bearer x',
    methodArn: `arn:aws:execute-api:us-east-1:123456789012:${got.trace.apiId}/test/GET/token`,
  });
});

test('what a REQUEST authorizer is told: the event without its body', async () => {
  answer = () => policy('Allow');
  await gateway.send({ path: '/test/always?a=1', headers: { 'X-A': 'b' } });
  const told = gateway.invocations.filter((it) => it.functionName === 'authorizer').at(-1)?.event ?? {};
  expect(Object.keys(told).sort()).toEqual(
    [
      'type',
      'methodArn',
      'resource',
      'path',
      'httpMethod',
      'headers',
      'multiValueHeaders',
      'queryStringParameters',
      'multiValueQueryStringParameters',
      'pathParameters',
      'stageVariables',
      'requestContext',
    ].sort(),
  );
  expect(told).toMatchObject({ type: 'REQUEST', queryStringParameters: { a: '1' }, headers: { 'X-A': 'b' } });
});

test('the context reaches the function as text', async () => {
  answer = () => ({ ...policy('Allow'), context: { text: 'a', number: 1, flag: true, none: null } });
  await gateway.send({ path: '/test/token', headers: token });
  const seen = gateway.invocations.at(-1)?.event.requestContext;
  expect(seen).toHaveProperty('authorizer', {
    principalId: 'me',
    text: 'a',
    number: '1',
    flag: 'true',
    integrationLatency: expect.any(Number),
  });
});

test('a result is kept for its time, and its policy judges every path', async () => {
  answer = ({ methodArn }) => policy('Allow', methodArn);
  const before = asked();
  expect((await gateway.send({ path: '/test/cached', headers: token })).status).toBe(200);
  const next = await gateway.send({ path: '/test/cached/1', headers: token });
  expect([next.status, next.text]).toEqual([403, denial]);
  expect(next.trace.refusal?.hint).toContain('cached policy');
  expect(asked() - before).toBe(1);
  expect((await gateway.send({ path: '/test/cached', headers: { Authorization: 'other' } })).status).toBe(200);
  expect(asked() - before).toBe(2);
  gateway.clock.advance(61_000);
  expect((await gateway.send({ path: '/test/cached/1', headers: token })).status).toBe(200);
  expect(asked() - before).toBe(3);
});
