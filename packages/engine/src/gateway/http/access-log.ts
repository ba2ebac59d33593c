import type { AccessLogFormat } from '../access-log-format.ts';
import type { GatewayAnswer } from '../gateway-request.ts';
import { contextVariable } from './context-variables.ts';
import type { HttpApiError } from './http-api-error.ts';
import { HttpExchange, type HttpRequest } from './http-exchange.ts';

/** What an access log line tells of a request that is over. */
export interface AccessLogFacts {
  readonly answer: GatewayAnswer;
  readonly error: HttpApiError | undefined;
  readonly responseLatencyMs: number;
}

/** The line of one request, as CloudWatch Logs would have it. A variable without a value is `-`. @source "Customize HTTP API access logs" */
export function accessLogLine(format: AccessLogFormat, on: HttpRequest, facts: AccessLogFacts): string {
  let ofAnswer: { readonly [name: string]: unknown } | undefined;
  const text = format.map((part) => {
    if (typeof part === 'string') return part;
    ofAnswer ??= factsOf(on, facts);
    const value = Object.hasOwn(ofAnswer, part.variable) ? ofAnswer[part.variable] : contextVariable(part.variable, on);
    return value === undefined || value === null || value === '' ? '-' : String(value);
  });
  return text.join('').replace(/\n$/, '');
}

/** The variables that are in access logs alone. */
function factsOf(on: HttpRequest, { answer, error, responseLatencyMs }: AccessLogFacts): { readonly [name: string]: unknown } {
  const exchange = on instanceof HttpExchange ? on : undefined;
  // Most formats are JSON that puts quotes around each variable: our words must not end them.
  const refusal = error && (on.trace.refusal?.message ?? error.message).replaceAll('"', "'");
  const integrationError = error && ['integration', 'lambda'].includes(error.layer) ? refusal : undefined;
  const { integrationLatencyMs, integrationStatus } = exchange ?? {};
  const isFunction = exchange?.route.integration?.integrationType === 'AWS_PROXY';
  const invocationId = integrationLatencyMs === undefined ? undefined : on.trace.invocation?.requestId;
  return {
    'authorizer.error': error?.layer === 'authorizer' ? refusal : undefined,
    awsEndpointRequestId: invocationId,
    dataProcessed: on.request.body.length + answer.body.length,
    'error.message': error?.message,
    'error.messageString': error && JSON.stringify(error.message),
    'error.responseType': error?.rule,
    'integration.error': integrationError,
    'integration.integrationStatus': integrationStatus,
    'integration.latency': integrationLatencyMs,
    'integration.requestId': invocationId,
    'integration.status': isFunction && error === undefined && integrationStatus !== undefined ? answer.statusCode : integrationStatus,
    integrationErrorMessage: integrationError,
    integrationLatency: integrationLatencyMs,
    integrationStatus,
    responseLatency: Math.round(responseLatencyMs),
    responseLength: typeof answer.body === 'string' ? Buffer.byteLength(answer.body) : answer.body.length,
    status: answer.statusCode,
  };
}
