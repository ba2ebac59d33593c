import { placeOf } from '@gatewright/template';
import type { Authorizer } from '../../../services/apigatewayv2/http-api.ts';
import { type TokenFault, verifyToken } from '../../identity/verify-token.ts';
import { HttpApiError } from '../http-api-error.ts';
import type { HttpAuthorizerResult } from '../http-authorizer-result.ts';
import type { HttpExchange } from '../http-exchange.ts';
import { claimTexts } from './claim-texts.ts';
import { readIdentitySources } from './identity-sources.ts';

type Claims = { readonly [name: string]: unknown };

/** @source "Control access to HTTP APIs with JWT authorizers in API Gateway": only RSA-based algorithms */
const algorithms = ['RS256', 'RS384', 'RS512'];

/** @source "Troubleshooting issues with HTTP API JWT authorizers"; the other descriptions are our own words */
const descriptions: { readonly [Fault in TokenFault]: string } = {
  malformed: 'the token is malformed',
  algorithm: 'signing method is invalid',
  issuer: 'the token issuer is invalid',
  'no keys': 'unable to fetch the public key of the issuer',
  'unknown key': 'unable to find a matching public key',
  signature: 'the signature is invalid',
  expired: 'the token has expired',
  'not yet valid': 'the token is not valid yet',
  claims: 'the token has invalid claims',
};

/**
 * Lets callers pass who have a token of the authorizer's issuer, for its audience, with one of the route's scopes.
 *
 * @throws HttpApiError UNAUTHORIZED, FORBIDDEN
 * @source "Control access to HTTP APIs with JWT authorizers in API Gateway"
 */
export async function authorizeByToken(exchange: HttpExchange, authorizer: Authorizer): Promise<HttpAuthorizerResult> {
  const { world, identities } = exchange.surroundings;
  const { issuer = '', audience = [] } = authorizer.jwtConfiguration ?? {};
  const [written] = readIdentitySources(authorizer.identitySource, exchange);
  const token = written?.trim().replace(/^Bearer\s+/i, '') ?? '';
  if (token === '') {
    const hint = `Send it in ${authorizer.identitySource.join(', ').replace('$request.', '')}, with or without "Bearer ". "gatewright token" makes one.`;
    throw refused('UNAUTHORIZED', { fact: 'the request has no token', authorizer, hint, challenge: 'Bearer' });
  }
  const outcome = await verifyToken(token, { issuer, algorithms, nowMs: world.now() }, identities.issuers);
  const scopes = exchange.route.route.authorizationScopes;
  if (outcome.kind !== 'valid') throw invalidToken(descriptions[outcome.fault], { fact: outcome.message, authorizer, hint: outcome.hint });
  const { claims, isLocal } = outcome;
  checkAudience(claims, audience, { authorizer, isLocal });
  if (scopes.length > 0) checkScopes(claims, scopes, authorizer);
  return { kind: 'jwt', claims: claimTexts(claims), scopes: scopes.length > 0 ? scopes : null };
}

interface RefusalParts {
  readonly fact: string;
  readonly authorizer: Authorizer;
  readonly hint?: string | undefined;
  readonly challenge: string;
}

/** `client_id` counts only where there is no `aud`. A token of the local issuer that names no audience is for all. */
function checkAudience(
  claims: Claims,
  audience: readonly string[],
  { authorizer, isLocal }: { authorizer: Authorizer; isLocal: boolean },
): void {
  const named = claims.aud ?? claims.client_id;
  if (isLocal && named === undefined) return;
  const given = (Array.isArray(named) ? named : [named]).map(String);
  if (given.some((it) => audience.includes(it))) return;
  const fact = `the token is for ${named === undefined ? 'no audience' : given.join(', ')}`;
  const hint = `The authorizer's Audience is ${audience.length === 0 ? 'empty' : audience.join(', ')}.`;
  throw invalidToken('the token does not have a valid audience', { fact, authorizer, hint });
}

/** @source "Control access to HTTP APIs with JWT authorizers": `scope` or `scp` must have at least one of the route's */
function checkScopes(claims: Claims, wanted: readonly string[], authorizer: Authorizer): void {
  const { scope, scp } = claims;
  const given = [scope, scp].flatMap((it) => (Array.isArray(it) ? it.map(String) : typeof it === 'string' ? it.split(' ') : []));
  if (wanted.some((it) => given.includes(it))) return;
  const challenge = `Bearer scope="${wanted.join(' ')}" error="insufficient_scope" error_description="the token does not have the required scopes"`;
  const fact = `the token's scopes are "${given.join(' ')}"`;
  throw refused('FORBIDDEN', { fact, authorizer, hint: `The route asks for ${wanted.join(' or ')}.`, challenge });
}

function invalidToken(description: string, parts: Omit<RefusalParts, 'challenge'>): HttpApiError {
  const challenge = `Bearer scope="" error="invalid_token" error_description="${description}"`;
  return refused('UNAUTHORIZED', { ...parts, challenge });
}

function refused(rule: 'UNAUTHORIZED' | 'FORBIDDEN', { fact, authorizer, hint, challenge }: RefusalParts): HttpApiError {
  const message = `Authorizer "${authorizer.name}": ${fact.replace(/\.$/, '')}.`;
  const headers = ['Www-Authenticate', challenge];
  return new HttpApiError(rule, { explanation: { message, at: placeOf(authorizer.source), hint }, layer: 'authorizer', headers });
}
