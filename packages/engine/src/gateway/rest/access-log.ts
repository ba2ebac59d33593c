import type { AccessLogFormat } from '../access-log-format.ts';
import type { GatewayError } from '../gateway-error.ts';
import type { GatewayAnswer } from '../gateway-request.ts';
import { errorContextOf } from './gateway-response.ts';
import { memberText } from './mapping-source.ts';
import { contextOf } from './request-context.ts';
import { RestExchange } from './rest-exchange.ts';
import type { RestRequest } from './rest-request.ts';

/** What an access log line tells of a request that is over. */
export interface AccessLogFacts {
  readonly answer: GatewayAnswer;
  readonly error: GatewayError | undefined;
  readonly responseLatencyMs: number;
}

/**
 * The line of one request, as CloudWatch Logs would have it. A variable without a value is `-`.
 * @source "Set up CloudWatch logging for REST APIs in API Gateway"; "Variables for access logging for API Gateway"
 */
export function accessLogLine(format: AccessLogFormat, on: RestRequest, facts: AccessLogFacts): string {
  // Both are made once, however many variables a format has.
  let extra: { readonly [name: string]: unknown } | undefined;
  let context: { readonly [name: string]: unknown } | undefined;
  const { error } = facts;
  const text = format.map((part) => {
    if (typeof part === 'string') return part;
    extra ??= factsOf(on, facts);
    if (!Object.hasOwn(extra, part.variable)) context ??= { ...contextOf(on), ...(error && { error: errorContextOf(error) }) };
    const own = Object.hasOwn(extra, part.variable) ? extra[part.variable] : memberText(part.variable, context ?? {});
    return own === undefined || own === null || own === '' ? '-' : String(own);
  });
  return text.join('').replace(/\n$/, '');
}

/** Of the body, in bytes. */
export function lengthOf({ body }: GatewayAnswer): number {
  return typeof body === 'string' ? Buffer.byteLength(body) : body.length;
}

/**
 * The variables that are in access logs alone.
 * @source "Variables for access logging for API Gateway"; "Troubleshoot issues with response streaming in API Gateway"
 */
function factsOf(on: RestRequest, { answer, error, responseLatencyMs }: AccessLogFacts): { readonly [name: string]: unknown } {
  const exchange = on instanceof RestExchange ? on : undefined;
  const { trace } = on;
  // Most formats are JSON that puts quotes around each variable: our words must not end them.
  const refusal = error && (trace.refusal?.message ?? error.message).replaceAll('"', "'");
  const isOfIntegration = error !== undefined && ['integration', 'lambda'].includes(error.layer);
  const integrationError = isOfIntegration ? refusal : undefined;
  const { integrationLatencyMs, integrationStatus, streamTimes } = exchange ?? {};
  const isStreamed = exchange?.route.integration.responseTransferMode === 'STREAM';
  const transferMode = integrationLatencyMs === undefined ? undefined : isStreamed ? 'STREAMED' : 'BUFFERED';
  const isProxy = exchange?.route.integration.type === 'AWS_PROXY';
  return {
    status: answer.statusCode,
    awsEndpointRequestId: exchange?.endpointRequestId,
    endpointType: on.stage.api.endpointConfiguration?.types[0] ?? 'EDGE',
    responseLatency: Math.round(responseLatencyMs),
    responseLength: trace.responseBytes ?? lengthOf(answer),
    xrayTraceId: /Root=([^;]+)/.exec(on.traceId)?.[1],
    integrationLatency: integrationLatencyMs,
    integrationStatus,
    integrationErrorMessage: integrationError,
    'integration.error': integrationError,
    'integration.integrationStatus': integrationStatus,
    'integration.latency': integrationLatencyMs,
    'integration.responseTransferMode': transferMode,
    'integration.timeToAllHeaders': streamTimes?.allHeadersMs,
    'integration.timeToFirstContent': streamTimes?.firstContentMs,
    'integration.requestId': exchange?.endpointRequestId,
    'integration.status': isProxy && error === undefined && integrationStatus !== undefined ? answer.statusCode : integrationStatus,
    ...(exchange && authorizationFacts(exchange, error, refusal)),
  };
}

/**
 * How far the caller came. Signatures are authenticated, tokens go to an authorizer, and policies authorize.
 * @source "Variables for access logging for API Gateway"
 */
function authorizationFacts(
  { route, trace, authorizer, authorizerRequestId, caller }: RestExchange,
  error: GatewayError | undefined,
  refusal: string | undefined,
): { readonly [name: string]: unknown } {
  const type = route.method.authorizationType;
  if (type === 'NONE' && error?.layer !== 'resource policy') return {};
  const isByPolicy = error?.type === 'ACCESS_DENIED' && ['authorizer', 'resource policy'].includes(error.layer);
  const isByAuthorizer = error?.layer === 'authorizer' && !isByPolicy;
  const isKnown = authorizer !== undefined || caller !== undefined || isByPolicy;
  const step = trace.steps.find(({ name }) => name === 'authorize');
  const latency = step && Math.round(step.durationMs);
  const status = isByAuthorizer ? error.statusCode : isKnown ? 200 : undefined;
  const denial = isByAuthorizer ? refusal : undefined;
  const isLambda = type === 'CUSTOM';
  const authorizerLatency = isLambda && authorizerRequestId !== undefined ? latency : authorizer?.context.integrationLatency;
  return {
    'authenticate.error': isLambda ? undefined : denial,
    'authenticate.latency': isLambda ? undefined : latency,
    'authenticate.status': isLambda ? undefined : status,
    'authorize.error': isByPolicy ? refusal : denial,
    'authorize.latency': latency,
    'authorize.status': isByPolicy ? error.statusCode : status,
    'authorizer.error': isLambda ? denial : undefined,
    'authorizer.integrationLatency': authorizer?.context.integrationLatency,
    'authorizer.integrationStatus': isLambda ? status : undefined,
    'authorizer.latency': authorizerLatency,
    'authorizer.requestId': authorizerRequestId,
    'authorizer.status': isLambda ? status : undefined,
  };
}
