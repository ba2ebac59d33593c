import { type ApiDefinition, createAnswer } from './answer.ts';
import { compileRoute } from './compile-route.ts';
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

/**
 * An HTTP API as a Lambda handler, for REST APIs, HTTP APIs, Function URLs and load balancers alike.
 *
 * @throws Error at start for a malformed or doubled route, and for a CORS policy that browsers refuse
 */
export function api<R, const O extends ApiOptions>(options: O, table: Table<R, ContextOf<O>>): Api<R> {
  if (options.cors && !options.cors.headers) throw new Error('write cors: cors({ allowOrigins })');
  const routes = Object.entries<Entry<never, never, unknown>>(table).map(([key, entry]) => compileRoute(key, entry, options));
  const answer = createAnswer(options, routes);
  const definition: ApiDefinition = { options, routes, answer };
  const isLocal = process.env.GATEWRIGHT_LOCAL;
  const handler = (event: AnyEvent, context?: LambdaContext): Promise<LambdaResult> => {
    if (!isLocal) return answer(event, context);
    return development().then(
      (it) => it.answer(definition, event, context),
      (fault) => {
        console.warn(`Not checked: ${fault}`);
        return answer(event, context);
      },
    );
  };
  return Object.assign(handler, {
    definition,
    request: (call: string, test?: TestCallOptions) => development().then((it) => it.request(definition, call, test)),
  });
}

/** Tests and local runs find it in node_modules, from here or from the project's folder: no bundle carries what only they need. */
function development(): Promise<typeof import('./development.ts')> {
  const name = '@gatewright/api/development';
  return import(/* webpackIgnore: true */ /* @vite-ignore */ name).catch(() =>
    process.getBuiltinModule('module').createRequire(`${process.cwd()}/`)(name),
  );
}
