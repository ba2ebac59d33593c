// Who may call: API keys, JWTs, and the same verifiers at the gateway.
import { createHmac, createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { apiKey, fromAuthorizer, hashApiKey } from '../src/auth.ts';
import { authorizer } from '../src/authorizer.ts';
import { api, cors, route } from '../src/index.ts';
import { jwt } from '../src/jwt.ts';

const quiet = { error: (): void => {}, warn: (): void => {} };
const origin = 'https://app.example.com';

describe('API keys', () => {
  const keys = { reporting: hashApiKey('key-of-reporting'), billing: hashApiKey('key-of-billing') };
  const app = api(
    { auth: apiKey({ keys }), cors: cors({ allowOrigins: [origin] }) },
    { 'GET /x': ({ user }) => user, 'GET /open': route({ auth: false }, () => 'open') },
  );

  test.each([
    { headers: { 'x-api-key': 'key-of-billing' }, name: 'billing' },
    { headers: { 'X-API-KEY': 'key-of-reporting' }, name: 'reporting' },
  ])('$name is known', async ({ headers, name }) => expect(await (await app.request('GET /x', { headers })).json()).toEqual({ name }));

  test.each([
    {},
    { 'x-api-key': '' },
    { 'x-api-key': 'wrong' },
    { 'x-api-key': hashApiKey('key-of-billing') },
    { 'x-api-key': 'key-of-billing, key-of-reporting' },
  ])('%o is 401', async (headers) => {
    const response = await app.request('GET /x', { headers: { origin, ...(headers as object) } });
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe('ApiKey header="x-api-key"');
    expect(response.headers.get('access-control-allow-origin')).toBe(origin);
  });

  test('a route may be open', async () => expect((await app.request('GET /open')).status).toBe(200));

  test('an empty list lets nobody in', async () => {
    const closed = api({ auth: apiKey({ keys: {} }) }, { 'GET /x': () => 1 });
    for (const key of ['', 'undefined', 'x']) expect((await closed.request('GET /x', { headers: { 'x-api-key': key } })).status).toBe(401);
  });

  test('plain keys are refused at start', () => expect(() => apiKey({ keys: { a: 'my-secret-key' } })).toThrow(/"a".*hashApiKey/));

  test('keys rotate without a deployment', async () => {
    let current = { a: hashApiKey('first') };
    const rotating = api({ auth: apiKey({ keys: async () => current }) }, { 'GET /x': () => 1 });
    const status = async (key: string) => (await rotating.request('GET /x', { headers: { 'x-api-key': key } })).status;
    expect([await status('first'), await status('second')]).toEqual([200, 401]);
    current = { a: hashApiKey('second') };
    expect([await status('first'), await status('second')]).toEqual([401, 200]);
  });
});

const encode = (value: unknown): string => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const inAnHour = Math.floor(Date.now() / 1000) + 3600;
const claims = { iss: 'https://issuer.example', aud: 'users-api', sub: 'ada', exp: inAnHour, scope: 'users:read users:write' };

describe('JWT with a key set', () => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'one', use: 'sig' };
  const token = (payload: object = claims, header: object = { alg: 'RS256', kid: 'one' }, key = privateKey): string => {
    const signed = `${encode(header)}.${encode(payload)}`;
    return `${signed}.${sign('RSA-SHA256', Buffer.from(signed), createPrivateKey(key.export({ type: 'pkcs8', format: 'pem' }))).toString('base64url')}`;
  };
  let fetches = 0;
  const fetchKeys = async (): Promise<ArrayBuffer> => {
    fetches += 1;
    return new Uint8Array(Buffer.from(JSON.stringify({ keys: [jwk] }))).buffer;
  };
  const options = { issuer: 'https://issuer.example', audience: 'users-api', fetchKeys };
  const app = api(
    { auth: jwt({ ...options, scopes: ['users:read'], claims: z.object({ sub: z.string() }) }), log: quiet },
    { 'GET /x': ({ user }) => user },
  );
  const call = (authorization?: string) => app.request('GET /x', { headers: authorization === undefined ? {} : { authorization } });
  const without = (name: string): object => Object.fromEntries(Object.entries(claims).filter(([it]) => it !== name));
  const publicPem = publicKey.export({ type: 'spki', format: 'pem' });
  const forged = `${encode({ alg: 'HS256', kid: 'one' })}.${encode(claims)}`;

  test.each([`Bearer ${token()}`, `bearer ${token()}`, `Bearer ${token({ ...claims, aud: ['other', 'users-api'] })}`])(
    '%.20s is let in',
    async (header) => {
      const response = await call(header);
      expect([response.status, await response.json()]).toEqual([200, { sub: 'ada' }]);
    },
  );

  test.each([
    { name: 'nothing', header: undefined, challenge: 'Bearer' },
    { name: 'no scheme', header: token(), challenge: 'Bearer' },
    { name: 'another scheme', header: `Basic ${token()}`, challenge: 'Bearer' },
    { name: 'two tokens', header: `Bearer ${token()}, Bearer ${token()}`, challenge: 'Bearer' },
    { name: 'rubbish', header: 'Bearer a.b.c', challenge: 'the token is not valid' },
    {
      name: 'alg none',
      header: `Bearer ${encode({ alg: 'none', kid: 'one' })}.${encode(claims)}.x`,
      challenge: 'the algorithm is not allowed',
    },
    {
      name: 'HS256 signed with the public key',
      header: `Bearer ${forged}.${createHmac('sha256', publicPem).update(forged).digest('base64url')}`,
      challenge: 'the algorithm is not allowed',
    },
    {
      name: 'an algorithm that is not pinned',
      header: `Bearer ${token(claims, { alg: 'RS512', kid: 'one' })}`,
      challenge: 'the algorithm is not allowed',
    },
    { name: 'another key', header: `Bearer ${token(claims, { alg: 'RS256', kid: 'one' }, other)}`, challenge: 'the token is not valid' },
    { name: 'an unknown key id', header: `Bearer ${token(claims, { alg: 'RS256', kid: 'two' })}`, challenge: 'the token is not valid' },
    { name: 'no key id', header: `Bearer ${token(claims, { alg: 'RS256' })}`, challenge: 'the token is not valid' },
    {
      name: 'a critical extension',
      header: `Bearer ${token(claims, { alg: 'RS256', kid: 'one', crit: ['b64'], b64: false })}`,
      challenge: 'the token has a critical extension',
    },
    { name: 'an expired token', header: `Bearer ${token({ ...claims, exp: inAnHour - 7200 })}`, challenge: 'the token has expired' },
    { name: 'a token that never expires', header: `Bearer ${token(without('exp'))}`, challenge: 'the token never expires' },
    { name: 'a token of tomorrow', header: `Bearer ${token({ ...claims, nbf: inAnHour })}`, challenge: 'the token is not valid yet' },
    {
      name: 'another issuer',
      header: `Bearer ${token({ ...claims, iss: 'https://evil.example' })}`,
      challenge: 'the token does not have a valid issuer',
    },
    { name: 'no issuer', header: `Bearer ${token(without('iss'))}`, challenge: 'the token does not have a valid issuer' },
    {
      name: 'another audience',
      header: `Bearer ${token({ ...claims, aud: 'other' })}`,
      challenge: 'the token does not have a valid audience',
    },
    { name: 'no audience', header: `Bearer ${token(without('aud'))}`, challenge: 'the token does not have a valid audience' },
    { name: 'claims that do not fit', header: `Bearer ${token(without('sub'))}`, challenge: 'the claims do not fit' },
  ])('$name is 401', async ({ header, challenge }) => {
    const response = await call(header);
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toContain(challenge);
    expect(await response.json()).toEqual({ error: 'Unauthorized', code: 'UNAUTHORIZED', requestId: 'test' });
  });

  test('clocks may differ by what is allowed', async () => {
    const late = `Bearer ${token({ ...claims, exp: inAnHour - 3600 - 60 })}`;
    const lenient = api({ auth: jwt({ ...options, clockToleranceSeconds: 3600 }) }, { 'GET /x': () => 1 });
    expect([(await call(late)).status, (await lenient.request('GET /x', { headers: { authorization: late } })).status]).toEqual([401, 200]);
  });

  test('a missing scope is 403', async () => {
    const response = await call(`Bearer ${token({ ...claims, scope: 'users:readonly' })}`);
    expect(response.status).toBe(403);
    expect(response.headers.get('www-authenticate')).toBe('Bearer error="insufficient_scope", scope="users:read"');
  });

  test('the key set is fetched once, and not for every unknown key id', async () => {
    fetches = 0;
    const fresh = api({ auth: jwt(options) }, { 'GET /x': () => 1 });
    const ask = (kid: string) => fresh.request('GET /x', { headers: { authorization: `Bearer ${token(claims, { alg: 'RS256', kid })}` } });
    await Promise.all(Array.from({ length: 20 }, () => ask('one')));
    for (let index = 0; index < 20; index++) await ask('one');
    expect(fetches).toBe(1);
    for (let index = 0; index < 20; index++) expect((await ask('unknown')).status).toBe(401);
    expect(fetches).toBeLessThanOrEqual(2);
  });

  test('an issuer that can not be reached, or a failure behind the check, is no 401', async () => {
    const unreachable = api(
      { auth: jwt({ ...options, fetchKeys: () => Promise.reject(new Error('connect ECONNREFUSED')) }), log: quiet },
      { 'GET /x': () => 1 },
    );
    expect((await unreachable.request('GET /x', { headers: { authorization: `Bearer ${token()}` } })).status).toBe(500);
    const broken = api(
      { auth: jwt(options), log: quiet },
      {
        'GET /x': () => {
          throw new Error('database');
        },
      },
    );
    expect((await broken.request('GET /x', { headers: { authorization: `Bearer ${token()}` } })).status).toBe(500);
  });

  test('a token of another type is refused when the type is given', async () => {
    const typed = api({ auth: jwt({ ...options, typ: 'at+jwt' }) }, { 'GET /x': () => 1 });
    const status = async (typ: string) =>
      (await typed.request('GET /x', { headers: { authorization: `Bearer ${token(claims, { alg: 'RS256', kid: 'one', typ })}` } })).status;
    expect([await status('at+jwt'), await status('application/at+jwt'), await status('JWT')]).toEqual([200, 200, 401]);
  });

  describe('at the gateway', () => {
    const gate = authorizer(jwt({ ...options, scopes: ['users:read'] }));
    const methodArn = 'arn:aws:execute-api:eu-west-1:123456789012:abc/prod/GET/users/1';
    const resource = 'arn:aws:execute-api:eu-west-1:123456789012:abc/prod/*';

    test('TOKEN and REQUEST get a policy for the whole stage', async () => {
      const expected = {
        principalId: 'ada',
        policyDocument: { Version: '2012-10-17', Statement: [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: resource }] },
        context: claims,
      };
      expect(await gate({ type: 'TOKEN', authorizationToken: `Bearer ${token()}`, methodArn })).toEqual(expected);
      expect(await gate({ type: 'REQUEST', headers: { Authorization: `Bearer ${token()}` }, methodArn })).toEqual(expected);
    });

    test('lists become text in a policy, not in a simple answer', async () => {
      const listed = token({ ...claims, aud: ['users-api'] });
      expect(await gate({ type: 'TOKEN', authorizationToken: `Bearer ${listed}`, methodArn })).toMatchObject({
        context: { aud: '["users-api"]' },
      });
      const simple = { version: '2.0', type: 'REQUEST', routeArn: methodArn, headers: { authorization: `Bearer ${listed}` } };
      expect(await gate(simple)).toMatchObject({ isAuthorized: true, context: { aud: ['users-api'] } });
    });

    test('who is not known gets 401, who may not gets 403', async () => {
      await expect(gate({ type: 'TOKEN', authorizationToken: 'Bearer x.y.z', methodArn })).rejects.toThrow(/^Unauthorized$/);
      const poor = token({ ...claims, scope: 'none' });
      expect(await gate({ type: 'TOKEN', authorizationToken: `Bearer ${poor}`, methodArn })).toMatchObject({
        policyDocument: { Statement: [{ Effect: 'Deny' }] },
      });
      expect(await gate({ version: '2.0', type: 'REQUEST', headers: {} })).toEqual({ isAuthorized: false });
    });

    test('the function behind takes the caller from the authorizer', async () => {
      const behind = api({ auth: fromAuthorizer(z.object({ sub: z.string() })) }, { 'GET /x': ({ user }) => user });
      const ask = async (requestContext: Record<string, unknown>) => {
        const response = await behind.request('GET /x', { requestContext });
        return [response.status, response.ok && (await response.json())];
      };
      expect(await ask({ authorizer: { sub: 'ada', principalId: 'ada' } })).toEqual([200, { sub: 'ada' }]);
      expect(await ask({ authorizer: { lambda: { sub: 'ada' } } })).toEqual([200, { sub: 'ada' }]);
      expect(await ask({ authorizer: { jwt: { claims: { sub: 'ada' }, scopes: null } } })).toEqual([200, { sub: 'ada' }]);
      expect(await ask({ authorizer: { claims: { sub: 'ada' } } })).toEqual([200, { sub: 'ada' }]);
      expect(await ask({})).toEqual([401, false]);
    });
  });
});

describe('JWT with a secret', () => {
  const secret = 'a-secret-of-at-least-thirty-two-bytes';
  const token = (payload: object = claims, alg = 'HS256', key = secret): string => {
    const signed = `${encode({ alg })}.${encode(payload)}`;
    return `${signed}.${createHmac(`sha${alg.slice(2)}`, key)
      .update(signed)
      .digest('base64url')}`;
  };
  const options = { issuer: 'https://issuer.example', audience: 'users-api' };
  const app = api({ auth: jwt({ ...options, secret: async () => secret }) }, { 'GET /x': ({ user }) => ({ sub: user.sub }) });
  const status = async (it: string) => (await app.request('GET /x', { headers: { authorization: `Bearer ${it}` } })).status;

  test.each([
    { name: 'a good one', it: token(), expected: 200 },
    { name: 'another secret', it: token(claims, 'HS256', `${secret}!`), expected: 401 },
    { name: 'an algorithm that is not pinned', it: token(claims, 'HS512'), expected: 401 },
    { name: 'alg none', it: `${encode({ alg: 'none' })}.${encode(claims)}.x`, expected: 401 },
    { name: 'changed claims', it: `${token().split('.')[0]}.${encode({ ...claims, sub: 'eve' })}.${token().split('.')[2]}`, expected: 401 },
    { name: 'another audience', it: token({ ...claims, aud: 'other' }), expected: 401 },
    { name: 'an expired one', it: token({ ...claims, exp: 1 }), expected: 401 },
  ])('$name is $expected', async ({ it, expected }) => expect(await status(it)).toBe(expected));

  test.each([
    { name: 'a short secret', it: { ...options, secret: 'short' } },
    { name: 'an empty secret', it: { ...options, secret: '' } },
    { name: 'no issuer', it: { ...options, issuer: '', secret } },
    { name: 'no audience', it: { ...options, audience: [], secret } },
  ])('$name stops the start', ({ it }) => expect(() => jwt(it)).toThrow('jwt:'));
});
