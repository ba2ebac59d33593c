import type { Issuers, MissingKeys } from './issuers.ts';

/** The claims of a sound token, or why it is not let through. */
export type TokenOutcome =
  | { readonly kind: 'valid'; readonly claims: { readonly [name: string]: unknown } }
  | { readonly kind: 'expired' | 'invalid'; readonly message: string; readonly hint?: string | undefined };

export interface ExpectedToken {
  readonly issuer: string;
  readonly algorithms: readonly string[];
  readonly nowMs: number;
}

/**
 * Verifies a JSON Web Token: its signature first, then who issued it and its times. Keys that are not known make every token invalid.
 * @source RFC 7519; "Verifying JSON web tokens", Amazon Cognito developer guide
 */
export async function verifyToken(token: string, { issuer, algorithms, nowMs }: ExpectedToken, issuers: Issuers): Promise<TokenOutcome> {
  // Loaded by the first token: most runs see none.
  const jose = await import('jose');
  const claimed = issuerOf(token, jose.decodeJwt);
  if (claimed === undefined) return { kind: 'invalid', message: 'The token is no JSON Web Token.' };
  if (claimed !== issuer) return { kind: 'invalid', message: `The token is of the issuer ${claimed}, and ${issuer} is asked for.` };
  const keys = await issuers.keysOf(issuer);
  if (isMissing(keys)) return { kind: 'invalid', ...keys };
  try {
    const { payload } = await jose.jwtVerify(token, jose.createLocalJWKSet(keys), {
      issuer,
      algorithms: [...algorithms],
      currentDate: new Date(nowMs),
      requiredClaims: ['exp'],
    });
    return { kind: 'valid', claims: payload };
  } catch (error) {
    if (error instanceof jose.errors.JWTExpired) {
      const expiredAt = new Date(Number(error.payload.exp) * 1000).toISOString();
      return { kind: 'expired', message: `The token expired at ${expiredAt}.`, hint: 'Get a new one with the refresh token.' };
    }
    if (error instanceof jose.errors.JOSEError)
      return { kind: 'invalid', message: `The token is not valid: ${error.message} (${error.code}).` };
    // A key of the set that this machine's cryptography cannot read.
    if (error instanceof TypeError || error instanceof DOMException)
      return { kind: 'invalid', message: `The keys of ${issuer} cannot be used: ${error.message}.` };
    throw error;
  }
}

function issuerOf(token: string, decode: (token: string) => { readonly iss?: unknown }): string | undefined {
  try {
    return String(decode(token).iss);
  } catch {
    // Whatever it is, it is no token.
    return undefined;
  }
}

function isMissing(keys: object): keys is MissingKeys {
  return 'message' in keys;
}
