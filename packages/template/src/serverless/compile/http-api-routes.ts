import { nearestHint } from '../../nearest-name.ts';
import { isMapping } from '../../source.ts';
import type { Value } from '../../template.ts';
import { isUnresolved, Section } from '../section.ts';
import type { Service } from '../service.ts';
import type { FunctionEvent } from './event-type.ts';
import type { HttpAuthorizer } from './http-api-authorizers.ts';

export const httpMethods: readonly string[] = ['ANY', 'GET', 'POST', 'PUT', 'PATCH', 'OPTIONS', 'HEAD', 'DELETE'];

/** One route of the HTTP API. */
export interface HttpRoute {
  readonly event: FunctionEvent;
  /** `GET /users/{id}`, or `*` for all that no other route takes. */
  readonly key: string;
  readonly method: string;
  readonly authorizer: RouteAuthorizer | undefined;
  readonly scopes: Value | undefined;
  /** The event as a mapping, unless it is written in one line. */
  readonly settings: Section | undefined;
}

type RouteAuthorizer =
  | { readonly type: 'aws_iam' }
  /** One of an API that is there, by its id; or one of this file, by its name. */
  | { readonly type: 'jwt' | 'request'; readonly id?: Value; readonly name: string };

/** Reads the `httpApi` events of all functions. */
export function readHttpRoutes(
  service: Service,
  events: readonly FunctionEvent[],
  authorizers: ReadonlyMap<string, HttpAuthorizer>,
): readonly HttpRoute[] {
  const routes = new Map<string, HttpRoute>();
  for (const event of events) {
    const route = readRoute(service, event, authorizers);
    if (!route) continue;
    if (route.key !== '*' && routes.has(route.key)) {
      const message = `Duplicate route '${route.key}' configuration in function ${event.target.key} for httpApi event`;
      service.report({ code: 'INVALID_VALUE', message, at: event.place, hint: 'Remove one of the two.' });
    }
    // The last of several catch-alls counts, at the place of the first.
    routes.set(route.key, route);
    checkTimeout(service, event);
  }
  return [...routes.values()];
}

function readRoute(service: Service, event: FunctionEvent, authorizers: ReadonlyMap<string, HttpAuthorizer>): HttpRoute | undefined {
  const settings = routeSettings(event);
  if (!settings) return undefined;
  const key = routeKey(settings, event);
  if (key === undefined) return undefined;
  const method = key === '*' ? 'ANY' : (key.split(' ')[0] ?? '');
  const isWritten = isMapping(event.written);
  return { event, key, method, ...readAuthorizer(service, settings, authorizers), settings: isWritten ? settings : undefined };
}

/** `httpApi: GET /users/{id}` and `httpApi: "*"` are short for a mapping of method and path. */
function routeSettings(event: FunctionEvent): Section | undefined {
  const { section, written, place } = event;
  if (isMapping(written)) {
    const settings = section.section('httpApi');
    settings?.allow(['authorizer', 'method', 'path']);
    return settings;
  }
  const report: Section['report'] = (it) => section.report({ ...it, at: it.at ?? place });
  const text = typeof written === 'string' ? written : JSON.stringify(written);
  const short = /^(?:(?<all>\*)|(?<method>\S+) (?<path>\/\S*))$/.exec(text)?.groups;
  if (short)
    return new Section(
      short.all ? { path: '*' } : { method: short.method ?? '', path: short.path ?? '' },
      `${section.path}.httpApi`,
      report,
    );
  section.invalid(
    'httpApi',
    `is ${typeof written === 'string' ? `"${text}"` : text}.`,
    'Write "GET /users/{id}", with one blank between, or "*" for all.',
  );
  return undefined;
}

function routeKey(settings: Section, { target, written }: FunctionEvent): string | undefined {
  const path = settings.text('path');
  const method = settings.text('method')?.toUpperCase();
  if (path === undefined) settings.missing('path', 'Give the path of the route, as /users/{id}, or "*" for all.');
  if (path === undefined || isUnresolved(path) || (method !== undefined && isUnresolved(method))) return undefined;
  if (path === '*') {
    if (method === undefined || method === '*') return '*';
    settings.invalid(
      'path',
      `is "*" in function ${target.key}, with a method beside it.`,
      'Write the path "/{proxy+}" for one method of all paths.',
    );
    return undefined;
  }
  if (method === undefined) {
    settings.missing('method', `Give one of ${httpMethods.join(', ')}.`);
    return undefined;
  }
  if (method !== '*' && !httpMethods.includes(method)) {
    const hint = `Take one of ${httpMethods.join(', ')}.`;
    if (isMapping(written)) settings.invalid('method', `is "${method}", which is not a method of API Gateway.`, hint);
    else settings.report({ code: 'INVALID_VALUE', message: `"${method}" is not a method of API Gateway.`, at: undefined, hint });
    return undefined;
  }
  if (!/^\/\S*$/.test(path)) {
    settings.invalid('path', `is "${path}".`, 'Begin it with a slash, without blanks.');
    return undefined;
  }
  return `${method === '*' ? 'ANY' : method} ${path}`;
}

type Authorization = Pick<HttpRoute, 'authorizer' | 'scopes'>;
const open: Authorization = { authorizer: undefined, scopes: undefined };

function readAuthorizer({ httpApi }: Service, settings: Section, authorizers: ReadonlyMap<string, HttpAuthorizer>): Authorization {
  const written = settings.raw('authorizer');
  if (written === undefined || written === '' || isUnresolved(written)) return open;
  const section = isMapping(written) ? settings.section('authorizer') : undefined;
  section?.allow(['id', 'name', 'scopes', 'type']);
  const type = section?.text('type');
  const id = section?.raw('id');
  const name = section ? section.text('name') : settings.text('authorizer');
  const scopes = section?.raw('scopes') === undefined ? undefined : section.texts('scopes');
  if (type === 'aws_iam') {
    if (id === undefined && name === undefined && scopes === undefined) return { authorizer: { type }, scopes: undefined };
    settings.invalid('authorizer', 'is of type aws_iam, which has no other properties.', 'Leave "type: aws_iam" alone.');
    return open;
  }
  if (type !== undefined && type !== 'jwt' && type !== 'request') {
    section?.invalid('type', `is "${type}".`, 'Take one of jwt, request, aws_iam.');
    return open;
  }
  if (id !== undefined) {
    if (httpApi.raw('id') !== undefined) return { authorizer: { type: type ?? 'jwt', id, name: '' }, scopes };
    section?.invalid(
      'id',
      'names an authorizer of another API, but the HTTP API is part of this stack.',
      'Give the name of one under provider.httpApi.authorizers.',
    );
    return open;
  }
  if (name === undefined) {
    section?.missing('name', 'Give the name of one under provider.httpApi.authorizers.');
    return open;
  }
  const found = authorizers.get(name);
  if (found) return { authorizer: { type: found.type, name: found.name }, scopes };
  const message = `Event references not configured authorizer '${name}'`;
  const hint = nearestHint(name, [...authorizers.keys()]) ?? `Define "${name}" under provider.httpApi.authorizers.`;
  settings.report({ code: 'UNRESOLVED_REF', message, at: (section ?? settings).placeOf(section ? 'name' : 'authorizer'), hint });
  return open;
}

/** An HTTP API waits thirty seconds; a function that may take as long is cut off. */
function checkTimeout({ provider, report }: Service, { target, number }: FunctionEvent): void {
  const from = target.section.raw('timeout') === undefined ? provider : target.section;
  const timeout = from.number('timeout') ?? 6;
  if (timeout < 30 || number > 1) return;
  const how =
    timeout > 30 ? 'is greater than the maximum for an HTTP API (30s)' : 'may not provide enough room to answer a request (30s at most)';
  const message = `Function (${target.key}) timeout setting (${timeout}) ${how}.`;
  const hint = 'Set it below 30: a longer call ends with 503 Service Unavailable, though the function goes on.';
  report({ code: 'INVALID_VALUE', severity: 'warning', message, at: from.placeOf('timeout'), hint });
}
