import { placeOf } from '@gatewright/template';
import { ServiceError } from '../../../protocol/service-error.ts';
import { PolicyError } from '../../../services/apigateway/policy/policy-error.ts';
import type { Authorizer } from '../../../services/apigatewayv2/http-api.ts';
import { fillStageVariables } from '../../lambda-uri.ts';
import { withinTime } from '../../within-time.ts';
import { HttpApiError } from '../http-api-error.ts';
import type { HttpAuthorizerResult } from '../http-authorizer-result.ts';
import type { HttpExchange } from '../http-exchange.ts';
import type { LambdaDecision } from '../http-memory.ts';
import { invokeFunction } from '../invoke-function.ts';
import { requestMembers1 } from '../payload-1.ts';
import { requestMembers2 } from '../payload-2.ts';
import { readIdentitySources } from './identity-sources.ts';
import { readDecision } from './read-decision.ts';

/** More callers than a local run has; the oldest makes room. */
const maximumCachedResults = 10_000;
/** @source "Control access to HTTP APIs with AWS Lambda authorizers": the function has ten seconds */
const timeoutMs = 10_000;
const layer = 'authorizer';

/**
 * Lets a Lambda authorizer decide on a request.
 *
 * @throws HttpApiError UNAUTHORIZED, FORBIDDEN, INTERNAL_SERVER_ERROR
 * @source "Control access to HTTP APIs with AWS Lambda authorizers in API Gateway"
 */
export async function authorizeByLambda(exchange: HttpExchange, authorizer: Authorizer): Promise<HttpAuthorizerResult> {
  const values = readIdentitySources(authorizer.identitySource, exchange);
  const identity = values.filter((it) => it !== undefined);
  if (identity.length < values.length) {
    const missing = authorizer.identitySource.filter((_, index) => values[index] === undefined).join(', ');
    const message = `Authorizer "${authorizer.name}": the request has no ${missing}.`;
    const hint = `Send ${missing.replaceAll('$request.', '')}.`;
    throw new HttpApiError('UNAUTHORIZED', { explanation: { message, at: placeOf(authorizer.source), hint }, layer });
  }
  const routeArn = routeArnOf(exchange);
  const decision = await decide(exchange, authorizer, { identity, routeArn });
  if (decision.allows(routeArn)) return decision.result;
  const cached = authorizer.authorizerResultTtlInSeconds > 0;
  const message = `Authorizer "${authorizer.name}" does not allow ${routeArn}.`;
  const hint = cached
    ? 'A cached answer counts for all routes of the authorizer, unless $context.routeKey is one of its identity sources.'
    : undefined;
  throw new HttpApiError('FORBIDDEN', { explanation: { message, at: placeOf(authorizer.source), hint }, layer });
}

/** `arn:aws:execute-api:REGION:ACCOUNT:API/STAGE/VERB/path`, the path as called. */
function routeArnOf({ stage, httpMethod, place }: HttpExchange): string {
  return `${stage.api.executeApiArn}${stage.stage.stageName}/${httpMethod}${place.path}`;
}

interface Question {
  readonly identity: readonly string[];
  readonly routeArn: string;
}

async function decide(exchange: HttpExchange, authorizer: Authorizer, question: Question): Promise<LambdaDecision> {
  const { memory, world } = exchange.surroundings;
  const { apiId, stageName } = exchange.stage.stage;
  const caches = authorizer.authorizerResultTtlInSeconds > 0 && question.identity.length > 0;
  const key = JSON.stringify([apiId, stageName, authorizer.authorizerId, ...question.identity]);
  const cached = caches ? memory.authorizerResults.get(key) : undefined;
  if (cached && cached.expiresAtMs > world.now()) return cached.decision;
  const decision = await ask(exchange, authorizer, question);
  if (caches) {
    memory.authorizerResults.delete(key);
    const [oldest] = memory.authorizerResults.keys();
    if (oldest !== undefined && memory.authorizerResults.size >= maximumCachedResults) memory.authorizerResults.delete(oldest);
    memory.authorizerResults.set(key, { expiresAtMs: world.now() + authorizer.authorizerResultTtlInSeconds * 1000, decision });
  }
  return decision;
}

/** @source "Control access to HTTP APIs with AWS Lambda authorizers": payload formats 1.0 and 2.0 */
function eventFor(exchange: HttpExchange, { authorizerPayloadFormatVersion }: Authorizer, { identity, routeArn }: Question): string {
  if (authorizerPayloadFormatVersion === '2.0') {
    const head = `"version":"2.0","type":"REQUEST","routeArn":${JSON.stringify(routeArn)},"identitySource":${JSON.stringify(identity)}`;
    return `{${head},${requestMembers2(exchange)}}`;
  }
  const { multiValueHeaders: _headers, multiValueQueryStringParameters: _query, ...members } = requestMembers1(exchange);
  const identitySource = identity.join(',');
  return JSON.stringify({
    version: '1.0',
    type: 'REQUEST',
    methodArn: routeArn,
    identitySource,
    authorizationToken: identitySource,
    ...members,
  });
}

async function ask(exchange: HttpExchange, authorizer: Authorizer, question: Question): Promise<LambdaDecision> {
  const uri = fillStageVariables(authorizer.authorizerUri ?? '', exchange.stage.stage.stageVariables);
  const sourceArn = `${exchange.stage.api.executeApiArn}authorizers/${authorizer.authorizerId}`;
  const call = { uri, payload: eventFor(exchange, authorizer, question), sourceArn, credentialsArn: authorizer.authorizerCredentialsArn };
  try {
    const result = await withinTime(invokeFunction(exchange, call), {
      deadlines: exchange.surroundings.deadlines,
      limitMs: timeoutMs,
      took: () => {},
      tooLate: () => failed(`it did not answer within ${timeoutMs} ms`, authorizer),
    });
    exchange.trace.invocation = result.trace;
    if (result.functionError !== undefined) throw failed(`it failed: ${JSON.parse(result.payload.toString()).errorMessage}`, authorizer);
    return readDecision(result.payload.toString(), authorizer, exchange);
  } catch (error) {
    if (error instanceof ServiceError) throw failed(`Lambda refuses the call: ${error.message} (${error.code})`, authorizer);
    if (!(error instanceof PolicyError) && !(error instanceof SyntaxError)) throw error;
    const shape = authorizer.enableSimpleResponses
      ? 'Answer { isAuthorized: true, context? }.'
      : 'Answer { principalId, policyDocument: { Version, Statement: [{ Action: "execute-api:Invoke", Effect, Resource }] }, context? }, or set EnableSimpleResponses.';
    throw failed(error.message, authorizer, shape);
  }
}

function failed(fact: string, authorizer: Authorizer, hint?: string): HttpApiError {
  const message = `Authorizer "${authorizer.name}": ${fact}.`;
  return new HttpApiError('INTERNAL_SERVER_ERROR', { explanation: { message, at: placeOf(authorizer.source), hint }, layer });
}
