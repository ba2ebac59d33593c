import type { ApiRequest } from './request.ts';
import { toReply } from './result.ts';
import type { Auth, Entry, Guards, Middleware, Request, Route } from './route.ts';
import type { Routed } from './router.ts';
import { createValidation } from './validate.ts';

type Run = (request: ApiRequest) => unknown;

/** A route made ready: its guards, validation, middleware and handler are one function. */
export interface CompiledRoute extends Routed {
  readonly key: string;
  readonly parameterNames: readonly string[];
  readonly maximumBodyBytes: number;
  readonly run: Run;
  /** What the app, the groups around it and the route itself say, in that order. */
  readonly layers: readonly Guards[];
  readonly source: Route;
}

/** @throws Error when the key is not in API Gateway's notation, `GET /users/{id}` */
export function compileRoute(key: string, entry: Entry<never, never, unknown>, app: Guards): CompiledRoute {
  const [, method, path] =
    /^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|ANY) (\/|(\/([^/{}*\s]+|{[\w.:-]+}))*(\/{[\w.:-]+\+})?)$/.exec(key) ?? [];
  if (!method || !path) throw new Error(`"${key}" is no route; write it as "GET /users/{id}"`);
  const parameterNames = Array.from(path.matchAll(/{([^+}]+)/g), (it) => it[1] ?? '');

  const source: Route = typeof entry === 'function' ? { options: {}, guards: [], handler: entry } : (entry as Route);
  const layers: readonly Guards[] = [app, ...source.guards, source.options];
  const { auth, maximumBodyBytes = 1024 * 1024 }: Guards = Object.assign({}, ...layers);
  const validate = createValidation(source.options);

  let run = layers.flatMap((it): readonly Middleware[] => it.use ?? []).reduceRight(around, source.handler as Run);
  if (validate) run = after(validate, run);
  if (auth) run = after((request) => authenticate(auth, request), run);
  return { key, method, path, parameterNames, maximumBodyBytes, run, layers, source };
}

/** What `first` answers, if anything, is the answer; else `next` is asked. */
function after(first: Run, next: Run): Run {
  return (request) => {
    const answer = first(request);
    return answer instanceof Promise ? answer.then((it) => it ?? next(request)) : (answer ?? next(request));
  };
}

async function authenticate(auth: Auth, request: ApiRequest): Promise<void> {
  request.user = await auth.authenticate(request as Request);
}

function around(next: Run, middleware: Middleware): Run {
  return (request) => middleware(request as Request, async (added) => toReply(await next(Object.assign(request, added))));
}
