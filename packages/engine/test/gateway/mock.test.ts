// Covers MOCK integrations, CORS preflights as SAM and Serverless write them, response selection, passthrough and overrides.
// The template language itself is in src/gateway/velocity/velocity.test.ts.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Answer, apiTemplate, startGateway, type TestGateway } from './start-gateway.ts';

interface MockOptions {
  readonly request?: string | object;
  readonly responses?: object;
  readonly methodResponses?: object;
  readonly passthroughBehavior?: string;
}
const mock = ({
  request = '{"statusCode": 200}',
  responses = { default: { statusCode: '200' } },
  methodResponses = { 200: {} },
  passthroughBehavior,
}: MockOptions): object => ({
  responses: methodResponses,
  'x-amazon-apigateway-integration': {
    type: 'mock',
    requestTemplates: typeof request === 'string' ? { 'application/json': request } : request,
    responses,
    ...(passthroughBehavior && { passthroughBehavior }),
  },
});

async function answerOf(options: MockOptions, send: Parameters<TestGateway['send']>[0] = { path: '/test/x' }): Promise<Answer> {
  const gateway = await startGateway({
    template: apiTemplate({ 'ANY /x': mock(options), 'ANY /y/{id}': mock(options) }, { stage: { Variables: { color: 'blue' } } }),
  });
  try {
    expect(gateway.diagnostics).toEqual([]);
    return await gateway.send(send);
  } finally {
    await gateway.stop();
  }
}

const internalServerError = '{"message": "Internal server error"}';

// Source: localstack's recordings of MOCK integrations (test_mock_integration_response_params and its request templates).
const accepted = [
  '{"statusCode": 200}',
  '{statusCode: 200}',
  "{'statusCode': 200}",
  '{"statusCode": 200 , }',
  '{"statusCode": 200 ,, }',
  '{statusCode:200}',
  '{ "statusCode": 200, "other": "it\'s" broken }',
  '\n{\n"statusCode" : 200\n}\n',
];
test.each(accepted)('request template accepted: %s', async (request) => {
  const answer = await answerOf({ request });
  expect([answer.status, answer.text]).toEqual([200, '']);
  expect(answer.headers).toMatchObject({ 'content-type': 'application/json', 'content-length': '0' });
  expect(answer.headers['x-amzn-trace-id']).toBeUndefined();
});

const refused = [
  '{"statusCode": "200"}',
  '{"statusCode": 200',
  'statusCode: 200',
  '{"statusCode\': 200}',
  '',
  '{}',
  '[200]',
  '"statusCode": 200',
];
test.each(refused)('request template refused: %s', async (request) => {
  const answer = await answerOf({ request });
  expect([answer.status, answer.text]).toEqual([500, internalServerError]);
  expect(answer.trace.refusal?.message).toContain('statusCode');
});

test('selection: a full match, then the default', async () => {
  const responses = {
    '2\\d{2}': { statusCode: '202', responseTemplates: { 'application/json': 'two' } },
    '-?[13].*': { statusCode: '203', responseTemplates: { 'application/json': 'odd' } },
    default: { statusCode: '200', responseTemplates: { 'application/json': 'default' } },
  };
  const methodResponses = { 200: {}, 202: {}, 203: {} };
  const rows: readonly (readonly [string, number, string])[] = [
    ['200', 202, 'two'],
    ['-1000', 203, 'odd'],
    ['0', 200, 'default'],
    ['2000', 200, 'default'],
  ];
  for (const [value, status, text] of rows) {
    const answer = await answerOf({ request: `{"statusCode": ${value}}`, responses, methodResponses });
    expect([value, answer.status, answer.text]).toEqual([value, status, text]);
  }
});

test('no response that matches, and no default: 500', async () => {
  const answer = await answerOf({ responses: { 404: { statusCode: '200' } } });
  expect([answer.status, answer.text]).toEqual([500, internalServerError]);
  expect(answer.trace.refusal?.hint).toContain('SelectionPattern');
});

test('a status without method response: 500', async () => {
  const answer = await answerOf({ responses: { default: { statusCode: '201' } } });
  expect(answer.status).toBe(500);
  expect(answer.trace.refusal?.message).toContain('no method response');
});

const cors = {
  'method.response.header.Access-Control-Allow-Origin': "'*'",
  'method.response.header.Access-Control-Allow-Methods': "'GET,OPTIONS'",
  'method.response.header.Access-Control-Allow-Headers': "'Content-Type,X-Api-Key'",
};
// Source: what sam translate 1.x and osls 3.x write for Cors and cors: true.
test.each([
  ['SAM', { 'application/json': '{\n  "statusCode" : 200\n}\n' }],
  ['Serverless', { 'application/json': '{statusCode:200}' }],
])('a preflight as %s writes it', async (_name, request) => {
  const answer = await answerOf(
    { request, responses: { default: { statusCode: '200', responseParameters: cors, responseTemplates: { 'application/json': '{}\n' } } } },
    { method: 'OPTIONS', path: '/test/x', headers: { Origin: 'https://a.example', 'Access-Control-Request-Method': 'GET' } },
  );
  expect(answer.status).toBe(200);
  expect(answer.headers).toMatchObject({
    'access-control-allow-origin': '*',
    'access-control-allow-methods': 'GET,OPTIONS',
    'access-control-allow-headers': 'Content-Type,X-Api-Key',
  });
  expect(answer.rawHeaders).toContain('Access-Control-Allow-Origin');
});

test('templates see parameters, context and stage variables', async () => {
  const template =
    '{"id":"$input.params(\'id\')","q":"$input.params().querystring.q","stage":"$context.stage","path":"$context.resourcePath","color":"$stageVariables.color","ip":"$context.identity.sourceIp","none":"$context.nothing"}';
  const answer = await answerOf(
    { responses: { default: { statusCode: '200', responseTemplates: { 'application/json': template } } } },
    { path: '/test/y/7?q=a%20b' },
  );
  expect(JSON.parse(answer.text)).toEqual({ id: '7', q: 'a b', stage: 'test', path: '/y/{id}', color: 'blue', ip: '127.0.0.1', none: '' });
});

test('the request body is not what the response template reads', async () => {
  const answer = await answerOf(
    { responses: { default: { statusCode: '200', responseTemplates: { 'application/json': '[$input.body]' } } } },
    { method: 'POST', path: '/test/x', headers: { 'Content-Type': 'application/json' }, body: '{"secret":1}' },
  );
  expect(answer.text).toBe('[{}]');
});

test('overrides made in either template take effect', async () => {
  const request = '#set($context.responseOverride.status = 418)#set($context.responseOverride.header["X-One"] = "1"){"statusCode": 200}';
  expect((await answerOf({ request })).status).toBe(418);
  const response = '#set($context.responseOverride.header.X-List = ["a", "b"])#set($context.responseOverride.status = 4180)ok';
  const answer = await answerOf({
    request,
    responses: { default: { statusCode: '200', responseTemplates: { 'application/json': response } } },
  });
  expect(answer.status).toBe(200);
  expect(answer.headers).toMatchObject({ 'x-one': '1', 'x-list': 'a, b' });
});

test('response templates are chosen by Accept', async () => {
  const responses = { default: { statusCode: '200', responseTemplates: { 'text/xml': '<x/>', 'application/json': '{}' } } };
  expect((await answerOf({ responses })).text).toBe('{}');
  const answer = await answerOf({ responses }, { path: '/test/x', headers: { Accept: 'text/xml' } });
  expect([answer.text, answer.headers['content-type']]).toEqual(['<x/>', 'text/xml']);
});

// Source: "Integration passthrough behaviors".
const passthrough: readonly { readonly behavior?: string; readonly templates: object; readonly status: number }[] = [
  { templates: { 'text/plain': '{"statusCode": 200}' }, status: 200 },
  { templates: { 'application/xml': 'x' }, status: 200 },
  { behavior: 'when_no_templates', templates: { 'application/xml': 'x' }, status: 415 },
  { behavior: 'when_no_templates', templates: {}, status: 200 },
  { behavior: 'never', templates: {}, status: 415 },
  { behavior: 'never', templates: { $default: '{"statusCode": 200}' }, status: 200 },
];
test.each(passthrough)('passthrough $behavior with $templates', async ({ behavior, templates, status }) => {
  const answer = await answerOf(
    { request: templates, ...(behavior && { passthroughBehavior: behavior }) },
    { method: 'POST', path: '/test/x', headers: { 'Content-Type': 'text/plain; charset=utf-8' }, body: '{"statusCode": 200}' },
  );
  expect(answer.status).toBe(status);
  if (status === 415) {
    expect(answer.text).toBe('{"message":"Unsupported Media Type"}');
    expect(answer.headers['x-amzn-errortype']).toBe('BadRequestException');
  }
});

test.each([
  ['a loop without end', '#foreach($i in [1..100000])x#end'],
  ['a text that doubles', '#set($s = "0123456789")#foreach($i in [1..60])#set($s = $s + $s)#end{"statusCode": 200}'],
  ['nested loops', '#foreach($a in [1..900])#foreach($b in [1..900])#foreach($c in [1..900])x#end#end#end'],
  ['a broken directive', '#if($x){"statusCode": 200}'],
  ['an expression that backtracks', '#if("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!".matches("(a+)+b"))#end{"statusCode": "x"}'],
])('%s is answered with 500, and ends', async (_name, request) => {
  const answer = await answerOf({ request });
  expect([answer.status, answer.text]).toEqual([500, internalServerError]);
  expect(answer.trace.refusal).toMatchObject({ layer: 'integration', rule: 'API_CONFIGURATION_ERROR' });
});

let byResources: TestGateway;
beforeAll(async () => {
  byResources = await startGateway({
    template: `
Resources:
  Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: dev-api } }
  Users: { Type: 'AWS::ApiGateway::Resource', Properties: { RestApiId: !Ref Api, ParentId: !GetAtt Api.RootResourceId, PathPart: users } }
  User: { Type: 'AWS::ApiGateway::Resource', Properties: { RestApiId: !Ref Api, ParentId: !Ref Users, PathPart: '{id}' } }
  GetUser:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref Api
      ResourceId: !Ref User
      HttpMethod: GET
      AuthorizationType: NONE
      ApiKeyRequired: false
      MethodResponses: []
      Integration:
        Type: AWS_PROXY
        IntegrationHttpMethod: POST
        Uri: arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:user/invocations
  UserOptions:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref Api
      ResourceId: !Ref User
      HttpMethod: OPTIONS
      AuthorizationType: NONE
      MethodResponses: [{ StatusCode: '200', ResponseParameters: { method.response.header.Access-Control-Allow-Origin: true }, ResponseModels: {} }]
      Integration:
        Type: MOCK
        RequestTemplates: { application/json: '{statusCode:200}' }
        ContentHandling: CONVERT_TO_TEXT
        IntegrationResponses:
          - StatusCode: '200'
            ResponseParameters: { method.response.header.Access-Control-Allow-Origin: "'*'" }
            ResponseTemplates: { application/json: '' }
  Deployment: { Type: 'AWS::ApiGateway::Deployment', DependsOn: [GetUser, UserOptions], Properties: { RestApiId: !Ref Api, StageName: dev } }
`,
    functions: { user: ({ pathParameters }) => ({ statusCode: 200, body: JSON.stringify(pathParameters) }) },
  });
});
afterAll(() => byResources.stop());

test('an API built of Resource and Method, as Serverless builds it', async () => {
  expect(byResources.diagnostics).toEqual([]);
  expect((await byResources.send({ path: '/dev/users/7' })).text).toBe('{"id":"7"}');
  const preflight = await byResources.send({ method: 'OPTIONS', path: '/users/7' });
  expect([preflight.status, preflight.headers['access-control-allow-origin'], preflight.text]).toEqual([200, '*', '']);
});
