import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

/** Tokens of a user pool, by what they are; for another endpoint those of TARGET_POOL_TOKENS, a JSON object of the same names. */
export interface PoolTokens {
  readonly issuer: string;
  /** A JSON Web Key Set. */
  readonly keys: object;
  token(name: string): string;
}

const issuer = 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_gatewrigh';

export function poolTokens(): PoolTokens {
  const pool = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const other = generateKeyPairSync('rsa', { modulusLength: 2048 });
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
    keys: { keys: [{ ...pool.publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' }] },
    token(name) {
      const payload = claims[name];
      if (payload === undefined) return given[name] ?? name;
      const { privateKey } = name === 'forged' ? other : pool;
      return given[name] ?? signedWith(privateKey, payload);
    },
  };
}

/** @source RFC 7515, 3.1 */
function signedWith(key: KeyObject, payload: object): string {
  const [header, body] = [{ alg: 'RS256', kid: 'one' }, payload].map((it) => Buffer.from(JSON.stringify(it)).toString('base64url'));
  return `${header}.${body}.${sign('RSA-SHA256', Buffer.from(`${header}.${body}`), key).toString('base64url')}`;
}
