import type { ApiOptions } from './api.ts';
import type { CompiledRoute } from './compile-route.ts';
import { createCors } from './cors.ts';
import { errorReply } from './error-reply.ts';
import { ApiError, isApiError } from './errors.ts';
import type { AnyEvent, LambdaContext, LambdaResult } from './events.ts';
import { pathOf, templatePathOf } from './locate.ts';
import { Reply } from './reply.ts';
import { ApiRequest, headerOf } from './request.ts';
import { resultOf, toReply } from './result.ts';
import { createRouter } from './router.ts';

/** An answer, and how it came about. */
export interface Answered {
  readonly route: CompiledRoute | undefined;
  readonly reply: Reply;
  readonly result: LambdaResult;
}

export type AnswerEvent = (event: AnyEvent, context: LambdaContext | undefined) => Promise<Answered>;

const plainHeaders = { 'content-type': 'application/json' };
const notFound = new ApiError(404);

/** The way of a request: route, run, answer. Never rejects: whatever is thrown becomes an answer with all its headers. */
export function createAnswer(
  { cors: policy, errorFormat, log = console, observe }: ApiOptions,
  routes: readonly CompiledRoute[],
): AnswerEvent {
  const router = createRouter(routes);
  const cors = policy && createCors(policy);

  const unrouted = (method: string, path: string): Reply => {
    const allow = router.allow(path);
    if (!allow) throw notFound;
    if (method !== 'OPTIONS') throw new ApiError(405, undefined, { headers: { allow } });
    const reply = new Reply(204, undefined);
    Object.assign(reply.headers, cors?.preflight, { allow, 'access-control-allow-methods': allow });
    return reply;
  };

  return async (event, context) => {
    const startedMs = observe ? performance.now() : 0;
    const { httpMethod, requestContext } = event;
    const headers = cors ? cors.headers(headerOf(event, 'origin')) : plainHeaders;
    // The gateway's id; a load balancer has none, so there it is Lambda's.
    const requestId = requestContext?.requestId ?? context?.awsRequestId ?? '';
    const method = httpMethod ?? requestContext?.http?.method ?? '';
    const values: string[] = [];
    // A preflight is the browser's question about another method: no route of ours is asked.
    const find = (): CompiledRoute | undefined =>
      cors && method === 'OPTIONS' && headerOf(event, 'access-control-request-method') ? undefined : router.find(method, path, values);
    let path = pathOf(event);
    let route = find();
    if (!route && !router.allow(path)) {
      path = templatePathOf(event) ?? path;
      route = find();
    }
    let reply: Reply;
    let result: LambdaResult;
    let error: unknown;
    try {
      const made = route
        ? toReply(await route.run(new ApiRequest(event, context, method, path, requestId, route, values)))
        : unrouted(method, path);
      reply = made instanceof Promise ? await made : made;
      result = resultOf(event, reply, headers);
    } catch (thrown) {
      error = thrown;
      if (!isApiError(thrown) || thrown.statusCode >= 500) log.error(`${route?.key} failed in request ${requestId}`, thrown);
      reply = errorReply(thrown, requestId, errorFormat);
      result = resultOf(event, reply, headers);
    }
    if (method === 'HEAD') result.body = '';
    for (const it of observe ?? []) {
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
    return { route, reply, result };
  };
}
