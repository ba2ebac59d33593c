import { createHmac, timingSafeEqual } from 'node:crypto';
import { JwtVerifier } from 'aws-jwt-verify';
import {
  FetchError,
  JwksValidationError,
  JwkValidationError,
  JwtBaseError,
  JwtExpiredError,
  JwtInvalidAudienceError,
  JwtInvalidIssuerError,
  JwtNotBeforeError,
} from 'aws-jwt-verify/error';
import { SimpleJwksCache } from 'aws-jwt-verify/jwk';
import { decomposeUnverifiedJwt, validateJwtFields } from 'aws-jwt-verify/jwt';
import { ForbiddenError, ServiceUnavailableError, UnauthorizedError } from './errors.ts';
import type { Auth } from './route.ts';
import type { OutputOf, Schema } from './standard-schema.ts';

/** The claims of a verified token. `sub` and the rest are what the issuer puts there: check what you use with `claims`. */
export interface JwtClaims {
  readonly iss: string;
  readonly exp: number;
  readonly sub?: string | undefined;
  readonly aud?: string | readonly string[] | undefined;
  readonly scope?: string | undefined;
  readonly [claim: string]: unknown;
}

type Asymmetric = 'RS256' | 'RS384' | 'RS512' | 'ES256' | 'ES384' | 'ES512' | 'EdDSA';
type Symmetric = 'HS256' | 'HS384' | 'HS512';

interface CommonOptions<S extends Schema> {
  /** Who must have made the token: its `iss`. */
  readonly issuer: string;
  /** Whom it must be for: one of its `aud`. */
  readonly audience: string | readonly string[];
  /** Scopes that the token must all have, in `scope` or `scp`. */
  readonly scopes?: readonly string[];
  /** The token's `typ`, `at+jwt` for OAuth access tokens: keeps one kind of token from passing as another. */
  readonly typ?: string;
  /** How far clocks may differ, in seconds. Default 5. */
  readonly clockToleranceSeconds?: number;
  /** Checks and types the claims. */
  readonly claims?: S;
}

interface KeySetOptions<S extends Schema> extends CommonOptions<S> {
  /** Where the issuer publishes its keys. Default: `/.well-known/jwks.json` of the issuer, as Cognito and Auth0 have it. */
  readonly jwksUri?: string;
  /** Default RS256 alone. */
  readonly algorithms?: readonly Asymmetric[];
  /** Gets the key set; default: over HTTPS, and no other way. For tests, and for key sets that come from elsewhere. */
  readonly fetchKeys?: (uri: string) => Promise<ArrayBuffer>;
  readonly secret?: never;
}

interface SecretOptions<S extends Schema> extends CommonOptions<S> {
  /** The key shared with the issuer, 32 bytes or more, or where to ask for it: a `secret()`. */
  readonly secret: string | (() => string | Promise<string>);
  /** Default HS256 alone. */
  readonly algorithms?: readonly Symmetric[];
  readonly jwksUri?: never;
  readonly fetchKeys?: never;
}

export type JwtOptions<S extends Schema = Schema<JwtClaims>> = KeySetOptions<S> | SecretOptions<S>;

type Verify = (token: string) => Promise<unknown>;

/** A key that its issuer has withdrawn is refused after this time at the latest. */
const keysLastMs = 3_600_000;

/**
 * Lets in who sends `Authorization: Bearer` with a token that this issuer signed for this audience and that has not expired.
 * Keys are fetched once and kept; an unknown key id fetches again, but not for every token that names one.
 *
 * @throws Error at start when issuer, audience or secret is missing or the secret is short
 * @source RFC 8725, "JSON Web Token Best Current Practices"; RFC 6750
 */
export function jwt<S extends Schema = Schema<JwtClaims>>(options: JwtOptions<S>): Auth<OutputOf<S>> {
  const { issuer, audience, scopes = [], typ, claims } = options;
  if (!issuer || !audience?.length) throw new Error('jwt: issuer and audience must be given; a token without them could be for anybody');
  const algorithms: readonly string[] = options.algorithms ?? [options.secret === undefined ? 'RS256' : 'HS256'];
  // RFC 8725, 3.1: each key for one kind of algorithm, so that a public key is never taken for a shared secret; and never `none`.
  const known = options.secret === undefined ? /^(RS|ES)(256|384|512)$|^EdDSA$/ : /^HS(256|384|512)$/;
  const strange = algorithms.find((it) => !known.test(it));
  if (strange !== undefined || !algorithms[0]) {
    throw new Error(
      `jwt: algorithms has ${strange ?? 'nothing'}, which ${options.secret === undefined ? 'a key set' : 'a secret'} can not verify`,
    );
  }
  const verify = options.secret === undefined ? withKeySet(options) : withSecret(options, options.secret, algorithms);
  return {
    scheme: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', issuer, audience, scopes },
    async authenticate(request) {
      const token = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(request.header('authorization') ?? '')?.[1];
      if (!token) throw new UnauthorizedError();
      const payload = await verified(token, verify, algorithms, typ);
      const granted = scopesOf(payload);
      if (scopes.some((it) => !granted.includes(it))) {
        throw new ForbiddenError('Insufficient scope', {
          headers: { 'www-authenticate': `Bearer error="insufficient_scope", scope="${scopes.join(' ')}"` },
        });
      }
      const result = await claims?.['~standard'].validate(payload);
      if (result?.issues) throw invalidToken('the claims do not fit');
      return (result ? result.value : payload) as OutputOf<S>;
    },
  };
}

async function verified(
  token: string,
  verify: Verify,
  algorithms: readonly string[],
  typ: string | undefined,
): Promise<Readonly<Record<string, unknown>>> {
  try {
    const { header, payload } = decomposeUnverifiedJwt(token);
    if (!algorithms.includes(String(header.alg))) throw invalidToken('the algorithm is not allowed');
    // RFC 7515, 4.1.11: an extension that must be understood, and none is.
    if ('crit' in header) throw invalidToken('the token has a critical extension');
    if (
      typ &&
      String(header.typ)
        .replace(/^application\//i, '')
        .toLowerCase() !== typ.toLowerCase()
    )
      throw invalidToken('the token is of another type');
    if (payload.exp === undefined) throw invalidToken('the token never expires');
    // RFC 7519, 2: NumericDate.
    if (!Number.isFinite(payload.exp)) throw invalidToken('the token is not valid');
    await verify(token);
    return payload;
  } catch (error) {
    // Only what is wrong with the token is the caller's fault: an issuer that can not be reached is not.
    const { message } = Object(error) as { message?: string };
    if (unreachable.some((it) => error instanceof it))
      throw new ServiceUnavailableError(undefined, { cause: error, headers: { 'retry-after': '10' } });
    if (error instanceof JwtExpiredError) throw invalidToken('the token has expired');
    if (error instanceof JwtNotBeforeError) throw invalidToken('the token is not valid yet');
    if (error instanceof JwtInvalidAudienceError) throw invalidToken('the token does not have a valid audience');
    if (error instanceof JwtInvalidIssuerError) throw invalidToken('the token does not have a valid issuer');
    if (error instanceof JwtBaseError || message === 'Invalid keyObject') throw invalidToken('the token is not valid');
    throw error;
  }
}

const unreachable = [FetchError, JwksValidationError, JwkValidationError];

function withKeySet<S extends Schema>({ issuer, audience, jwksUri, clockToleranceSeconds = 5, fetchKeys }: KeySetOptions<S>): Verify {
  const create = () => {
    const uri = jwksUri ?? `${issuer.replace(/\/$/, '')}/.well-known/jwks.json`;
    const cache = new SimpleJwksCache(fetchKeys && { fetcher: { fetch: fetchKeys } });
    return JwtVerifier.create(
      { issuer, audience: [audience].flat(), jwksUri: uri, graceSeconds: clockToleranceSeconds },
      { jwksCache: cache },
    );
  };
  let verifier = create();
  let freshUntilMs = Date.now() + keysLastMs;
  return (token) => {
    if (Date.now() > freshUntilMs) {
      verifier = create();
      freshUntilMs = Date.now() + keysLastMs;
    }
    return verifier.verify(token);
  };
}

function withSecret<S extends Schema>(
  { issuer, audience, clockToleranceSeconds = 5 }: SecretOptions<S>,
  secret: SecretOptions<S>['secret'],
  algorithms: readonly string[],
): Verify {
  if (typeof secret === 'string') refuseShort(secret);
  return async (token) => {
    const { header, payload, headerB64, payloadB64, signatureB64 } = decomposeUnverifiedJwt(token);
    const key = typeof secret === 'string' ? secret : refuseShort(await secret());
    const algorithm = algorithms.find((it) => it === header.alg) ?? 'HS256';
    const expected = createHmac(`sha${algorithm.slice(2)}`, key)
      .update(`${headerB64}.${payloadB64}`)
      .digest();
    const given = Buffer.from(signatureB64, 'base64url');
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw invalidToken('the signature is not valid');
    validateJwtFields(payload, { issuer, audience: [audience].flat(), graceSeconds: clockToleranceSeconds });
  };
}

/** RFC 7518, 3.2: a key at least as long as the hash. */
function refuseShort(secret: string): string {
  if (Buffer.byteLength(secret) < 32) throw new Error('jwt: the secret must have 32 bytes or more');
  return secret;
}

function invalidToken(description: string): UnauthorizedError {
  return new UnauthorizedError(undefined, `Bearer error="invalid_token", error_description="${description}"`);
}

function scopesOf({ scope, scp }: Readonly<Record<string, unknown>>): readonly string[] {
  const scopes = scope ?? scp;
  return Array.isArray(scopes) ? scopes.map(String) : typeof scopes === 'string' ? scopes.split(' ') : [];
}
