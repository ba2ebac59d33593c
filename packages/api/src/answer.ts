import type { CompiledRoute } from './compile-route.ts';
import { errorReply } from './error-reply.ts';
import { ApiError, isApiError } from './errors.ts';
import type { AnyEvent, LambdaContext, LambdaResult } from './events.ts';
import { type HeaderSet, headerOf } from './headers.ts';
import { pathsOf } from './locate.ts';
import type { ApiOptions } from './options.ts';
import type { Reply } from './reply.ts';
import { ApiRequest } from './request.ts';
import { resultOf, toReply } from './result.ts';
import { createRouter, type Match } from './router.ts';

/** Sees what a route answered before it becomes the event's result. */
export type Inspect = (route: CompiledRoute, reply: Reply) => void;

/** `convert` makes a handler's value a Reply. */
export type AnswerEvent = (
  event: AnyEvent,
  context: LambdaContext | undefined,
  inspect?: Inspect,
  convert?: (answer: unknown) => Reply | Promise<Reply>,
) => Promise<LambdaResult>;

const withoutCors: HeaderSet = { other: {}, json: { 'content-type': 'application/json' }, preflight: {} };

/** The way of a request: route, run, answer. Never rejects: whatever is thrown becomes an answer with all its headers. */
export function createAnswer(
  { cors, errorFormat, log = console, observe = [] }: ApiOptions,
  routes: readonly CompiledRoute[],
): AnswerEvent {
  const match = createRouter(routes);

  return async (event, context, inspect, convert = toReply) => {
    const startedMs = performance.now();
    const { httpMethod, requestContext } = event;
    // The gateway's id; a load balancer has none, so there it is Lambda's.
    const requestId = requestContext?.requestId ?? context?.awsRequestId ?? '';
    const method = httpMethod ?? requestContext?.http?.method ?? '';
    const headers = cors?.headersFor(headerOf(event, 'origin')) ?? withoutCors;
    const isOptions = method === 'OPTIONS';
    // A preflight is the browser's question about another method: no route of ours is asked.
    const asked = isOptions && cors && headerOf(event, 'access-control-request-method') ? '' : method;
    let path = '';
    let found: Match<CompiledRoute> | undefined;
    for (path of pathsOf(event)) {
      found = match(asked, path);
      if (found) break;
    }
    const route = found?.route;
    let error: unknown;
    let result: LambdaResult;
    const refuse = (refusal: unknown): LambdaResult => {
      error = refusal;
      return resultOf(event, errorReply(refusal, requestId, errorFormat), headers);
    };
    try {
      if (found && route) {
        const answer = await route.run(new ApiRequest(event, context, method, path, requestId, route, found.parts));
        if (answer instanceof ApiError) result = refuse(answer);
        else {
          const made = convert(answer);
          const reply = made instanceof Promise ? await made : made;
          inspect?.(route, reply);
          result = resultOf(event, reply, headers);
        }
      } else if (found && isOptions) {
        const { allow } = found;
        result = { statusCode: 204, headers: { ...headers.preflight, allow, 'access-control-allow-methods': allow }, body: '' };
      } else {
        const [status, phrase] = found ? ([405, 'Method not allowed'] as const) : ([404, 'Not found'] as const);
        result = refuse(new ApiError(status, undefined, found && { headers: { allow: found.allow } }, phrase));
      }
    } catch (thrown) {
      if (!isApiError(thrown) || thrown.statusCode >= 500) log.error(`${route?.key} failed in request ${requestId}`, thrown);
      result = refuse(thrown);
    }
    if (method === 'HEAD') result.body = '';
    const { statusCode } = result;
    for (const it of observe) {
      it({ route: route?.key, method, path, requestId, statusCode, durationMs: performance.now() - startedMs, error, context });
    }
    return result;
  };
}
