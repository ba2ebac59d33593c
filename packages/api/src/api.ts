import { type CompiledRoute, compileRoute } from './compile-route.ts';
import { type CorsPolicy, createCors } from './cors.ts';
import { checkAnswer } from './development.ts';
import { type ErrorFormat, errorReply, unmatchedReply } from './error-reply.ts';
import { isApiError } from './errors.ts';
import type { ApiEvent, LambdaContext, LambdaResult } from './events.ts';
import { type Location, locate, relocate } from './locate.ts';
import { Reply } from './reply.ts';
import { ApiRequest, headerOf, requestIdOf } from './request.ts';
import { fromWebResponse, isWebResponse, resultOf, toReply } from './result.ts';
import type { ContextOf, Entry, Guards, Route, Table } from './route.ts';
import { createRouter, decode } from './router.ts';
import { type AnswerEvent, type TestCall, testCall } from './test-call.ts';

/** Where errors that nobody expected are told; console, Powertools' Logger and logger() of `@gatewright/api/log` all fit. */
export interface Log {
  error(message: string, details: unknown): void;
  warn(message: string, details?: unknown): void;
}

/** What became of a request: for metrics and access logs. */
export interface Outcome {
  /** The route's key, `GET /users/{id}`; undefined when none matched. */
  readonly route: string | undefined;
  readonly method: string;
  readonly path: string;
  readonly requestId: string;
  readonly statusCode: number;
  readonly durationMs: number;
  readonly error: unknown;
  readonly context: LambdaContext | undefined;
}

export interface ApiOptions extends Guards {
  readonly cors?: CorsPolicy;
  /** The base path mapping of a custom domain, `/v1`. Only needed when a path could be read both with and without it. */
  readonly basePath?: string;
  readonly log?: Log;
  /** Told of every answer, errors included. */
  readonly observe?: readonly ((outcome: Outcome) => void)[];
  /** How errors look; default `{ error, code, details, requestId }`. See `problemJson`. */
  readonly errorFormat?: ErrorFormat;
}

/** A Lambda handler, and what tests, the client and the template side need of it. */
export interface Api<Routes = unknown> {
  (event: ApiEvent, context?: LambdaContext): Promise<LambdaResult>;
  /** Answers `GET /users/1` as a deployed function would, without network, and as strict as in development. */
  readonly request: TestCall;
  readonly definition: ApiDefinition;
  readonly routes?: Routes;
}

/** Plain data for `introspect` of `@gatewright/api/introspect`. */
export interface ApiDefinition {
  readonly options: ApiOptions;
  readonly routes: readonly CompiledRoute[];
}

/**
 * An HTTP API as a Lambda handler, for REST APIs, HTTP APIs, Function URLs and load balancers alike.
 *
 * @throws Error at start for a malformed or doubled route, and for a CORS policy that browsers refuse
 */
export function api<R, const O extends ApiOptions>(options: O, table: Table<R, ContextOf<O>>): Api<R> {
  const compiled = Object.entries<Entry<never, never, unknown>>(table).map(([key, entry]) =>
    compileRoute(key, (typeof entry === 'function' ? { options: {}, guards: [], handler: entry } : entry) as Route, options),
  );
  const answer = createAnswer(options, compiled);
  return Object.assign(async (event: ApiEvent, context?: LambdaContext) => answer(event, context, false), {
    request: testCall(answer),
    definition: { options, routes: compiled },
  });
}

const plainHeaders = { 'content-type': 'application/json' };

function createAnswer(options: ApiOptions, routes: readonly CompiledRoute[]): AnswerEvent {
  const { basePath = '', errorFormat, log = console, observe } = options;
  const router = createRouter(routes);
  const cors = options.cors && createCors(options.cors);
  const development = process.env.GATEWRIGHT_LOCAL !== undefined;

  const unrouted = (event: ApiEvent, context: LambdaContext | undefined, { method, path }: Location): Reply => {
    const allow = router.allow(path);
    if (!allow || method !== 'OPTIONS') return unmatchedReply(allow, requestIdOf(event, context), errorFormat);
    return new Reply(204, undefined).header('allow', allow);
  };

  return async (event, context, strict) => {
    const startedMs = observe ? performance.now() : 0;
    const headers = cors ? cors.headers(headerOf(event, 'origin')) : plainHeaders;
    let location = locate(event, basePath);
    if (cors && location.method === 'OPTIONS' && headerOf(event, 'access-control-request-method')) {
      const allow = router.allow(location.path) || router.allow(relocate(event, 'OPTIONS')?.path ?? '');
      if (allow) return { statusCode: 204, headers: { ...headers, ...cors.preflight, 'access-control-allow-methods': allow }, body: '' };
    }
    const values: string[] = [];
    let route = router.find(location.method, location.path, values);
    if (!route) {
      const other = relocate(event, location.method);
      if (other && other.path !== location.path && router.allow(other.path)) {
        location = other;
        route = router.find(other.method, other.path, values);
      }
    }
    let result: LambdaResult;
    let error: unknown;
    try {
      if (route) {
        const request = new ApiRequest(event, context, location, route, parametersOf(route, values, location.encoded));
        let answer = await route.run(request);
        if (isWebResponse(answer)) answer = await fromWebResponse(answer);
        if (strict || development) await checkAnswer(route, answer, strict, log);
        result = await resultOf(event, toReply(answer), headers);
      } else result = await resultOf(event, unrouted(event, context, location), headers);
    } catch (thrown) {
      error = thrown;
      const requestId = requestIdOf(event, context);
      if (!isApiError(thrown) || thrown.statusCode >= 500) log.error(`${route?.key} failed in request ${requestId}`, thrown);
      result = await resultOf(event, errorReply(thrown, requestId, errorFormat), headers);
    }
    if (location.method === 'HEAD') result.body = '';
    if (observe) {
      const { statusCode } = result;
      const durationMs = performance.now() - startedMs;
      const outcome = {
        route: route?.key,
        method: location.method,
        path: location.path,
        requestId: requestIdOf(event, context),
        statusCode,
        durationMs,
        error,
        context,
      };
      for (const it of observe) it(outcome);
    }
    return result;
  };
}

function parametersOf({ parameterNames }: CompiledRoute, values: readonly string[], encoded: boolean): Record<string, string> {
  const parameters: Record<string, string> = {};
  for (const [index, name] of parameterNames.entries()) {
    const value = values[index] ?? '';
    parameters[name] = encoded && value.includes('%') ? decode(value) : value;
  }
  return parameters;
}
