import { badRequest } from './refusals.ts';

/** A route key taken apart; `$default` has neither method nor path. */
export interface RouteKey {
  readonly method: string | undefined;
  readonly path: string | undefined;
}

const methods = ['ANY', 'DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'];

/**
 * Reads `GET /users/{id}` or `$default`.
 * @throws ServiceError BadRequestException
 * @source "Create routes for HTTP APIs in API Gateway"
 */
export function parseRouteKey(routeKey: string): RouteKey {
  if (routeKey === '$default') return { method: undefined, path: undefined };
  const [, method, path] = /^([A-Z]+) (\/.*)$/.exec(routeKey) ?? [];
  if (method === undefined || path === undefined || !methods.includes(method))
    throw badRequest(
      `The provided route key is not formatted properly for HTTP protocol. Format should be "<HTTP METHOD> /<RESOURCE PATH>" or "$default"`,
    );
  const segments = path.slice(1).split('/');
  const names = new Set<string>();
  for (const [index, segment] of segments.entries()) {
    if (!segment.includes('{') && !segment.includes('}')) continue;
    const [, name, plus] = /^\{([\w.:-]+)(\+?)\}$/.exec(segment) ?? [];
    if (name === undefined) throw badRequest(`Invalid path part in the route key ${routeKey}: a path variable takes a whole segment`);
    if (plus === '+' && index < segments.length - 1)
      throw badRequest(`Invalid greedy path variable in the route key ${routeKey}: it must be at the end of the path`);
    if (names.has(name)) throw badRequest(`The path variable ${name} is in the route key ${routeKey} twice`);
    names.add(name);
  }
  return { method, path };
}
