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
  const { cors } = options;
  if (cors && !cors.headersFor) throw new Error('api: write cors: cors({ allowOrigins: [...] })');
  const compiled = Object.entries<Entry<never, never, unknown>>(table).map(([key, entry]) => compileRoute(key, entry, options));
  const answer = createAnswer(options, compiled);
  const inDevelopment = (event: AnyEvent, context?: LambdaContext): Promise<LambdaResult> =>
    development().then(
      (it) => it.answerInDevelopment(options, answer, event, context),
      (fault) => {
        console.warn(`Answers are not checked: ${fault}`);
        return answer(event, context);
      },
    );
  const handler = 'GATEWRIGHT_LOCAL' in process.env ? inDevelopment : (event: AnyEvent, context?: LambdaContext) => answer(event, context);
  return Object.assign(handler, {
    request: async (call: string, test?: TestCallOptions) => (await development()).testCall(options, answer, call, test),
    definition: { options, routes: compiled, answer },
  });
}

/** Tests and local runs find it in node_modules, from here or from the project's folder: no bundle carries what only they need. */
function development(): Promise<typeof import('./development.ts')> {
  const name = ['@gatewright/api', 'development'].join('/');
  return import(/* webpackIgnore: true */ /* @vite-ignore */ name).catch(() =>
    process.getBuiltinModule('module').createRequire(`${process.cwd()}/`)(name),
  );
}
