import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { JSONWebKeySet, JWK } from 'jose';

/** Signs tokens for development on this machine, with a key that stays in its data folder. */
export interface LocalIssuer {
  /** The public half; undefined before the first token was made. The same set as long as the key is the same. */
  publicKeys(): JSONWebKeySet | undefined;
  /** A signed token. @param claims `iat` and `exp` in seconds are among them */
  sign(claims: { readonly [name: string]: unknown }): Promise<string>;
  /** Makes the key when there is none yet. */
  ensureKey(): Promise<JSONWebKeySet>;
}

/** In the data folder. */
export const localIssuerFile = 'token-issuer.json';

const algorithm = 'RS256';

/** @param file where the private key is kept, readable by its owner alone; undefined keeps it in memory */
export function createLocalIssuer(file: string | undefined): LocalIssuer {
  let state: string | undefined;
  let key: { readonly private: JWK; readonly public: JSONWebKeySet } | undefined;
  const load = (): typeof key => {
    if (file === undefined) return key;
    const stat = statSync(file, { throwIfNoEntry: false });
    const now = stat && `${stat.mtimeMs} ${stat.size} ${stat.ino}`;
    if (now !== state) {
      key = now === undefined ? undefined : pairOf(JSON.parse(readFileSync(file, 'utf8')));
      state = now;
    }
    return key;
  };
  const ensure = async (): Promise<NonNullable<typeof key>> => {
    const known = load();
    if (known) return known;
    const jose = await import('jose');
    const { privateKey } = await jose.generateKeyPair(algorithm, { extractable: true });
    const made = { ...(await jose.exportJWK(privateKey)), kid: `gatewright-${randomUUID()}`, alg: algorithm, use: 'sig' };
    if (file !== undefined) {
      mkdirSync(dirname(file), { recursive: true });
      try {
        // Two commands that start together: the first one's key counts.
        writeFileSync(file, `${JSON.stringify(made, undefined, 2)}\n`, { mode: 0o600, flag: 'wx' });
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
      }
    } else key = pairOf(made);
    const stored = load();
    if (!stored) throw new Error(`the key that was just made is not in ${file}`);
    return stored;
  };
  return {
    publicKeys: () => load()?.public,
    ensureKey: async () => (await ensure()).public,
    async sign(claims) {
      const { private: jwk } = await ensure();
      const jose = await import('jose');
      const privateKey = await jose.importJWK(jwk, algorithm);
      return new jose.SignJWT({ ...claims }).setProtectedHeader({ alg: algorithm, kid: jwk.kid ?? '', typ: 'JWT' }).sign(privateKey);
    },
  };
}

function pairOf(jwk: JWK): { readonly private: JWK; readonly public: JSONWebKeySet } {
  const { kty = 'RSA', n = '', e = '', kid = '', alg = algorithm } = jwk;
  return { private: jwk, public: { keys: [{ kty, n, e, kid, alg, use: 'sig' }] } };
}
