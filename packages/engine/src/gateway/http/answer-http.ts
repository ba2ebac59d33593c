import type { RequestTrace } from '../../trace/trace.ts';
import { withoutCorsHeaders } from '../cors.ts';
import type { GatewayAnswer, GatewayRequest } from '../gateway-request.ts';
import { runSteps } from '../step.ts';
import { accessLogLine } from './access-log.ts';
import { explainMiss } from './explain-miss.ts';
import type { FoundHttpStage } from './find-http-stage.ts';
import { HttpApiError } from './http-api-error.ts';
import { HttpExchange, HttpRequest, type HttpSurroundings } from './http-exchange.ts';
import { outgoingHeaders } from './outgoing-headers.ts';
import { preflightAnswer } from './preflight.ts';

/**
 * Answers a request that has found its stage. Refusals become their answers and are written into the trace with the rule and the line
 * behind them; a fault of our own rejects, and the listener answers 500.
 */
export async function answerHttp(
  surroundings: HttpSurroundings,
  found: FoundHttpStage,
  request: GatewayRequest,
  trace: RequestTrace,
): Promise<GatewayAnswer> {
  const startedAt = performance.now();
  const { stage } = found;
  let on = new HttpRequest(surroundings, found, request, trace);
  trace.apiId = stage.api.apiId;
  trace.stage = stage.stage.stageName;
  let answer: GatewayAnswer;
  let refusal: HttpApiError | undefined;
  try {
    const match =
      stage.router.match(on.httpMethod, found.path) ?? (stage.defaultRoute && { target: stage.defaultRoute, pathParameters: undefined });
    if (match) {
      const exchange = new HttpExchange(on, match.target.route, match.pathParameters);
      on = exchange;
      trace.resourcePath = match.target.route.path ?? '$default';
      await runSteps(match.target.steps, exchange);
      answer = exchange.answer;
    } else answer = unrouted(on);
  } catch (error) {
    if (!(error instanceof HttpApiError)) throw error;
    refusal = error;
    trace.refusal = { ...error.explanation, layer: error.layer, rule: error.rule };
    answer = answerOfRefusal(error);
  }
  const finished = finish(answer, on);
  trace.responseBytes = finished.body.length;
  if (on instanceof HttpExchange && on.integrationLatencyMs !== undefined) trace.integrationLatencyMs = on.integrationLatencyMs;
  const { accessLog } = stage;
  if (accessLog) {
    trace.accessLog = accessLogLine(accessLog, on, { answer: finished, error: refusal, responseLatencyMs: performance.now() - startedAt });
  }
  return finished;
}

/** With a CORS configuration OPTIONS needs no route. @throws HttpApiError NOT_FOUND */
function unrouted(on: HttpRequest): GatewayAnswer {
  if (on.httpMethod === 'OPTIONS' && on.stage.cors) return preflightAnswer(on);
  throw new HttpApiError('NOT_FOUND', { explanation: explainMiss(on.stage.api, on.httpMethod, on.place.path) });
}

export function answerOfRefusal({ statusCode, message, headers }: HttpApiError): GatewayAnswer {
  return { statusCode, headers: ['Content-Type', 'application/json', ...headers], body: JSON.stringify({ message }) };
}

/** What every answer of an HTTP API has: its id, names as they go out, and the CORS headers of the configuration in the place of others. */
function finish({ statusCode, headers, body }: GatewayAnswer, on: HttpRequest): GatewayAnswer {
  const { cors } = on.stage;
  const origin = on.headers.last('origin');
  const isOfConfiguration = cors && !on.isPreflightAnswered;
  const ofCors = isOfConfiguration && origin !== undefined ? cors.answerHeaders(origin) : [];
  const outgoing = outgoingHeaders(isOfConfiguration ? [...withoutCorsHeaders(headers), ...ofCors] : headers);
  outgoing.push('Apigw-Requestid', on.requestId);
  return { statusCode, headers: outgoing, body };
}
