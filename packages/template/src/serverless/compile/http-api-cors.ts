import { isMapping } from '../../source.ts';
import type { Value } from '../../template.ts';
import { properties } from '../draft.ts';
import type { Section } from '../section.ts';
import { type HttpRoute, httpMethods } from './http-api-routes.ts';

const defaultHeaders = [
  'Content-Type',
  'X-Amz-Date',
  'Authorization',
  'X-Api-Key',
  'X-Amz-Security-Token',
  'X-Amz-User-Agent',
  'X-Amzn-Trace-Id',
];

/** `cors: true` allows all origins and the methods of the routes; a mapping says more. */
export function httpApiCors(httpApi: Section, routes: readonly HttpRoute[]): Value | undefined {
  const written = httpApi.raw('cors');
  const settings = isMapping(written) ? httpApi.section('cors') : undefined;
  settings?.allow(['allowCredentials', 'allowedHeaders', 'allowedMethods', 'allowedOrigins', 'exposedResponseHeaders', 'maxAge']);
  if (!settings && !httpApi.flag('cors')) return undefined;
  const unique = (name: string): string[] | undefined =>
    settings?.raw(name) === undefined ? undefined : [...new Set(settings.texts(name))];
  return properties({
    AllowCredentials: settings?.flag('allowCredentials') || undefined,
    AllowHeaders: unique('allowedHeaders') ?? defaultHeaders,
    AllowMethods: unique('allowedMethods') ?? methodsOf(routes),
    AllowOrigins: unique('allowedOrigins') ?? ['*'],
    ExposeHeaders: unique('exposedResponseHeaders'),
    MaxAge: settings?.number('maxAge'),
  });
}

/** OPTIONS, and the methods in the order of the routes; ANY is all of them. */
function methodsOf(routes: readonly HttpRoute[]): string[] {
  const named = routes.flatMap(({ method }) => (method === 'ANY' ? httpMethods.filter((it) => it !== 'ANY') : [method]));
  return [...new Set(['OPTIONS', ...named])];
}
