import { placeOf } from '@gatewright/template';
import type { Authorizer } from '../../../services/apigateway/rest-api.ts';
import { GatewayError } from '../../gateway-error.ts';
import { type TokenOutcome, verifyToken } from '../../identity/verify-token.ts';
import { boundedRegExp } from '../../velocity/bounded-reg-exp.ts';
import { readMappingSource } from '../mapping-source.ts';
import type { AuthorizerResult, RestExchange } from '../rest-exchange.ts';
import { claimTexts } from './claim-texts.ts';
import { deniedByResourcePolicy, judgeResourcePolicy } from './resource-policy.ts';

type Claims = { readonly [name: string]: unknown };

/**
 * Lets callers pass who have a token of one of the authorizer's user pools: an identity token, or an access token with one of the method's
 * scopes when it has any. A resource policy must allow the call besides.
 *
 * @throws GatewayError UNAUTHORIZED, ACCESS_DENIED
 * @source "Control access to REST APIs using Amazon Cognito user pools as an authorizer"; "How API Gateway resource policies affect
 * authorization workflow"
 */
export async function authorizeByUserPool(exchange: RestExchange, authorizer: Authorizer): Promise<AuthorizerResult> {
  const source = authorizer.identitySource ?? 'method.request.header.Authorization';
  const written = readMappingSource(source, exchange)?.trim() ?? '';
  const token = written.replace(/^Bearer\s+/i, '');
  if (token === '') {
    const hint = `Send the token in ${source.replace(/^method\.request\./, '')}.`;
    throw refused('Unauthorized', 'the request has no token', authorizer, hint);
  }
  const { claims, isLocal } = await sound(token, exchange, authorizer);
  checkUse(claims, exchange, authorizer);
  checkAudience(claims, authorizer, { isLocal });
  const outcome = judgeResourcePolicy(exchange);
  if (outcome && outcome.decision !== 'allow') throw deniedByResourcePolicy(outcome, exchange);
  return { context: { claims: claimTexts(claims) }, usageIdentifierKey: undefined };
}

type SoundToken = Pick<Extract<TokenOutcome, { kind: 'valid' }>, 'claims' | 'isLocal'>;

async function sound(token: string, { world, issuers }: RestExchange, authorizer: Authorizer): Promise<SoundToken> {
  const problems: { readonly message: string; readonly hint?: string | undefined }[] = [];
  for (const issuer of authorizer.providerARNs.map(issuerOfPool)) {
    const outcome = await verifyToken(token, { issuer, algorithms: ['RS256'], nowMs: world.now() }, issuers);
    if (outcome.kind === 'valid') return outcome;
    if (outcome.kind === 'expired') throw refused('The incoming token has expired', outcome.message, authorizer, outcome.hint);
    problems.push(outcome);
  }
  const message = problems.map((it) => it.message).join(' ') || 'it names no user pool.';
  throw refused('Unauthorized', message, authorizer, problems.find((it) => it.hint !== undefined)?.hint);
}

/** `arn:aws:cognito-idp:REGION:ACCOUNT:userpool/ID`; a pool that only has a name here is its own id. */
function issuerOfPool(arn: string): string {
  const region = arn.split(':')[3] ?? '';
  return `https://cognito-idp.${region}.amazonaws.com/${/[:/]([^:/]+)$/.exec(arn)?.[1] ?? arn}`;
}

/** Whether it is the right kind of token, with a right that the method asks for. */
function checkUse(claims: Claims, { route }: RestExchange, authorizer: Authorizer): void {
  const { authorizationScopes: wanted } = route.method;
  const use = claims.token_use;
  if (wanted.length === 0 && use !== 'id') {
    const hint = 'Send the identity token, or give the method AuthorizationScopes, which access tokens are checked for.';
    throw refused(
      'Unauthorized',
      `the method has no scopes and so takes an identity token, and this token's use is "${use}"`,
      authorizer,
      hint,
    );
  }
  if (wanted.length > 0) {
    const hint = `The method takes access tokens with ${wanted.join(' or ')}.`;
    if (use !== 'access') throw refused('Unauthorized', `the method has scopes, and this token's use is "${use}"`, authorizer, hint);
    const scopes = String(claims.scope ?? '').split(' ');
    if (!wanted.some((it) => scopes.includes(it)))
      throw refused('Unauthorized', `the token's scopes are "${scopes.join(' ')}"`, authorizer, hint);
  }
}

/** A developer's own token that names no audience is for every client. */
function checkAudience({ aud, client_id }: Claims, authorizer: Authorizer, { isLocal }: { readonly isLocal: boolean }): void {
  const { identityValidationExpression: expression } = authorizer;
  const named = aud ?? client_id;
  if (isLocal && named === undefined) return;
  const audience = String(named ?? '');
  if (expression && !boundedRegExp(expression).matchesWhole(audience))
    throw refused('Unauthorized', `the token's audience "${audience}" does not match ${expression}`, authorizer, undefined);
}

function refused(text: string, fact: string, authorizer: Authorizer, hint: string | undefined): GatewayError {
  const message = `Authorizer "${authorizer.name}": ${fact.replace(/\.$/, '')}.`;
  return new GatewayError('UNAUTHORIZED', text, { explanation: { message, at: placeOf(authorizer.source), hint }, layer: 'authorizer' });
}
