import { placeOf } from '@gatewright/template';
import { ServiceError } from '../../../protocol/service-error.ts';
import { PolicyError } from '../../../services/apigateway/policy/policy-error.ts';
import type { Authorizer } from '../../../services/apigateway/rest-api.ts';
import { GatewayError } from '../../gateway-error.ts';
import type { InvokeResult } from '../../integrations/call-lambda.ts';
import { requestMembersText } from '../../integrations/lambda-proxy-event.ts';
import { fillStageVariables, functionOfUri } from '../../lambda-uri.ts';
import { boundedRegExp } from '../../velocity/bounded-reg-exp.ts';
import { VelocityError } from '../../velocity/syntax.ts';
import { readMappingSource } from '../mapping-source.ts';
import type { AuthorizerResult, RestExchange } from '../rest-exchange.ts';
import { type AuthorizerOutput, readAuthorizerOutput } from './authorizer-output.ts';
import { judgePolicy, methodArnOf } from './judge-policy.ts';
import { judgeResourcePolicy } from './resource-policy.ts';

/** More callers than a local run has; the oldest makes room. */
const maximumCachedResults = 10_000;
const timeoutMs = 30_000;
const layer = 'authorizer';

/**
 * Lets a Lambda authorizer decide on a request.
 *
 * @returns what the integration is told of the caller
 * @throws GatewayError UNAUTHORIZED, ACCESS_DENIED, AUTHORIZER_FAILURE, AUTHORIZER_CONFIGURATION_ERROR
 * @source "Use API Gateway Lambda authorizers"
 */
export async function authorizeByLambda(
  exchange: RestExchange,
  authorizer: Authorizer,
  judgement: 'policy is judged' | 'policy is not judged' = 'policy is judged',
): Promise<AuthorizerResult> {
  const startedAt = performance.now();
  const methodArn = methodArnOf(exchange);
  if (Buffer.byteLength(methodArn) > 1600) {
    const message = `The method ARN has more than 1600 bytes: ${methodArn.slice(0, 80)}...`;
    throw new GatewayError('DEFAULT_4XX', 'Request-URI Too Large', { explanation: { message }, layer, statusCode: 414 });
  }
  const identity = identityOf(exchange, authorizer);
  const output = await outputFor(exchange, authorizer, identity, methodArn);
  const { decision } = judgePolicy(output.statements, exchange);
  // Either side's allow is enough, as long as neither denies. @source "How API Gateway resource policies affect authorization workflow", Table A
  const isAllowed = decision === 'allow' || (decision === 'no match' && judgeResourcePolicy(exchange)?.decision === 'allow');
  if (!isAllowed && judgement === 'policy is judged') throw denied(decision === 'deny' ? 'deny' : 'no match', methodArn, authorizer);
  const { principalId, context, usageIdentifierKey, policyDocument } = output;
  const integrationLatency = Math.round(performance.now() - startedAt);
  const policy = judgement === 'policy is judged' ? undefined : JSON.stringify(policyDocument);
  return { context: { ...context, principalId, integrationLatency }, usageIdentifierKey, policy };
}

/** The values of the identity sources, in their order. A missing one is 401, and the function is not asked. */
function identityOf(exchange: RestExchange, authorizer: Authorizer): readonly string[] {
  const written = authorizer.identitySource ?? (authorizer.type === 'TOKEN' ? 'method.request.header.Authorization' : '');
  const sources = written
    .split(',')
    .map((it) => it.trim())
    .filter((it) => it !== '');
  const values = sources.map((source) => readMappingSource(source, exchange) ?? '');
  const missing = sources.filter((_, index) => values[index] === '');
  if (missing.length > 0)
    throw unauthorized(
      `The request has no ${missing.join(', ')}.`,
      authorizer,
      `Send ${missing.map((it) => it.replace(/^method\.request\./, '')).join(', ')}.`,
    );
  const { identityValidationExpression: expression } = authorizer;
  if (authorizer.type === 'TOKEN' && expression && !matches(expression, values[0] ?? '', authorizer)) {
    throw unauthorized(`The token does not match ${expression}.`, authorizer, undefined);
  }
  return values;
}

/** @throws GatewayError AUTHORIZER_CONFIGURATION_ERROR for an expression that is none, or that does not come to an end */
function matches(expression: string, token: string, authorizer: Authorizer): boolean {
  try {
    return boundedRegExp(expression).matchesWhole(token);
  } catch (error) {
    if (!(error instanceof VelocityError)) throw error;
    const explanation = { message: `${error.message}.`, at: placeOf(authorizer.source) };
    throw new GatewayError('AUTHORIZER_CONFIGURATION_ERROR', null, { explanation, layer });
  }
}

async function outputFor(
  exchange: RestExchange,
  authorizer: Authorizer,
  identity: readonly string[],
  methodArn: string,
): Promise<AuthorizerOutput> {
  const { memory, world, stage } = exchange;
  const ttlSeconds = ttlSecondsOf(authorizer);
  const caches = ttlSeconds > 0 && identity.length > 0;
  const { stageName, authorizersCacheGeneration = 0 } = stage.stage;
  const place = `${stage.api.id} ${stageName} ${authorizersCacheGeneration} ${authorizer.id}`;
  const key = identity.length === 1 ? `${place} ${identity[0]}` : `${place} ${JSON.stringify(identity)}`;
  const cached = caches ? memory.authorizerResults.get(key) : undefined;
  if (cached && cached.expiresAtMs > world.now()) return cached.output;
  const payload = await invoke(exchange, authorizer, eventFor(exchange, authorizer, identity, methodArn));
  let output: AuthorizerOutput;
  try {
    output = readAuthorizerOutput(payload);
  } catch (error) {
    throw misconfigured(error, authorizer);
  }
  if (caches) {
    memory.authorizerResults.delete(key);
    const [oldest] = memory.authorizerResults.keys();
    if (oldest !== undefined && memory.authorizerResults.size >= maximumCachedResults) memory.authorizerResults.delete(oldest);
    memory.authorizerResults.set(key, { expiresAtMs: world.now() + ttlSeconds * 1000, output });
  }
  return output;
}

/** @source "CreateAuthorizer": five minutes unless it says otherwise */
function ttlSecondsOf({ authorizerResultTtlInSeconds = 300 }: Authorizer): number {
  return authorizerResultTtlInSeconds;
}

/** @source "Input to an API Gateway Lambda authorizer" */
function eventFor(exchange: RestExchange, authorizer: Authorizer, [token = '']: readonly string[], methodArn: string): string {
  if (authorizer.type === 'TOKEN') return JSON.stringify({ type: 'TOKEN', methodArn, authorizationToken: token });
  return `{"type":"REQUEST","methodArn":${JSON.stringify(methodArn)},${requestMembersText(exchange)}}`;
}

async function invoke(exchange: RestExchange, authorizer: Authorizer, payload: string): Promise<string> {
  const { stage, services } = exchange;
  const functionName = functionOfUri(fillStageVariables(authorizer.authorizerUri ?? '', stage.stage.variables));
  if (functionName === undefined) throw misconfigured(new PolicyError('its AuthorizerUri names no Lambda function'), authorizer);
  const sourceArn = `${stage.api.executeApiArn}authorizers/${authorizer.id}`;
  const onBehalfOf = { principal: 'apigateway.amazonaws.com', sourceArn };
  const invocation = services.lambda.invoke({
    functionName,
    payload,
    isJson: true,
    traceId: exchange.traceId,
    ...(authorizer.authorizerCredentials === undefined && { onBehalfOf }),
  });
  const result = await settled(invocation, exchange, authorizer);
  exchange.trace.invocation = result.trace;
  exchange.authorizerRequestId = result.trace?.requestId;
  if (result.functionError === undefined) return result.payload.toString();
  const { errorMessage } = JSON.parse(result.payload.toString());
  // The one error that is an answer. @source "Use API Gateway Lambda authorizers"
  if (errorMessage === 'Unauthorized') throw unauthorized('The authorizer answered "Unauthorized".', authorizer, undefined);
  throw failed(`The authorizer failed: ${errorMessage}`, authorizer);
}

function settled(invocation: Promise<InvokeResult>, exchange: RestExchange, authorizer: Authorizer): Promise<InvokeResult> {
  return new Promise((resolve, reject) => {
    const cancel = exchange.world.after(timeoutMs, () =>
      reject(failed(`The authorizer did not answer within ${timeoutMs} ms.`, authorizer)),
    );
    invocation.then(
      (result) => {
        cancel();
        resolve(result);
      },
      (error: unknown) => {
        cancel();
        reject(error instanceof ServiceError ? failed(`Lambda refuses the call: ${error.message} (${error.code}).`, authorizer) : error);
      },
    );
  });
}

function unauthorized(fact: string, authorizer: Authorizer, hint: string | undefined): GatewayError {
  const message = `Authorizer "${authorizer.name}": ${fact}`;
  return new GatewayError('UNAUTHORIZED', 'Unauthorized', { explanation: { message, at: placeOf(authorizer.source), hint }, layer });
}

function denied(decision: 'deny' | 'no match', methodArn: string, authorizer: Authorizer): GatewayError {
  const explicit = decision === 'deny';
  const message = `Authorizer "${authorizer.name}": its policy ${explicit ? 'denies' : 'does not allow'} ${methodArn}.`;
  const cached = ttlSecondsOf(authorizer) > 0;
  const hint =
    !explicit && cached
      ? 'A cached policy counts for all methods: allow more than the one methodArn it was made for, or set the TTL to 0.'
      : undefined;
  const text = `User is not authorized to access this resource${explicit ? ' with an explicit deny' : ''}`;
  return new GatewayError('ACCESS_DENIED', text, { explanation: { message, at: placeOf(authorizer.source), hint }, layer });
}

function failed(fact: string, authorizer: Authorizer): GatewayError {
  const explanation = { message: `Authorizer "${authorizer.name}": ${fact}`, at: placeOf(authorizer.source) };
  return new GatewayError('AUTHORIZER_FAILURE', null, { explanation, layer });
}

/** The function's answer is none that API Gateway takes; anything but such a fault goes on as it is. */
function misconfigured(error: unknown, authorizer: Authorizer): unknown {
  if (!(error instanceof PolicyError) && !(error instanceof SyntaxError)) return error;
  const message = `Authorizer "${authorizer.name}": ${error.message}.`;
  const hint =
    'Answer { principalId, policyDocument: { Version, Statement: [{ Action: "execute-api:Invoke", Effect, Resource }] }, context? }.';
  return new GatewayError('AUTHORIZER_CONFIGURATION_ERROR', null, {
    explanation: { message, at: placeOf(authorizer.source), hint },
    layer,
  });
}
