import type { RequestTrace } from '../../trace/trace.ts';
import { GatewayError } from '../gateway-error.ts';
import type { GatewayAnswer, GatewayRequest } from '../gateway-request.ts';
import { runSteps } from '../step.ts';
import { takeToken } from '../token-bucket.ts';
import { accessLogLine, lengthOf } from './access-log.ts';
import { compressed } from './compress-response.ts';
import { executionLog } from './execution-log.ts';
import type { FoundStage } from './find-stage.ts';
import { gatewayResponseFor } from './gateway-response.ts';
import { refusalOf } from './refusal-of.ts';
import { RestExchange } from './rest-exchange.ts';
import { httpMethodOf, type ReceivedRequest, RestRequest, type RestSurroundings } from './rest-request.ts';
import { unknownResource } from './unknown-resource.ts';

/**
 * Answers a request that has found its stage: at once when nothing has to be waited for. Refusals become gateway responses and are
 * written into the trace with the rule and the line behind them; a fault of our own is thrown, and the listener answers 500.
 */
export function answerRest(
  surroundings: RestSurroundings,
  found: FoundStage,
  request: GatewayRequest,
  trace: RequestTrace,
): GatewayAnswer | Promise<GatewayAnswer> {
  const { stage, path } = found;
  const startedAt = performance.now();
  const httpMethod = httpMethodOf(request);
  const received = { surroundings, place: found, request, trace, httpMethod, requestTimeEpoch: surroundings.world.now() };
  trace.apiId = stage.api.id;
  trace.stage = stage.stage.stageName;
  let exchange: RestExchange | undefined;
  try {
    const match = stage.router.match(httpMethod, path);
    if (!match) throw unknownResource(received);
    throttleAccount(received);
    const { route, steps } = match.target;
    exchange = new RestExchange(received, route, match.pathParameters);
    trace.resourcePath = route.resource.path;
    const running = runSteps(steps, exchange);
    return running ? answerLater(running, exchange, startedAt) : answered(exchange, startedAt);
  } catch (error) {
    return refused(error, exchange ?? new RestRequest(received), startedAt);
  }
}

async function answerLater(running: Promise<void>, exchange: RestExchange, startedAt: number): Promise<GatewayAnswer> {
  try {
    await running;
    return await answered(exchange, startedAt);
  } catch (error) {
    return refused(error, exchange, startedAt);
  }
}

/** The answer of a pipeline that has run. */
function answered(exchange: RestExchange, startedAt: number): GatewayAnswer | Promise<GatewayAnswer> {
  if (exchange.extraHeaders) exchange.answer.headers.push(...exchange.extraHeaders);
  const answer = compressed(exchange.answer, exchange);
  return answer instanceof Promise ? answer.then((it) => ended(it, exchange, startedAt)) : ended(answer, exchange, startedAt);
}

function ended(answer: GatewayAnswer, exchange: RestExchange, startedAt: number): GatewayAnswer {
  if (answer.stream) return streamed(answer, exchange, startedAt);
  complete(exchange, answer, undefined, startedAt);
  return answer;
}

function refused(error: unknown, on: RestRequest, startedAt: number): GatewayAnswer {
  const refusal = refusalOf(error);
  on.trace.refusal = { ...refusal.explanation, layer: refusal.layer, rule: refusal.type };
  const answer = gatewayResponseFor(refusal, on);
  complete(on, answer, refusal, startedAt);
  return answer;
}

/** The last limit of all. @source "Throttle requests to your REST APIs": account-level throttling per Region */
function throttleAccount({ surroundings, requestTimeEpoch }: ReceivedRequest): void {
  const { memory, services } = surroundings;
  const { accountThrottle } = services.apigateway;
  if (takeToken(memory.buckets, 'account', accountThrottle, requestTimeEpoch)) return;
  const { rateLimit, burstLimit } = accountThrottle;
  const message = `The account's own limit for all REST APIs together (rate ${rateLimit}/s, burst ${burstLimit}) is used up.`;
  const hint = 'Send less, retry with a pause, or ask AWS for a higher quota: it is per account and Region.';
  throw new GatewayError('THROTTLED', 'Too Many Requests', { explanation: { message, hint } });
}

/** The answer with a stream that writes the access log when it is over. One without a body takes nothing of it. */
function streamed(answer: GatewayAnswer, exchange: RestExchange, startedAt: number): GatewayAnswer {
  const { statusCode, headers, stream } = answer;
  if (!stream || exchange.request.method === 'HEAD' || statusCode === 204 || statusCode === 304) {
    exchange.integrationResponse.stream?.cancel();
    complete(exchange, answer, undefined, startedAt);
    return { statusCode, headers, body: '' };
  }
  const headersAt = performance.now();
  const allHeadersMs = exchange.integrationLatencyMs ?? 0;
  const sinceCall = (): number => Math.round(allHeadersMs + performance.now() - headersAt);
  const times: NonNullable<RestExchange['streamTimes']> = { allHeadersMs, firstContentMs: undefined };
  exchange.streamTimes = times;
  async function* logged(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    let sentBytes = 0;
    try {
      for await (const piece of pieces) {
        times.firstContentMs ??= sinceCall();
        sentBytes += piece.length;
        yield piece;
      }
    } finally {
      exchange.trace.responseBytes = sentBytes;
      exchange.integrationLatencyMs = sinceCall();
      complete(exchange, answer, undefined, startedAt);
    }
  }
  return { ...answer, stream: logged(stream) };
}

/** What is known of a request when its answer is: sizes and times for metrics, and its line in the stage's access log. */
function complete(on: RestRequest, answer: GatewayAnswer, error: GatewayError | undefined, startedAt: number): void {
  const { accessLog } = on.stage;
  on.trace.responseBytes ??= lengthOf(answer);
  if (on instanceof RestExchange && on.integrationLatencyMs !== undefined) on.trace.integrationLatencyMs = on.integrationLatencyMs;
  if (on instanceof RestExchange && on.route.executionLogging)
    on.trace.executionLog = executionLog(on, on.route.executionLogging, answer, error);
  if (accessLog) on.trace.accessLog = accessLogLine(accessLog, on, { answer, error, responseLatencyMs: performance.now() - startedAt });
}
