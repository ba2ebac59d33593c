// JWT authorizers: which tokens pass, what the function is told, and what those learn that are refused.
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createIssuers } from '../../src/gateway/identity/issuers.ts';
import { createLocalIssuer } from '../../src/gateway/identity/local-issuer.ts';
import { startGateway, type TestGateway } from '../gateway/start-gateway.ts';
import { httpApiTemplate } from './http-api-template.ts';

const issuer = 'https://issuer.example/';
const now = Math.floor(Date.parse('2026-07-10T19:19:04.123Z') / 1000);
const local = createLocalIssuer(undefined);
let gateway: TestGateway;
let sign: (claims: JWTPayload, header?: { readonly kid?: string }) => Promise<string>;
let stranger: Awaited<ReturnType<typeof generateKeyPair>>['privateKey'];

beforeAll(async () => {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
  stranger = (await generateKeyPair('RS256')).privateKey;
  const keys = [{ ...(await exportJWK(publicKey)), kid: 'one', alg: 'RS256' }];
  sign = (claims, { kid = 'one' } = {}) =>
    new SignJWT({ iss: issuer, aud: 'app', exp: now + 60, ...claims }).setProtectedHeader({ alg: 'RS256', kid }).sign(privateKey);
  gateway = await startGateway({
    template: httpApiTemplate(
      { 'GET /open': 'echo', 'GET /scoped': 'echo' },
      {
        resources: {
          Jwt: {
            Type: 'AWS::ApiGatewayV2::Authorizer',
            Properties: {
              ApiId: { Ref: 'Api' },
              Name: 'jwt',
              AuthorizerType: 'JWT',
              IdentitySource: ['$request.header.Authorization'],
              JwtConfiguration: { Issuer: issuer, Audience: ['app', 'other'] },
            },
          },
        },
        route: { AuthorizationType: 'JWT', AuthorizerId: { Ref: 'Jwt' } },
      },
    ).replace('"RouteKey": "GET /scoped",', '"RouteKey": "GET /scoped", "AuthorizationScopes": ["users:read", "users:write"],'),
    functions: { echo: (event) => event },
    identities: {
      issuers: createIssuers({ settings: { [issuer]: { keys } }, local }),
      credentialOf: () => undefined,
      hasExpired: () => false,
    },
  });
  expect(gateway.diagnostics).toEqual([]);
});
afterAll(() => gateway.stop());

const get = (token: string, path = '/open'): ReturnType<TestGateway['send']> => gateway.send({ path, headers: { Authorization: token } });

test('claims reach the function as text, lists in brackets', async () => {
  const token = await sign({ sub: 'al', admin: true, 'cognito:groups': ['a', 'b'], level: 7, address: { city: 'x' } });
  const answer = await get(`Bearer ${token}`);
  expect(answer.status).toBe(200);
  const { jwt } = JSON.parse(answer.text).requestContext.authorizer;
  expect(jwt).toEqual({
    claims: {
      iss: issuer,
      aud: 'app',
      exp: String(now + 60),
      sub: 'al',
      admin: 'true',
      'cognito:groups': '[a b]',
      level: '7',
      address: '{"city":"x"}',
    },
    scopes: null,
  });
});

test('a token passes with and without "Bearer"', async () => {
  const token = await sign({});
  expect((await get(token)).status).toBe(200);
  expect((await get(`bearer ${token}`)).status).toBe(200);
});

const audience = 'Bearer scope="" error="invalid_token" error_description="the token does not have a valid audience"';
test.each<[string, JWTPayload, number, string?]>([
  ['one of the audiences', { aud: 'other' }, 200],
  ['a list with one of the audiences', { aud: ['x', 'app'] }, 200],
  ['another audience', { aud: 'none' }, 401, audience],
  ['client_id without aud', { aud: undefined as never, client_id: 'app' }, 200],
  ['client_id does not count beside aud', { aud: 'none', client_id: 'app' }, 401, audience],
  ['no audience', { aud: undefined as never }, 401, audience],
  ['another issuer', { iss: 'https://other.example/' }, 401],
  ['expired', { exp: now - 1 }, 401, 'Bearer scope="" error="invalid_token" error_description="the token has expired"'],
  ['expires now', { exp: now }, 401],
  ['no exp', { exp: undefined as never }, 401],
  ['nbf in the future', { nbf: now + 5 }, 401],
  ['nbf in the past', { nbf: now - 5 }, 200],
  ['iat in the future', { iat: now + 5 }, 401],
])('%s', async (_name, claims, status, challenge) => {
  const answer = await get(await sign(claims));
  expect(answer.status).toBe(status);
  if (challenge !== undefined) expect(answer.headers['www-authenticate']).toBe(challenge);
  if (status === 401) expect(answer.trace.refusal).toMatchObject({ rule: 'UNAUTHORIZED', layer: 'authorizer' });
});

test.each<[string, JWTPayload, number]>([
  ['one scope of the route', { scope: 'a users:read' }, 200],
  ['scp as a list', { scp: ['users:write'] }, 200],
  ['none of them', { scope: 'a b' }, 403],
  ['no scope', {}, 403],
])('scopes: %s', async (_name, claims, status) => {
  const answer = await get(await sign(claims), '/scoped');
  expect(answer.status).toBe(status);
  if (status === 403) expect(answer.text).toBe('{"message":"Forbidden"}');
  else expect(JSON.parse(answer.text).requestContext.authorizer.jwt.scopes).toEqual(['users:read', 'users:write']);
});

test('a signature of a stranger does not pass, nor one of an unknown key', async () => {
  const forged = await new SignJWT({ iss: issuer, aud: 'app', exp: now + 60 })
    .setProtectedHeader({ alg: 'RS256', kid: 'one' })
    .sign(stranger);
  expect((await get(forged)).status).toBe(401);
  expect((await get(await sign({}, { kid: 'two' }))).status).toBe(401);
});

test('a token that has passed is judged by the clock again', async () => {
  const token = await sign({ sub: 'clock' });
  expect((await get(token)).status).toBe(200);
  gateway.clock.advance(61_000);
  expect((await get(token)).status).toBe(401);
  gateway.clock.nowMs -= 61_000;
  expect((await get(token)).status).toBe(200);
});

test('a token of the local issuer passes whatever issuer and audience are asked for, but not without the scope', async () => {
  const claims = { iss: 'http://127.0.0.1:4566/_gatewright/issuer', sub: 'dev', exp: now + 60 };
  expect((await get(await local.sign(claims))).status).toBe(200);
  expect((await get(await local.sign(claims), '/scoped')).status).toBe(403);
  expect((await get(await local.sign({ ...claims, scope: 'users:read' }), '/scoped')).status).toBe(200);
  expect((await get(await local.sign({ ...claims, aud: 'none' }))).status).toBe(401);
  expect((await get(await local.sign({ ...claims, exp: now - 1 }))).status).toBe(401);
});
