// Covers the shape of refusals: gateway responses of the template and of OpenAPI, and the places that traces name.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { apiTemplate, startGateway, type TestGateway } from './start-gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway({
    template: apiTemplate(
      {
        'GET /': 'broken',
        'GET /keyed': { security: [{ api_key: [] }], 'x-amazon-apigateway-integration': { type: 'mock' } },
        'GET /{id}': 'broken',
      },
      {
        stage: { Variables: { color: 'blue' } },
        body: {
          securityDefinitions: { api_key: { type: 'apiKey', name: 'x-api-key', in: 'header' } },
          'x-amazon-apigateway-gateway-responses': {
            DEFAULT_4XX: { responseParameters: { 'gatewayresponse.header.Access-Control-Allow-Origin': "'*'" } },
            INVALID_API_KEY: {
              statusCode: '401',
              responseParameters: {
                'gatewayresponse.header.X-Static': "'it''s'",
                'gatewayresponse.header.X-Asked': 'method.request.querystring.a',
                'gatewayresponse.header.X-Stage': 'context.stage',
                'gatewayresponse.header.X-Color': 'stageVariables.color',
                'gatewayresponse.header.X-None': 'method.request.header.none',
              },
              responseTemplates: {
                'application/xml': '<no/>',
                'application/json':
                  '#if(true){"m":$context.error.messageString,"t":"$context.error.responseType","r":"$context.requestId","s":"${stageVariables.color}","q":"$method.request.querystring.a","n":"$context.nothing"}',
              },
            },
          },
        },
        resources: {
          Broken: {
            Type: 'AWS::ApiGateway::GatewayResponse',
            Properties: {
              RestApiId: { Ref: 'Api' },
              ResponseType: 'DEFAULT_5XX',
              StatusCode: 503,
              ResponseParameters: { 'gatewayresponse.header.Content-Type': "'text/plain'" },
              ResponseTemplates: { 'text/plain': 'sorry: $context.error.message' },
            },
          },
        },
      },
    ),
    functions: { broken: () => 'no object' },
  });
  expect(gateway.diagnostics).toEqual([]);
});
afterAll(() => gateway.stop());

// Source for all: "Gateway response types for API Gateway" and "Set up gateway responses"; localstack's recordings of gateway responses.
test('a type without customization takes the default of its class, and keeps its own status', async () => {
  const { status, text, headers } = await gateway.send({ method: 'POST', path: '/test/' });
  expect([status, text]).toEqual([403, '{"message":"Missing Authentication Token"}']);
  expect(headers).toMatchObject({ 'access-control-allow-origin': '*', 'x-amzn-errortype': 'MissingAuthenticationTokenException' });
});

test('a customized type: status, headers, and a template that knows variables only', async () => {
  const { status, text, headers } = await gateway.send({ path: '/test/keyed?a=b' });
  expect(status).toBe(401);
  expect(text).toBe(`#if(true){"m":"Forbidden","t":"INVALID_API_KEY","r":"${headers['x-amzn-requestid']}","s":"blue","q":"b","n":""}`);
  expect(headers).toMatchObject({
    'x-static': "it''s",
    'x-asked': 'b',
    'x-stage': 'test',
    'x-color': 'blue',
    'x-amzn-errortype': 'ForbiddenException',
  });
  expect(headers).not.toHaveProperty('x-none');
  expect(headers).not.toHaveProperty('access-control-allow-origin');
});

test('a default with a status changes the status of all its class', async () => {
  const { status, text, headers } = await gateway.send({ path: '/test/1' });
  expect([status, text, headers['content-type']]).toEqual([503, 'sorry: Internal server error', 'text/plain']);
});

test('an unknown stage is Forbidden', async () => {
  const port = gateway.port;
  const { status, text, trace } = await gateway.send({ path: '/prod/x', headers: { Host: `abcdefghij.execute-api.localhost:${port}` } });
  expect([status, text]).toEqual([403, '{"message":"Forbidden"}']);
  expect(trace.refusal?.hint).toContain('/_aws/execute-api/');
});

test('refusals name the line that causes them', async () => {
  const template = `Resources:
  Api:
    Type: AWS::ApiGateway::RestApi
    Properties:
      Body:
        swagger: '2.0'
        paths:
          /users:
            get:
              security:
                - api_key: []
              x-amazon-apigateway-integration: { type: mock }
            put:
              x-amazon-apigateway-integration:
                type: mock
                requestTemplates: { application/json: 'no status' }
        securityDefinitions:
          api_key: { type: apiKey, name: x-api-key, in: header }
  Deployment: { Type: AWS::ApiGateway::Deployment, Properties: { RestApiId: !Ref Api } }
  Stage: { Type: AWS::ApiGateway::Stage, Properties: { RestApiId: !Ref Api, DeploymentId: !Ref Deployment, StageName: prod } }
`;
  const placed = await startGateway({ template });
  try {
    expect((await placed.send({ path: '/users' })).trace.refusal?.at).toMatchObject({ file: 'template.yaml', line: 11 });
    expect((await placed.send({ method: 'PUT', path: '/users' })).trace.refusal?.at).toMatchObject({ line: 15 });
    expect((await placed.send({ method: 'POST', path: '/users' })).trace.refusal?.at).toMatchObject({ line: 9 });
  } finally {
    await placed.stop();
  }
});

test('a changed template is served after its deployment is taken anew, and not before', async () => {
  const changing = await startGateway({ template: apiTemplate({ 'GET /a': 'ok' }), functions: { ok: () => ({ statusCode: 200 }) } });
  try {
    expect((await changing.send({ path: '/test/a' })).status).toBe(200);
    expect(await changing.apply(apiTemplate({ 'GET /b': 'ok' }))).toEqual([]);
    expect((await changing.send({ path: '/test/a' })).status).toBe(403);
    expect((await changing.send({ path: '/test/b' })).status).toBe(200);
  } finally {
    await changing.stop();
  }
});

test('several APIs: by host, by explicit address, by a stage name that only one has', async () => {
  const api = (name: string, stage: string): object => ({
    [name]: {
      Type: 'AWS::ApiGateway::RestApi',
      Properties: { Name: name, Body: { swagger: '2.0', paths: { '/who': { get: mockOf(name) } } } },
    },
    [`${name}Deployment`]: { Type: 'AWS::ApiGateway::Deployment', Properties: { RestApiId: { Ref: name }, StageName: 'Stage' } },
    [`${name}Stage`]: {
      Type: 'AWS::ApiGateway::Stage',
      Properties: { RestApiId: { Ref: name }, DeploymentId: { Ref: `${name}Deployment` }, StageName: stage },
    },
  });
  const mockOf = (name: string): object => ({
    responses: { 200: {} },
    'x-amazon-apigateway-integration': {
      type: 'mock',
      requestTemplates: { 'application/json': '{"statusCode": 200}' },
      responses: { default: { statusCode: 200, responseTemplates: { 'application/json': `"${name} $context.stage"` } } },
    },
  });
  const several = await startGateway({
    template: JSON.stringify({ Resources: { ...api('One', 'prod'), ...api('Two', 'prod'), ...api('Three', 'dev') } }),
  });
  try {
    expect(several.diagnostics).toEqual([]);
    const ids = [...several.services.apigateway.restApis.values()].map((it) => it.id);
    expect((await several.send({ path: '/dev/who' })).text).toBe('"Three dev"');
    expect((await several.send({ path: '/prod/who' })).status).toBe(403);
    expect((await several.send({ path: `/_aws/execute-api/${ids[1]}/prod/who` })).text).toBe('"Two prod"');
    expect((await several.send({ path: '/prod/who', headers: { Host: `${ids[0]}.execute-api.localhost` } })).text).toBe('"One prod"');
    expect((await several.send({ path: '/who' })).status).toBe(403);
  } finally {
    await several.stop();
  }
});
