import { toReply } from './reply.ts';
import type { ApiRequest, RouteFacts } from './request.ts';
import { type Entry, type Guards, type Middleware, type Request, type Route, routeOf } from './route.ts';
import { methods, partsOf, type Routed } from './router.ts';

type Run = (request: ApiRequest) => unknown;

/** A route made ready: its guards, validation, middleware and handler are one function. */
export interface CompiledRoute extends Routed, RouteFacts {
  readonly run: Run;
  /** What the app, the groups around it and the route itself say; the last has its way. */
  readonly guards: Guards;
  readonly route: Route;
}

/** @throws Error when the key is not in API Gateway's notation, `GET /users/{id}` */
export function compileRoute(key: string, entry: Entry<never, never, unknown>, app: Guards): CompiledRoute {
  const [, method, path] = RegExp(`^(${methods.join('|')}|ANY) (/|(/([^/{}*\\s]+|{[\\w.:-]+(}|\\+}$)))+)$`).exec(key) ?? [];
  if (!method || !path) throw new Error(`"${key}" is not like "GET /users/{id}"`);

  const route = routeOf(entry);
  const { validate } = route;
  const layers: readonly Guards[] = [app, ...route.guards, route.options];
  const guards: Guards = Object.assign({}, ...layers);
  const { auth } = guards;

  const handle = layers.flatMap((it): readonly Middleware[] => it.use ?? []).reduceRight(around, route.handler as Run);
  const validated: Run = validate ? (request) => validate(request, handle) : handle;
  const run: Run = auth
    ? async (request) => {
        request.user = await auth.authenticate(request as Request);
        return validated(request);
      }
    : validated;
  const params = partsOf(path).map((it) => (it[0] === '{' ? it.replace(/[{+}]/g, '') : ''));
  return { key, method, path, params, run, guards, route };
}

function around(next: Run, middleware: Middleware): Run {
  return (request) => middleware(request as Request, async (added) => toReply(await next(Object.assign(request, added))));
}
