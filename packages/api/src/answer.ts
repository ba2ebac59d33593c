import type { CompiledRoute } from './compile-route.ts';
import { plainError, unexpected } from './error-reply.ts';
import { isApiError, refusal } from './errors.ts';
import type { AnyEvent, LambdaContext, LambdaResult } from './events.ts';
import type { Headers } from './headers.ts';
import { pathsOf } from './locate.ts';
import type { ApiOptions } from './options.ts';
import { collect, Reply, toReply } from './reply.ts';
import { ApiRequest } from './request.ts';
import { resultOf } from './result.ts';
import { createRouter } from './router.ts';

/** Takes what a route answered, or what answers OPTIONS, before it becomes the event's result: no web Response may be in it then. */
export type Take = (reply: Reply, route: string | undefined) => Promise<void> | undefined;

export type AnswerEvent = (event: AnyEvent, context: LambdaContext | undefined, take?: Take) => Promise<LambdaResult>;

/** An API made ready: for `introspect` of `@gatewright/api/introspect`, `streaming` of `@gatewright/api/stream`, and test calls. */
export interface ApiDefinition {
  readonly options: ApiOptions;
  readonly routes: readonly CompiledRoute[];
  readonly answer: AnswerEvent;
}

const notFound = refusal(404, 'Not found');

/** The way of a request: route, run, answer. Never rejects: whatever is thrown becomes an answer with all its headers. */
export function createAnswer(
  { cors, errorFormat = plainError, log = console, observe = [] }: ApiOptions,
  routes: readonly CompiledRoute[],
): AnswerEvent {
  const match = createRouter(routes);
  return async (event, context, take = collect) => {
    const startedMs = observe[0] ? performance.now() : 0;
    const request = new ApiRequest(event, context);
    const { method, requestId } = request;
    const common: Headers = cors ? cors.headers(event) : {};
    let answer: unknown = notFound;
    let result: LambdaResult | undefined;
    try {
      // A preflight is the browser's question about another method: no route of ours is asked.
      const asked = method === 'OPTIONS' && cors?.asks(event) ? '' : method;
      for (const path of pathsOf(event)) {
        request.path = path;
        const { allow, parts, route } = match(asked, path);
        if (route) {
          request.locate(route, parts);
          answer = await route.run(request);
        } else if (method === 'OPTIONS' && allow) {
          answer = Object.assign(new Reply(204, undefined), { headers: cors?.allow(allow) ?? { allow } });
        } else if (allow) answer = refusal(405, 'Method not allowed', { headers: { allow } });
        if (route || allow) break;
      }
      if (!isApiError(answer)) {
        const reply = toReply(answer);
        const taken = take(reply, request.route);
        if (taken) await taken;
        result = resultOf(event, reply, common);
      }
    } catch (thrown) {
      answer = thrown;
    }
    // From here on, what the request was refused with.
    if (result) answer = undefined;
    else {
      try {
        const body = isApiError(answer) ? answer : unexpected;
        if (body.statusCode >= 500) log.error(`${request.route} failed in request ${requestId}`, answer);
        const reply = errorFormat(body, requestId);
        Object.assign(reply.headers, body.headers);
        result = resultOf(event, reply, common);
      } catch (fault) {
        // A log or an error format that fails has no say in whether there is an answer; nor has an observer.
        console.error(fault);
        result = resultOf(event, plainError(unexpected, requestId), common);
      }
    }
    if (observe[0]) {
      const outcome = { request, statusCode: result.statusCode, durationMs: performance.now() - startedMs, error: answer };
      for (const it of observe) {
        try {
          // Waited for: nothing of a function runs on after its answer.
          await it(outcome);
        } catch (fault) {
          console.error(fault);
        }
      }
    }
    if (method === 'HEAD') result.body = '';
    return result;
  };
}
