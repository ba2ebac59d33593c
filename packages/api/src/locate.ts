import { type ApiEvent, type EventMap, type HttpEvent, isHttpEvent } from './events.ts';

/** Where a request goes: its path without stage and base path. */
export interface Location {
  readonly method: string;
  readonly path: string;
  /** False when the gateway has percent-decoded the path already, as HTTP APIs do in `rawPath`. */
  readonly encoded: boolean;
}

/**
 * REST APIs keep the stage out of `path`; HTTP APIs put it in front, unless it is `$default`. Behind a custom domain's base path
 * mapping the path starts with that mapping: `basePath`, or see {@link relocate}.
 */
export function locate(event: ApiEvent, basePath: string): Location {
  let { path, method, encoded } = isHttpEvent(event)
    ? { path: event.rawPath, method: event.requestContext.http.method, encoded: isFunctionUrl(event) }
    : { path: event.path, method: event.httpMethod, encoded: true };
  const stage = isHttpEvent(event) || ('version' in event && event.version === '1.0') ? event.requestContext.stage : undefined;
  if (stage && stage !== '$default') path = strip(path, `/${stage}`);
  if (basePath) path = strip(path, basePath);
  // Once decoded, `/files/a%2Fb` can not be told from `/files/a/b`: the gateway's own parameters can.
  if (!encoded && isHttpEvent(event) && needsParameters(event.pathParameters)) return relocate(event, method) ?? { method, path, encoded };
  return { method, path, encoded };
}

/** The path as the gateway's own route and parameters spell it, which holds no base path; undefined when the event has none. */
export function relocate(event: ApiEvent, method: string): Location | undefined {
  const parameters = 'pathParameters' in event ? event.pathParameters : undefined;
  const template = isHttpEvent(event) ? event.routeKey?.split(' ')[1] : 'resource' in event ? event.resource : undefined;
  if (!template) return undefined;
  const path = template.replace(/\{([^{}+]+)(\+?)\}/g, (_, name: string) => {
    const value = parameters?.[name] ?? '';
    return isHttpEvent(event) ? encodeURIComponent(value).replaceAll('%2F', _.endsWith('+}') ? '/' : '%2F') : value;
  });
  return { method, path, encoded: true };
}

function strip(path: string, prefix: string): string {
  if (!path.startsWith(prefix)) return path;
  if (path.length === prefix.length) return '/';
  return path[prefix.length] === '/' ? path.slice(prefix.length) : path;
}

function isFunctionUrl(event: HttpEvent): boolean {
  return event.requestContext.domainName?.includes('.lambda-url.') ?? false;
}

function needsParameters(parameters: EventMap): boolean {
  for (const name in parameters) {
    const value = parameters[name];
    if (value && (value.includes('/') || value.includes('%'))) return true;
  }
  return false;
}
