import { exportJWK, generateKeyPair, type JSONWebKeySet, SignJWT } from 'jose';

/** Tokens of a user pool, by what they are; for another endpoint those of TARGET_POOL_TOKENS, a JSON object of the same names. */
export interface PoolTokens {
  readonly issuer: string;
  readonly keys: JSONWebKeySet;
  token(name: string): Promise<string>;
}

const issuer = 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_gatewrigh';

export async function poolTokens(): Promise<PoolTokens> {
  const pool = await generateKeyPair('RS256', { extractable: true });
  const other = await generateKeyPair('RS256');
  const now = Math.floor(Date.now() / 1000);
  const identity = { iss: issuer, sub: 'al', aud: 'client-of-the-app', token_use: 'id', iat: now - 60, exp: now + 3600 };
  const access = { ...identity, aud: undefined, client_id: 'client-of-the-app', token_use: 'access', scope: 'openid notes/read' };
  const claims: { readonly [name: string]: object } = {
    identity,
    forged: identity,
    expired: { ...identity, iat: now - 7200, exp: now - 3600 },
    'of another issuer': { ...identity, iss: `${issuer}x` },
    'of another client': { ...identity, aud: 'another-client' },
    access,
    'access with other scopes': { ...access, scope: 'openid notes/delete' },
    'access without scopes': { ...access, scope: undefined },
  };
  const given: { readonly [name: string]: string } = JSON.parse(process.env.TARGET_POOL_TOKENS ?? '{}');
  return {
    issuer,
    keys: { keys: [{ ...(await exportJWK(pool.publicKey)), kid: 'one', alg: 'RS256', use: 'sig' }] },
    async token(name) {
      const payload = claims[name];
      if (payload === undefined) return given[name] ?? name;
      const { privateKey } = name === 'forged' ? other : pool;
      return given[name] ?? (await new SignJWT({ ...payload }).setProtectedHeader({ alg: 'RS256', kid: 'one' }).sign(privateKey));
    },
  };
}
