import { toReply } from './reply.ts';
import type { ApiRequest, RouteFacts } from './request.ts';
import type { Entry, Guards, Middleware, Request, Route } from './route.ts';
import { methods, partsOf, type Routed } from './router.ts';

type Run = (request: ApiRequest) => unknown;

/** A route made ready: its guards, validation, middleware and handler are one function. */
export interface CompiledRoute extends Routed, RouteFacts {
  readonly run: Run;
  /** What the app, the groups around it and the route itself say, in that order. */
  readonly layers: readonly Guards[];
  readonly source: Route;
}

/** @throws Error when the key is not in API Gateway's notation, `GET /users/{id}` */
export function compileRoute(key: string, entry: Entry<never, never, unknown>, app: Guards): CompiledRoute {
  const [, method, path] = RegExp(`^(${methods}|ANY) (/|(/([^/{}*\\s]+|{[\\w.:-]+(}|\\+}$)))+)$`).exec(key) ?? [];
  if (!method || !path) throw new Error(`"${key}" is not like "GET /users/{id}"`);

  const source: Route = typeof entry === 'function' ? { options: {}, guards: [], handler: entry } : (entry as Route);
  const layers: readonly Guards[] = [app, ...source.guards, source.options];
  const { auth, maximumBodyBytes = 1_048_576 }: Guards = Object.assign({}, ...layers);

  const handle = layers.flatMap((it): readonly Middleware[] => it.use ?? []).reduceRight(around, source.handler as Run);
  const { validate } = source;
  const validated: Run = validate ? (request) => validate(request, handle) : handle;
  const run: Run = auth
    ? async (request) => {
        request.user = await auth.authenticate(request as Request);
        return validated(request);
      }
    : validated;
  return { key, method, path, maximumBodyBytes, template: partsOf(path), run, layers, source };
}

function around(next: Run, middleware: Middleware): Run {
  return (request) => middleware(request as Request, async (added) => toReply(await next(Object.assign(request, added))));
}
