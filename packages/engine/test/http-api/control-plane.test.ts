// The control plane of HTTP APIs as its clients call it: what is made there is served at once; export and import give the same API again.
import { expect, test } from 'vitest';
import type { AwsService } from '../../src/protocol/aws-service.ts';
import { refuseService } from '../../src/protocol/refuse-service.ts';
import { createApiGatewayV2 } from '../../src/services/apigatewayv2/apigatewayv2.ts';
import { createApiGatewayV2ControlPlane } from '../../src/services/apigatewayv2/control-plane.ts';
import { createWorld } from '../../src/world/world.ts';

const world = createWorld();
const others: AwsService = { signingName: 'apigateway', handle: async (request) => refuseService('apigateway', request) };
const plane = createApiGatewayV2ControlPlane({ world, apigatewayv2: createApiGatewayV2(world) }, others);

async function call(
  method: string,
  url: string,
  document?: object,
): Promise<{ status: number; document: Record<string, unknown>; text: string }> {
  const body = Buffer.from(document === undefined ? '' : JSON.stringify(document));
  const answer = await plane.handle({ method, url, headers: {}, body, requestId: '1' });
  const text = answer.body.toString();
  return { status: answer.status, text, document: text.startsWith('{') ? JSON.parse(text) : {} };
}

test('an API is made, changed, listed and deleted', async () => {
  const { status, document: made } = await call('POST', '/v2/apis', { name: 'a', protocolType: 'HTTP', target: 'https://example.com' });
  expect(status).toBe(201);
  const path = `/v2/apis/${made.apiId}`;
  expect((await call('GET', `${path}/routes`)).document).toMatchObject({ items: [{ routeKey: '$default', authorizationType: 'NONE' }] });
  expect((await call('GET', `${path}/stages/$default`)).document).toMatchObject({ autoDeploy: true, deploymentId: expect.any(String) });
  const cors = { allowOrigins: ['https://a.example'], maxAge: 5 };
  expect((await call('PATCH', path, { name: 'b', corsConfiguration: cors })).document).toMatchObject({
    name: 'b',
    corsConfiguration: cors,
  });
  expect((await call('DELETE', `${path}/cors`)).status).toBe(204);
  expect((await call('GET', path)).document).not.toHaveProperty('corsConfiguration');
  expect((await call('GET', '/v2/apis')).document).toMatchObject({ items: [{ name: 'b' }] });
  expect((await call('DELETE', path)).status).toBe(204);
  expect((await call('GET', path)).status).toBe(404);
});

test('what is exported can be imported', async () => {
  const { document: made } = await call('POST', '/v2/apis', { name: 'a', protocolType: 'HTTP' });
  const path = `/v2/apis/${made.apiId}`;
  const uri = 'arn:aws:lambda:us-east-1:123456789012:function:f';
  const jwt = {
    authorizerType: 'JWT',
    name: 'jwt',
    identitySource: ['$request.header.Authorization'],
    jwtConfiguration: { issuer: 'https://i/', audience: ['x'] },
  };
  const { authorizerId } = (await call('POST', `${path}/authorizers`, jwt)).document;
  const integration = { integrationType: 'AWS_PROXY', integrationUri: uri, payloadFormatVersion: '2.0' };
  const { integrationId } = (await call('POST', `${path}/integrations`, integration)).document;
  const route = {
    routeKey: 'GET /x/{id}',
    target: `integrations/${integrationId}`,
    authorizationType: 'JWT',
    authorizerId,
    authorizationScopes: ['s'],
  };
  expect((await call('POST', `${path}/routes`, route)).status).toBe(201);
  expect((await call('POST', `${path}/routes`, route)).status).toBe(409);
  expect((await call('DELETE', `${path}/integrations/${integrationId}`)).status).toBe(409);
  for (const type of ['JSON', 'YAML']) {
    const { text } = await call('GET', `${path}/exports/OAS30?outputType=${type}`);
    const { document: again } = await call('PUT', '/v2/apis', { body: text });
    const routes = await call('GET', `/v2/apis/${again.apiId}/routes`);
    expect(routes.document).toMatchObject({ items: [{ routeKey: 'GET /x/{id}', authorizationType: 'JWT', authorizationScopes: ['s'] }] });
    expect((await call('GET', `/v2/apis/${again.apiId}/integrations`)).document).toMatchObject({ items: [integration] });
    expect((await call('GET', `/v2/apis/${again.apiId}/authorizers`)).document).toMatchObject({ items: [jwt] });
  }
});

test.each([
  ['an unknown API', 'GET', '/v2/apis/none', undefined, 404, 'Invalid API identifier specified 123456789012:none'],
  ['a WebSocket API', 'POST', '/v2/apis', { name: 'w', protocolType: 'WEBSOCKET' }, 400, 'WebSocket'],
  ['no name', 'POST', '/v2/apis', { protocolType: 'HTTP' }, 400, 'Name'],
  ['a document that is none', 'PUT', '/v2/apis', { body: 'swagger: "2.0"' }, 400, 'OpenAPI 3.0'],
  ['what is not there', 'GET', '/v2/domainnames', undefined, 501, 'domainnames'],
])('%s is refused', async (_name, method, path, body, status, text) => {
  const answer = await call(method, path, body);
  expect(answer.status).toBe(status);
  expect(answer.document.message).toContain(text);
});
