import type { JSONWebKeySet } from 'jose';
import type { Issuers, MissingKeys, VerifiedToken } from './issuers.ts';

type Claims = { readonly [name: string]: unknown };

/** What is wrong with a token. */
export type TokenFault =
  | 'malformed'
  | 'algorithm'
  | 'issuer'
  | 'no keys'
  | 'unknown key'
  | 'signature'
  | 'expired'
  | 'not yet valid'
  | 'claims';

/** The claims of a sound token, or why it is not let through. */
export type TokenOutcome =
  | { readonly kind: 'valid'; readonly claims: Claims; readonly isLocal: boolean }
  | {
      readonly kind: 'expired' | 'invalid';
      readonly fault: TokenFault;
      readonly message: string;
      readonly hint?: string | undefined;
    };

export interface ExpectedToken {
  readonly issuer: string;
  readonly algorithms: readonly string[];
  readonly nowMs: number;
}

/** More tokens than a local run sees; the oldest makes room. */
const maximumVerified = 2000;

/**
 * Verifies a JSON Web Token: its signature first, then who issued it and its times. Keys that are not known make every token invalid. Tokens
 * of the local issuer count for every issuer.
 *
 * @source RFC 7519; "Verifying JSON web tokens", Amazon Cognito developer guide
 */
export async function verifyToken(token: string, expected: ExpectedToken, issuers: Issuers): Promise<TokenOutcome> {
  const { issuer, algorithms, nowMs } = expected;
  const local = issuers.local?.publicKeys();
  const known = issuers.verified.get(token);
  if (known && algorithms.includes(known.algorithm)) {
    const isLocal = known.keys === local;
    if (isLocal || (known.claims.iss === issuer && known.keys === (await issuers.keysOf(issuer))))
      return judgeTimes(known.claims, nowMs) ?? { kind: 'valid', claims: known.claims, isLocal };
  }
  // Loaded by the first token: most runs see none.
  const jose = await import('jose');
  const read = readUnverified(token, jose);
  if (!read) return invalid('malformed', 'The token is no JSON Web Token.');
  if (!algorithms.includes(read.algorithm)) {
    const message = `The token is not valid: it is signed with ${read.algorithm}, and ${algorithms.join(' or ')} is asked for (ERR_JOSE_ALG_NOT_ALLOWED).`;
    return invalid('algorithm', message);
  }
  const isLocal = local?.keys.some((it) => it.kid !== undefined && it.kid === read.keyId) ?? false;
  if (!isLocal && read.claims.iss !== issuer)
    return invalid('issuer', `The token is of the issuer ${String(read.claims.iss)}, and ${issuer} is asked for.`);
  const keys = isLocal && local ? local : await keysFor(read.keyId, issuer, issuers);
  if (isMissing(keys)) return invalid('no keys', keys.message, keys.hint);
  try {
    const { payload } = await jose.compactVerify(token, jose.createLocalJWKSet(keys), { algorithms: [...algorithms] });
    const claims: Claims = JSON.parse(new TextDecoder().decode(payload));
    remember(token, { keys, algorithm: read.algorithm, claims }, issuers);
    return judgeTimes(claims, nowMs) ?? { kind: 'valid', claims, isLocal };
  } catch (error) {
    if (error instanceof jose.errors.JWKSNoMatchingKey)
      return invalid('unknown key', `The token's key is none of those of ${issuer} (${error.code}).`);
    if (error instanceof jose.errors.JOSEError) return invalid('signature', `The token is not valid: ${error.message} (${error.code}).`);
    // A key of the set that this machine's cryptography cannot read.
    if (error instanceof TypeError || error instanceof DOMException)
      return invalid('no keys', `The keys of ${issuer} cannot be used: ${error.message}.`);
    throw error;
  }
}

/** A key that is new to us may be new to its issuer: then a server is asked again. */
async function keysFor(keyId: string | undefined, issuer: string, issuers: Issuers): Promise<JSONWebKeySet | MissingKeys> {
  const keys = await issuers.keysOf(issuer);
  if (isMissing(keys) || keyId === undefined || keys.keys.some((it) => it.kid === keyId)) return keys;
  return issuers.keysOf(issuer, 'renew');
}

function readUnverified(
  token: string,
  jose: typeof import('jose'),
): { readonly algorithm: string; readonly keyId: string | undefined; readonly claims: Claims } | undefined {
  try {
    const { alg = 'none', kid } = jose.decodeProtectedHeader(token);
    return { algorithm: alg, keyId: kid, claims: jose.decodeJwt(token) };
  } catch {
    // Whatever it is, it is no token.
    return undefined;
  }
}

/** @source RFC 7519, 4.1: exp, nbf; "Control access to HTTP APIs with JWT authorizers": iat must not be in the future */
function judgeTimes({ exp, nbf, iat }: Claims, nowMs: number): TokenOutcome | undefined {
  const now = Math.floor(nowMs / 1000);
  if (typeof exp !== 'number') return invalid('claims', 'The token has no "exp" claim that is a number.');
  if (exp <= now) {
    const message = `The token expired at ${dateOf(exp)}.`;
    return { kind: 'expired', fault: 'expired', message, hint: 'Get a new one with the refresh token.' };
  }
  for (const [name, value] of [
    ['nbf', nbf],
    ['iat', iat],
  ] as const) {
    if (value === undefined) continue;
    if (typeof value !== 'number') return invalid('claims', `The token's "${name}" claim is no number.`);
    if (value > now) return invalid('not yet valid', `The token counts from ${dateOf(value)} on: its "${name}" is in the future.`);
  }
  return undefined;
}

function dateOf(seconds: number): string {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? String(seconds) : date.toISOString();
}

function remember(token: string, verified: VerifiedToken, { verified: tokens }: Issuers): void {
  tokens.delete(token);
  const [oldest] = tokens.keys();
  if (oldest !== undefined && tokens.size >= maximumVerified) tokens.delete(oldest);
  tokens.set(token, verified);
}

function invalid(fault: TokenFault, message: string, hint?: string): TokenOutcome {
  return { kind: 'invalid', fault, message, hint };
}

function isMissing(keys: object): keys is MissingKeys {
  return 'message' in keys;
}
