// Covers COGNITO_USER_POOLS authorizers: which tokens pass, what the function is told of them, what the others are told. The keys come from this
// test, from a file and from a server of this machine.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { noIdentities } from '../../src/gateway/identity/identities.ts';
import { createIssuers } from '../../src/gateway/identity/issuers.ts';
import { createLocalIssuer } from '../../src/gateway/identity/local-issuer.ts';
import { apiTemplate, lambdaUri, startGateway, type TestGateway } from './start-gateway.ts';

const poolArn = (id: string): string => `arn:aws:cognito-idp:eu-west-1:123456789012:userpool/${id}`;
const issuerOf = (id: string): string => `https://cognito-idp.eu-west-1.amazonaws.com/${id}`;
const issuer = issuerOf('eu-west-1_Pool');
const integration = { type: 'aws_proxy', httpMethod: 'POST', uri: lambdaUri('answer') };
const pool = (id: string | readonly string[], more: object = {}): object => ({
  type: 'apiKey',
  name: 'Authorization',
  in: 'header',
  'x-amazon-apigateway-authtype': 'cognito_user_pools',
  'x-amazon-apigateway-authorizer': { type: 'cognito_user_pools', providerARNs: [id].flat().map(poolArn), ...more },
});
const guardedBy = (name: string, scopes: readonly string[] = []): object => ({
  security: [{ [name]: scopes }],
  'x-amazon-apigateway-integration': integration,
});
const nowSeconds = Date.parse('2026-07-10T19:19:04Z') / 1000;

let gateway: TestGateway;
let sign: (claims: { readonly [name: string]: unknown }, header?: object) => Promise<string>;
let forge: typeof sign;
let jwk: JWK;
const folder = mkdtempSync(join(tmpdir(), 'gatewright-test-'));
const file = join(folder, 'issuers.json');
const local = createLocalIssuer(undefined);
const keyServer = createServer((_request, response) => response.end(JSON.stringify({ keys: [jwk] })));

beforeAll(async () => {
  const pair = await generateKeyPair('RS256', { extractable: true });
  const other = await generateKeyPair('RS256');
  jwk = { ...(await exportJWK(pair.publicKey)), kid: 'one', alg: 'RS256', use: 'sig' };
  const signWith = (key: typeof pair.privateKey, claims: object, header: object): Promise<string> =>
    new SignJWT({ ...claims }).setProtectedHeader({ alg: 'RS256', kid: 'one', ...header }).sign(key);
  sign = (claims, header = {}) => signWith(pair.privateKey, claims, header);
  forge = (claims, header = {}) => signWith(other.privateKey, claims, header);
  await new Promise<void>((resolve) => keyServer.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(keyServer.address() as AddressInfo).port}/jwks.json`;
  const settings = { [issuer]: { keys: [jwk] }, [issuerOf('served')]: url, [issuerOf('far')]: 'https://example.com/jwks.json' };
  gateway = await startGateway({
    template: apiTemplate(
      {
        'GET /id': guardedBy('pool'),
        'GET /scoped': guardedBy('pool', ['notes/read', 'notes/write']),
        'GET /client': guardedBy('client'),
        'GET /two': guardedBy('two'),
        'GET /served': guardedBy('served'),
        'GET /far': guardedBy('far'),
        'GET /filed': guardedBy('filed'),
        'GET /unknown': guardedBy('unknown'),
      },
      {
        body: {
          securityDefinitions: {
            pool: pool('eu-west-1_Pool'),
            client: pool('eu-west-1_Pool', { identityValidationExpression: 'app-\\d+' }),
            two: pool(['unknown', 'eu-west-1_Pool']),
            served: pool('served'),
            far: pool('far'),
            filed: pool('filed'),
            unknown: pool('unknown'),
          },
        },
      },
    ),
    functions: { answer: () => ({ statusCode: 200 }) },
    identities: { ...noIdentities, issuers: createIssuers({ settings, file, local }) },
  });
  expect(gateway.diagnostics).toEqual([]);
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  keyServer.close();
  await gateway.stop();
});

const identity = { iss: issuer, sub: 'u1', aud: 'app-1', token_use: 'id', iat: nowSeconds - 60, exp: nowSeconds + 3600 };
const access = { ...identity, aud: undefined, client_id: 'app-1', token_use: 'access', scope: 'openid notes/read' };
const base64 = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

interface Row {
  readonly name: string;
  readonly path?: string;
  readonly token: () => string | Promise<string>;
  readonly passes?: true;
  readonly text?: string;
  readonly says?: string;
}
// Sources: "Control access to REST APIs using Amazon Cognito user pools as an authorizer"; "How do I troubleshoot 401 Unauthorized errors",
// AWS re:Post knowledge center.
const rows: readonly Row[] = [
  { name: 'an identity token', token: () => sign(identity), passes: true },
  { name: 'Bearer before it', token: async () => `Bearer ${await sign(identity)}`, passes: true },
  { name: 'none', token: () => '', says: 'no token' },
  { name: 'no JSON Web Token', token: () => 'abc', says: 'no JSON Web Token' },
  { name: 'another signature', token: () => forge(identity), says: 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED' },
  { name: 'alg none', token: () => `${base64({ alg: 'none', kid: 'one' })}.${base64(identity)}.`, says: 'not valid' },
  {
    name: 'signed with the public key as a secret',
    token: () => `${base64({ alg: 'HS256', kid: 'one' })}.${base64(identity)}.AAAA`,
    says: 'ERR_JOSE_ALG',
  },
  { name: 'a key that the pool does not have', token: () => sign(identity, { kid: 'two' }), says: 'ERR_JWKS_NO_MATCHING_KEY' },
  {
    name: 'changed after it was signed',
    token: async () => (await sign(identity)).replace(/\.[^.]+\./, `.${base64({ ...identity, sub: 'u2' })}.`),
    says: 'SIGNATURE',
  },
  { name: 'another issuer', token: () => sign({ ...identity, iss: issuerOf('other') }), says: 'is of the issuer' },
  { name: 'no expiry', token: () => sign({ ...identity, exp: undefined }), says: '"exp"' },
  {
    name: 'expired',
    token: () => sign({ ...identity, exp: nowSeconds - 1 }),
    text: 'The incoming token has expired',
    says: 'expired at 2026-07-10T19:19:03.000Z',
  },
  { name: 'expired and forged', token: () => forge({ ...identity, exp: nowSeconds - 1 }), says: 'SIGNATURE' },
  { name: 'not valid yet', token: () => sign({ ...identity, nbf: nowSeconds + 60 }), says: '"nbf"' },
  { name: 'an access token without scopes on the method', token: () => sign(access), says: 'takes an identity token' },
  { name: 'an access token with one of the scopes', path: 'scoped', token: () => sign(access), passes: true },
  {
    name: 'an access token with other scopes',
    path: 'scoped',
    token: () => sign({ ...access, scope: 'notes/delete' }),
    says: 'notes/delete',
  },
  { name: 'an identity token where scopes are asked for', path: 'scoped', token: () => sign(identity), says: 'has scopes' },
  { name: 'the right client', path: 'client', token: () => sign(identity), passes: true },
  { name: 'another client', path: 'client', token: () => sign({ ...identity, aud: 'x' }), says: 'audience' },
  { name: 'the second of two pools', path: 'two', token: () => sign(identity), passes: true },
  { name: 'keys from a server of this machine', path: 'served', token: () => sign({ ...identity, iss: issuerOf('served') }), passes: true },
  {
    name: 'keys elsewhere are not fetched',
    path: 'far',
    token: () => sign({ ...identity, iss: issuerOf('far') }),
    says: 'not on this machine',
  },
  { name: 'unknown keys', path: 'unknown', token: () => sign({ ...identity, iss: issuerOf('unknown') }), says: 'are not known here' },
];
test.each(rows)('a token: $name', async ({ path = 'id', token, passes, text = 'Unauthorized', says = '' }) => {
  const before = gateway.invocations.length;
  const answer = await gateway.send({ path: `/test/${path}`, headers: { Authorization: await token() } });
  expect(answer.status).toBe(passes ? 200 : 401);
  expect(gateway.invocations.length - before).toBe(passes ? 1 : 0);
  if (passes) return;
  expect(answer.text).toBe(JSON.stringify({ message: text }));
  expect(answer.headers['x-amzn-errortype']).toBe('UnauthorizedException');
  expect(answer.trace.refusal).toMatchObject({
    layer: 'authorizer',
    message: expect.stringContaining(says),
    at: { file: 'template.yaml' },
  });
});

test.each([
  ['no audience', undefined, 200],
  ['the audience', 'app-1', 200],
  ['another audience', 'x', 401],
])("the developer's own token with %s", async (_name, aud, status) => {
  const token = await local.sign({ ...identity, iss: 'http://127.0.0.1:4566/_gatewright/issuer', aud });
  expect((await gateway.send({ path: '/test/client', headers: { Authorization: token } })).status).toBe(status);
});

test('unknown keys: the cure names the file and the issuer', async () => {
  const token = await sign({ ...identity, iss: issuerOf('unknown') });
  const { trace } = await gateway.send({ path: '/test/unknown', headers: { Authorization: token } });
  expect(trace.refusal?.hint).toContain(file);
  expect(trace.refusal?.hint).toContain(`${issuerOf('unknown')}/.well-known/jwks.json`);
});

test('keys from a file, which may change while the engine runs', async () => {
  const headers = { Authorization: await sign({ ...identity, iss: issuerOf('filed') }) };
  const send = () => gateway.send({ path: '/test/filed', headers });
  expect((await send()).status).toBe(401);
  writeFileSync(file, JSON.stringify({ [issuerOf('filed')]: { keys: [jwk] } }));
  expect((await send()).status).toBe(200);
  writeFileSync(file, '{');
  const broken = await send();
  expect([broken.status, broken.trace.refusal?.message]).toEqual([401, expect.stringContaining('is not JSON')]);
  rmSync(file);
});

// Source: AWS's sample events of REST APIs with user pools.
test('claims reach the function as text', async () => {
  const claims = { ...identity, auth_time: nowSeconds, email_verified: true, 'cognito:groups': ['a', 'b'], custom: { a: 1 } };
  await gateway.send({ path: '/test/id', headers: { Authorization: await sign(claims) } });
  expect(gateway.invocations.at(-1)?.event.requestContext).toHaveProperty('authorizer', {
    claims: {
      iss: issuer,
      sub: 'u1',
      aud: 'app-1',
      token_use: 'id',
      iat: 'Fri Jul 10 19:18:04 UTC 2026',
      exp: 'Fri Jul 10 20:19:04 UTC 2026',
      auth_time: String(nowSeconds),
      email_verified: 'true',
      'cognito:groups': 'a,b',
      custom: '{"a":1}',
    },
  });
});

// Source: "How API Gateway resource policies affect authorization workflow": with user pools an explicit allow is required.
test.each([
  { name: 'allows', Effect: 'Allow', Resource: 'execute-api:/*', status: 200, text: '' },
  { name: 'says nothing', Effect: 'Allow', Resource: 'execute-api:/other/*', status: 403, text: 'User: anonymous is not authorized' },
  { name: 'denies', Effect: 'Deny', Resource: 'execute-api:/*', status: 403, text: 'with an explicit deny' },
])('a resource policy that $name', async ({ Effect, Resource, status, text }) => {
  const guarded = await startGateway({
    template: apiTemplate(
      { 'GET /id': guardedBy('pool') },
      {
        api: { Policy: { Version: '2012-10-17', Statement: [{ Effect, Principal: '*', Action: 'execute-api:Invoke', Resource }] } },
        body: { securityDefinitions: { pool: pool('eu-west-1_Pool') } },
      },
    ),
    functions: { answer: () => ({ statusCode: 200 }) },
    identities: { ...noIdentities, issuers: createIssuers({ settings: { [issuer]: { keys: [jwk] } } }) },
  });
  const answer = await guarded.send({ path: '/test/id', headers: { Authorization: await sign(identity) } });
  const unknown = await guarded.send({ path: '/test/id' });
  await guarded.stop();
  expect(answer.status).toBe(status);
  expect(answer.text).toContain(text);
  expect(unknown.status).toBe(401);
});
