import { Reply } from './reply.ts';
import type { ApiRequest } from './request.ts';
import { toReply } from './result.ts';
import type { Auth, Guards, Middleware, Request, Route } from './route.ts';
import type { Routed } from './router.ts';
import { createValidation } from './validate.ts';

/** A route made ready: its guards, validation, middleware and handler are one function. */
export interface CompiledRoute extends Routed {
  readonly parameterNames: readonly string[];
  readonly maximumBodyBytes: number;
  readonly auth: Auth | undefined;
  readonly source: Route;
  readonly run: (request: ApiRequest) => unknown;
}

const methods = 'GET HEAD POST PUT PATCH DELETE OPTIONS ANY'.split(' ');

/** @throws Error when the key is not in API Gateway's notation, `GET /users/{id}` */
export function compileRoute(key: string, source: Route, app: Guards): CompiledRoute {
  const [method = '', path = ''] = key.split(' ');
  const parameterNames = parseKey(key, method, path);
  const layers: readonly Guards[] = [app, ...source.guards, source.options];
  const auth = layers.findLast((it) => it.auth !== undefined)?.auth || undefined;
  const maximumBodyBytes = layers.findLast((it) => it.maximumBodyBytes !== undefined)?.maximumBodyBytes ?? 1024 * 1024;
  const validate = createValidation(source.options);
  let run = wrap(
    source.handler as (request: ApiRequest) => unknown,
    layers.flatMap((it) => (it.use ?? []) as readonly Middleware[]),
  );
  if (validate) {
    const next = run;
    run = (request) => {
      const waiting = validate(request);
      return waiting ? waiting.then(() => next(request)) : next(request);
    };
  }
  if (auth) {
    const next = run;
    run = async (request) => {
      request.user = await auth.authenticate(request as Request);
      return next(request);
    };
  }
  return { key, method, path, parameterNames, maximumBodyBytes, auth, source, run };
}

function wrap(handler: (request: ApiRequest) => unknown, middleware: readonly Middleware[]): (request: ApiRequest) => unknown {
  return middleware.reduceRight<(request: ApiRequest) => unknown>(
    (next, it) => (request) =>
      it(request as Request, async (added) => {
        Object.assign(request, added);
        const answer = await next(request);
        return answer instanceof Reply ? answer : toReply(answer);
      }),
    handler,
  );
}

function parseKey(key: string, method: string, path: string): readonly string[] {
  const fault = (what: string): Error => new Error(`The route "${key}" ${what}. Write it as API Gateway does: "GET /users/{id}".`);
  if (!methods.includes(method)) throw fault(`has no method of ${methods.join(', ')}`);
  if (!path.startsWith('/') || key !== `${method} ${path}`) throw fault('needs one blank and then a path that starts with "/"');
  const names: string[] = [];
  for (const [index, segment] of path.split('/').entries()) {
    if (index === 0 || path === '/') continue;
    const name = /^\{([A-Za-z0-9._:-]+)(\+?)\}$/.exec(segment);
    if (name?.[2] && !path.endsWith(segment)) throw fault(`has a greedy ${segment} that is not the last segment`);
    if (name?.[1]) names.push(name[1]);
    else if (!segment || /[{}*:?#\s]/.test(segment))
      throw fault(`has a segment "${segment}" that is neither plain text nor a whole {parameter}`);
  }
  if (new Set(names).size < names.length) throw fault('names a parameter twice');
  return names;
}
