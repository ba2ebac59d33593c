import type { CompiledRoute } from './compile-route.ts';
import { errorReply } from './error-reply.ts';
import { ApiError, isApiError } from './errors.ts';
import type { AnyEvent, LambdaContext, LambdaResult } from './events.ts';
import { headerOf } from './headers.ts';
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

const notFound = new ApiError(404, undefined, undefined, 'Not found');

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
    const headers = cors?.headersFor(headerOf(event, 'origin')) ?? {};
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
    try {
      if (found && route) {
        const answer = await route.run(new ApiRequest(event, context, method, path, requestId, route, found.parts));
        if (answer instanceof ApiError) throw answer;
        const reply = await convert(answer);
        inspect?.(route, reply);
        result = resultOf(event, reply, headers);
      } else {
        if (!found) throw notFound;
        const { allow } = found;
        if (!isOptions) throw new ApiError(405, undefined, { headers: { allow } }, 'Method not allowed');
        result = { statusCode: 204, headers: { allow, 'access-control-allow-methods': allow, ...headers, ...cors?.preflight }, body: '' };
      }
    } catch (thrown) {
      error = thrown;
      if (!isApiError(thrown) || thrown.statusCode >= 500) log.error(`${route?.key} failed in request ${requestId}`, thrown);
      result = resultOf(event, errorReply(thrown, requestId, errorFormat), headers);
    }
    if (method === 'HEAD') result.body = '';
    for (const it of observe) {
      it({
        route: route?.key,
        method,
        path,
        requestId,
        statusCode: result.statusCode,
        durationMs: performance.now() - startedMs,
        error,
        context,
      });
    }
    return result;
  };
}
