import { type AnswerEvent, createAnswer } from './answer.ts';
import { type CompiledRoute, compileRoute } from './compile-route.ts';
import type { AnyEvent, ApiEvent, LambdaContext, LambdaResult } from './events.ts';
import type { ApiOptions } from './options.ts';
import type { ContextOf, Entry, Table } from './route.ts';
import type { TestCall, TestCallOptions } from './test-call.ts';

/** A Lambda handler, and what tests, the client and the template side need of it. */
export interface Api<Routes = unknown> {
  (event: ApiEvent, context?: LambdaContext): Promise<LambdaResult>;
  /** Answers `GET /users/1` as a deployed function would, without network, and as strict as in development. */
  readonly request: TestCall;
  readonly definition: ApiDefinition;
  readonly routes?: Routes;
}

/** For `introspect` of `@gatewright/api/introspect` and `streaming` of `@gatewright/api/stream`. */
export interface ApiDefinition {
  readonly options: ApiOptions;
  readonly routes: readonly CompiledRoute[];
  readonly answer: AnswerEvent;
}

/**
 * An HTTP API as a Lambda handler, for REST APIs, HTTP APIs, Function URLs and load balancers alike.
 *
 * @throws Error at start for a malformed or doubled route, and for a CORS policy that browsers refuse
 */
export function api<R, const O extends ApiOptions>(options: O, table: Table<R, ContextOf<O>>): Api<R> {
  const compiled = Object.entries<Entry<never, never, unknown>>(table).map(([key, entry]) => compileRoute(key, entry, options));
  const answer = createAnswer(options, compiled);
  const isLocal = 'GATEWRIGHT_LOCAL' in process.env;
  const handler = (event: AnyEvent, context?: LambdaContext): Promise<LambdaResult> => {
    if (isLocal) return development().then((it) => it.answerInDevelopment(options, answer, event, context));
    return event.requestContext?.elb
      ? import('./on-demand.ts').then((it) => it.answerLoadBalancer(answer, event, context))
      : answer(event, context);
  };
  return Object.assign(handler, {
    request: async (call: string, test?: TestCallOptions) => (await development()).testCall(options, answer, call, test),
    definition: { options, routes: compiled, answer },
  });
}

/** Tests and local runs find it in node_modules, from where the source is: no bundle carries what only they need. */
function development(): Promise<typeof import('./development.ts')> {
  const { resolve } = process.getBuiltinModule('module').createRequire(import.meta.url);
  return import(`file://${resolve('@gatewright/api/development')}`);
}
