import type { CompiledRoute } from './compile-route.ts';
import { plainError, unexpected } from './error-reply.ts';
import { isApiError, refusal } from './errors.ts';
import type { AnyEvent, LambdaContext, LambdaResult } from './events.ts';
import { type Headers, headerOf } from './headers.ts';
import { pathsOf } from './locate.ts';
import type { ApiOptions } from './options.ts';
import { collect, isWebResponse, type Reply, toReply } from './reply.ts';
import { ApiRequest } from './request.ts';
import { placeRepeats, resultOf } from './result.ts';
import { createRouter } from './router.ts';

/** Sees what a route answered before it becomes the event's result. */
export type Inspect = (route: CompiledRoute, reply: Reply) => void;

/** Takes the web Response that is a Reply's body. */
export type Collect = (reply: Reply, response: Response) => Promise<void>;

export type AnswerEvent = (event: AnyEvent, context: LambdaContext | undefined, inspect?: Inspect, read?: Collect) => Promise<LambdaResult>;

const notFound = refusal(404, 'NOT_FOUND', 'Not found');

/** The way of a request: route, run, answer. Never rejects: whatever is thrown becomes an answer with all its headers. */
export function createAnswer(
  { cors, errorFormat = plainError, log = console, observe = [] }: ApiOptions,
  routes: readonly CompiledRoute[],
): AnswerEvent {
  const match = createRouter(routes);
  const refuse = (error: unknown, { route, requestId }: ApiRequest, common: Headers): LambdaResult => {
    const body = isApiError(error) ? error : unexpected;
    if (body.statusCode >= 500) log.error(`${route} failed in request ${requestId}`, error);
    const reply = errorFormat(body, requestId);
    if (body.headers) Object.assign(reply.headers, body.headers);
    return resultOf(reply, common);
  };

  return async (event, context, inspect, read = collect) => {
    const startedMs = observe[0] ? performance.now() : 0;
    const request = new ApiRequest(event, context);
    const isOptions = request.method === 'OPTIONS';
    let common: Headers = {};
    let refused: unknown = notFound;
    let result: LambdaResult | undefined;
    try {
      if (cors) common = cors.headersFor(headerOf(event, 'origin'));
      // A preflight is the browser's question about another method: no route of ours is asked.
      const asked = isOptions && cors && headerOf(event, 'access-control-request-method') ? '' : request.method;
      for (const path of pathsOf(event)) {
        request.path = path;
        const { allow, parts, route } = match(asked, path);
        if (route) {
          request.locate(route, parts);
          const answer = await route.run(request);
          if (isApiError(answer)) refused = answer;
          else {
            const reply = toReply(answer);
            if (isWebResponse(reply.body)) await read(reply, reply.body);
            inspect?.(route, reply);
            result = resultOf(reply, common);
          }
          break;
        }
        if (allow) {
          if (isOptions)
            result = { statusCode: 204, headers: cors?.preflightFor(common, allow) ?? { allow }, body: '', isBase64Encoded: false };
          else refused = refusal(405, 'METHOD_NOT_ALLOWED', 'Method not allowed', undefined, { allow });
          break;
        }
      }
    } catch (thrown) {
      refused = thrown;
    }
    const error = result ? undefined : refused;
    try {
      result ??= refuse(refused, request, common);
      const { statusCode } = result;
      for (const it of observe) it({ request, statusCode, durationMs: performance.now() - startedMs, error });
    } catch (fault) {
      // A log, an error format or an observer that fails has no say in whether there is an answer.
      console.error(fault);
      result ??= resultOf(plainError(unexpected, request.requestId), common);
    }
    if (request.method === 'HEAD') result.body = '';
    if (event.rawPath === undefined && (result.cookies || event.requestContext?.elb)) placeRepeats(event, result);
    return result;
  };
}
