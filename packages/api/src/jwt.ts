import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyGetKey, type JWTVerifyOptions, jwtVerify } from 'jose';
import { ApiError, ForbiddenError, UnauthorizedError } from './errors.ts';
import type { Auth } from './route.ts';
import type { OutputOf, Schema } from './standard-schema.ts';

type Asymmetric = 'RS256' | 'RS384' | 'RS512' | 'PS256' | 'PS384' | 'PS512' | 'ES256' | 'ES384' | 'ES512' | 'EdDSA';
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
  readonly secret?: never;
}

interface SecretOptions<S extends Schema> extends CommonOptions<S> {
  /** The key shared with the issuer, 32 bytes or more, or where to ask for it: a `secret()`. */
  readonly secret: string | (() => string | Promise<string>);
  /** Default HS256 alone. */
  readonly algorithms?: readonly Symmetric[];
  readonly jwksUri?: never;
}

export type JwtOptions<S extends Schema = Schema<JWTPayload>> = KeySetOptions<S> | SecretOptions<S>;

/**
 * Lets in who sends `Authorization: Bearer` with a token that this issuer signed for this audience and that has not expired.
 * Keys are fetched once and kept; an unknown key id fetches again, at most every 30 seconds.
 *
 * @throws Error at start when issuer, audience or secret is missing or the secret is short
 * @source RFC 8725, "JSON Web Token Best Current Practices"; RFC 6750
 */
export function jwt<S extends Schema = Schema<JWTPayload>>(options: JwtOptions<S>): Auth<OutputOf<S>> {
  const { issuer, audience, scopes = [], typ, clockToleranceSeconds = 5, claims } = options;
  if (!issuer || !audience?.length) throw new Error('jwt: issuer and audience must be given; a token without them could be for anybody');
  const key = keyOf(options);
  const verifyOptions: JWTVerifyOptions = {
    issuer,
    audience: typeof audience === 'string' ? audience : [...audience],
    algorithms: [...(options.algorithms ?? [options.secret === undefined ? 'RS256' : 'HS256'])],
    requiredClaims: ['exp'],
    clockTolerance: clockToleranceSeconds,
    ...(typ !== undefined && { typ }),
  };
  return {
    scheme: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', issuer, audience, scopes },
    async authenticate(request) {
      const token = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(request.header('authorization') ?? '')?.[1];
      if (!token) throw new UnauthorizedError();
      const payload = await verify(token, key, verifyOptions);
      const granted = scopesOf(payload);
      const missing = scopes.filter((it) => !granted.includes(it));
      if (missing.length > 0) {
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

function keyOf<S extends Schema>({ issuer, jwksUri, secret }: JwtOptions<S>): JWTVerifyGetKey {
  if (typeof secret === 'function') return async () => bytesOf(await secret());
  if (secret !== undefined) {
    const bytes = bytesOf(secret);
    return async () => bytes;
  }
  return createRemoteJWKSet(new URL(jwksUri ?? `${issuer.replace(/\/$/, '')}/.well-known/jwks.json`));
}

function bytesOf(secret: string): Uint8Array {
  const bytes = Buffer.from(secret);
  // RFC 7518, 3.2: a key at least as long as the hash.
  if (bytes.length < 32) throw new Error('jwt: the secret must have 32 bytes or more');
  return bytes;
}

async function verify(token: string, key: JWTVerifyGetKey, options: JWTVerifyOptions): Promise<JWTPayload> {
  try {
    return (await jwtVerify(token, key, options)).payload;
  } catch (error) {
    // Only what is wrong with the token is the caller's fault: an issuer that can not be reached is not.
    if (error instanceof errors.JWTExpired) throw invalidToken('the token has expired');
    if (error instanceof errors.JWTClaimValidationFailed) throw invalidToken(`the token has no valid ${error.claim}`);
    if (refusals.some((it) => error instanceof it)) throw invalidToken('the token is not valid');
    if (error instanceof errors.JOSEError) throw new ApiError(503, undefined, { cause: error });
    throw error;
  }
}

const refusals = [
  errors.JWTInvalid,
  errors.JWSInvalid,
  errors.JWSSignatureVerificationFailed,
  errors.JOSEAlgNotAllowed,
  errors.JOSENotSupported,
  errors.JWKSNoMatchingKey,
  errors.JWKSMultipleMatchingKeys,
];

function invalidToken(description: string): UnauthorizedError {
  return new UnauthorizedError(undefined, `Bearer error="invalid_token", error_description="${description}"`);
}

function scopesOf({ scope, scp }: JWTPayload): readonly string[] {
  const scopes = scope ?? scp;
  return Array.isArray(scopes) ? scopes.map(String) : typeof scopes === 'string' ? scopes.split(' ') : [];
}
