import { nearestName, placeOf } from '@gatewright/template';
import type { HttpApi } from '../../services/apigatewayv2/http-api.ts';
import type { Explanation } from '../../trace/trace.ts';

/** Why no route serves a request, and what there is instead. */
export function explainMiss(api: HttpApi, httpMethod: string, path: string): Explanation {
  const routes = [...api.routes.values()];
  const message = `No route of the API serves ${httpMethod} ${path}.`;
  const keys = routes.map((it) => it.routeKey);
  const trimmed = path.length > 1 && path.endsWith('/') ? path.replace(/\/+$/, '') : undefined;
  const withoutSlash = trimmed === undefined ? undefined : routes.find((it) => it.routeKey.endsWith(` ${trimmed}`));
  if (withoutSlash)
    return {
      message,
      at: placeOf(withoutSlash.source),
      hint: `A slash at the end counts: ${withoutSlash.routeKey} does not serve ${path}.`,
    };
  const samePath = routes.filter((it) => covers(it.routeKey, path));
  if (samePath[0]) {
    const preflight =
      httpMethod === 'OPTIONS' ? ' Browsers send OPTIONS before cross-origin calls: a CorsConfiguration answers it without a route.' : '';
    const hint = `There is ${samePath.map((it) => it.routeKey).join(', ')}: add ${httpMethod}.${preflight}`;
    return { message, at: placeOf(samePath[0].source), hint };
  }
  const meant = path.length > 200 ? undefined : nearestName(`${httpMethod} ${path}`, keys);
  const at = meant === undefined ? undefined : placeOf(routes.find((it) => it.routeKey === meant)?.source ?? {});
  const known = keys.slice(0, 8).join(', ');
  const more = keys.length > 8 ? ` and ${keys.length - 8} more` : '';
  return {
    message,
    at,
    hint: `${meant === undefined ? '' : `Did you mean ${meant}? `}The API has ${known === '' ? 'no routes' : known}${more}.`,
  };
}

function covers(routeKey: string, path: string): boolean {
  const parts = routeKey.slice(routeKey.indexOf(' ') + 1).split('/');
  const segments = path.split('/');
  for (const [index, part] of parts.entries()) {
    if (part.endsWith('+}')) return segments[index] !== undefined && segments[index] !== '';
    if (segments[index] === undefined || (!part.startsWith('{') && part !== segments[index])) return false;
  }
  return parts.length === segments.length;
}
