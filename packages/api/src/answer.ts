import type { CompiledRoute } from './compile-route.ts';
import { createCors, headerSet } from './cors.ts';
import { errorReply } from './error-reply.ts';
import { ApiError, isApiError } from './errors.ts';
import type { AnyEvent, LambdaContext, LambdaResult } from './events.ts';
import { headerOf } from './headers.ts';
import { pathOf, templatePathOf } from './locate.ts';
import type { ApiOptions } from './options.ts';
import type { Reply } from './reply.ts';
import { ApiRequest } from './request.ts';
import { resultOf, toReply } from './result.ts';
import { createRouter } from './router.ts';

/** Sees what a route answered before it becomes the event's result. */
export type Inspect = (route: CompiledRoute, reply: Reply) => void;

/** `convert` makes a handler's value a Reply. */
export type AnswerEvent = (
  event: AnyEvent,
  context: LambdaContext | undefined,
  inspect?: Inspect,
  convert?: (answer: unknown) => Reply | Promise<Reply>,
) => Promise<LambdaResult>;

const withoutCors = headerSet({});
const notFound = new ApiError(404);

/** The way of a request: route, run, answer. Never rejects: whatever is thrown becomes an answer with all its headers. */
export function createAnswer(
  { cors: policy, errorFormat, log = console, observe }: ApiOptions,
  routes: readonly CompiledRoute[],
): AnswerEvent {
  const router = createRouter(routes);
  const cors = policy && createCors(policy);

  return async (event, context, inspect, convert = toReply) => {
    const startedMs = observe ? performance.now() : 0;
    const { httpMethod, requestContext } = event;
    const headers = cors ? cors(headerOf(event, 'origin')) : withoutCors;
    // The gateway's id; a load balancer has none, so there it is Lambda's.
    const requestId = requestContext?.requestId ?? context?.awsRequestId ?? '';
    const method = httpMethod ?? requestContext?.http?.method ?? '';
    // A preflight is the browser's question about another method: no route of ours is asked.
    const isPreflight = cors && method === 'OPTIONS' && headerOf(event, 'access-control-request-method');
    const values: string[] = [];
    let path = pathOf(event);
    let route = isPreflight ? undefined : router.find(method, path, values);
    let allow = route ? '' : router.allow(path);
    if (!route && !allow) {
      // Behind a custom domain's base path mapping: only there the two paths of a REST API's event are the same.
      const other = path === requestContext?.path ? templatePathOf(event) : undefined;
      if (other) {
        path = other;
        route = isPreflight ? undefined : router.find(method, path, values);
        allow = router.allow(path);
      }
    }
    let result: LambdaResult;
    let error: unknown;
    try {
      if (route) {
        const answer = await route.run(new ApiRequest(event, context, method, path, requestId, route, values));
        if (answer instanceof ApiError) error = answer;
        const made = answer instanceof ApiError ? errorReply(answer, requestId, errorFormat) : convert(answer);
        const reply = made instanceof Promise ? await made : made;
        inspect?.(route, reply);
        result = resultOf(event, reply, headers);
      } else if (allow && method === 'OPTIONS') {
        result = { statusCode: 204, headers: { ...headers.preflight }, body: '' };
        result.headers.allow = allow;
        result.headers['access-control-allow-methods'] = allow;
      } else {
        const unmatched = allow ? new ApiError(405, undefined, { headers: { allow } }) : notFound;
        result = resultOf(event, errorReply(unmatched, requestId, errorFormat), headers);
      }
    } catch (thrown) {
      error = thrown;
      if (!isApiError(thrown) || thrown.statusCode >= 500) log.error(`${route?.key} failed in request ${requestId}`, thrown);
      result = resultOf(event, errorReply(thrown, requestId, errorFormat), headers);
    }
    if (method === 'HEAD') result.body = '';
    if (observe) {
      const { statusCode } = result;
      const durationMs = performance.now() - startedMs;
      for (const it of observe) it({ route: route?.key, method, path, requestId, statusCode, durationMs, error, context });
    }
    return result;
  };
}
