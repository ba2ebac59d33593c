import { createAnswer } from './answer.ts';
import { type CompiledRoute, compileRoute } from './compile-route.ts';
import type { CorsPolicy } from './cors.ts';
import type { ErrorFormat } from './error-reply.ts';
import type { AnyEvent, ApiEvent, LambdaContext, LambdaResult } from './events.ts';
import type { ContextOf, Entry, Guards, Table } from './route.ts';
import type { TestCall, TestCallOptions } from './test-call.ts';

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
  const compiled = Object.entries<Entry<never, never, unknown>>(table).map(([key, entry]) => compileRoute(key, entry, options));
  const answer = createAnswer(options, compiled);
  const development = 'GATEWRIGHT_LOCAL' in process.env;
  const handler = (event: AnyEvent, context?: LambdaContext): Promise<LambdaResult> =>
    development || event.requestContext?.elb
      ? import('./on-demand.ts').then((it) => it.answerOnDemand(answer, event, context, development))
      : answer(event, context);
  return Object.assign(handler, {
    request: async (call: string, test?: TestCallOptions) => (await import('./on-demand.ts')).testCall(answer, call, test),
    definition: { options, routes: compiled },
  });
}
