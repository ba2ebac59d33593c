import { contextOf } from './request-context.ts';
import type { RestRequest } from './rest-request.ts';

/**
 * The value of a mapping expression: `'static'`, `method.request.{path,querystring,header,multivaluequerystring,
 * multivalueheader}.NAME`, `context.NAME`, `stageVariables.NAME`. Undefined when there is none: then the mapping is dropped.
 *
 * @source "API Gateway request and response data mapping reference"
 */
export function readMappingSource(expression: string, on: RestRequest, error?: { readonly [name: string]: unknown }): string | undefined {
  if (expression.startsWith("'") && expression.endsWith("'") && expression.length > 1) return expression.slice(1, -1);
  const dot = expression.indexOf('.', expression.startsWith('method.request.') ? 'method.request.'.length : 0);
  const name = expression.slice(dot + 1);
  if (dot < 0 || name === '') return undefined;
  switch (expression.slice(0, dot)) {
    case 'context':
      return contextText(name, on, error);
    case 'stageVariables':
      return ownText(on.stage.stage.variables, name);
    case 'method.request.path':
      return ownText(on.pathParameters ?? {}, name);
    case 'method.request.querystring':
      return on.query.get(name)?.at(-1);
    case 'method.request.multivaluequerystring':
      return on.query.get(name)?.join(',');
    case 'method.request.header':
      return on.headers.last(name.toLowerCase());
    case 'method.request.multivalueheader':
      return on.headers.byName.get(name.toLowerCase())?.values.join(',');
    default:
      return undefined;
  }
}

/** A variable of `$context` as text, `error.*` from the refusal that is being answered. */
export function contextText(path: string, on: RestRequest, error?: { readonly [name: string]: unknown }): string | undefined {
  return memberText(path, error ? { ...contextOf(on), error } : contextOf(on));
}

/**
 * A member's text. What has members itself has none: `authorizer.claims` is null.
 * @param path `identity.sourceIp`
 * @source "Variables for access logging for API Gateway"
 */
export function memberText(path: string, context: { readonly [name: string]: unknown }): string | undefined {
  let here: unknown = context;
  for (const member of path.split('.')) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, member)) return undefined;
    here = Reflect.get(here, member);
  }
  return here === undefined || here === null || typeof here === 'object' ? undefined : String(here);
}

function ownText(from: { readonly [name: string]: string }, name: string): string | undefined {
  return Object.hasOwn(from, name) ? from[name] : undefined;
}
