import { placeOf } from '@gatewright/template';
import type { Resource, RestApi } from '../../services/apigateway/rest-api.ts';
import type { Explanation } from '../../trace/trace.ts';

/** Why no method serves a path, and what there is instead. */
export function explainMiss(api: RestApi, httpMethod: string, path: string): Explanation {
  const resources = [...api.resources.values()].filter((it) => it.resourceMethods.size > 0);
  const segments = path.split('/').filter((part) => part !== '');
  const samePath = resources.filter((it) => covers(it, segments));
  const message = `No method of the API serves ${httpMethod} ${path}.`;
  const [nearest] = samePath;
  const meant = nearest === undefined || samePath.every(({ path: its }) => its.endsWith('+}')) ? closest(resources, path) : undefined;
  const suggestion = meant && `Did you mean ${meant.path} (${[...meant.resourceMethods.keys()].join(', ')})? `;
  if (nearest) {
    const there = samePath.map((it) => `${it.path} has ${[...it.resourceMethods.keys()].join(', ')}`).join('; ');
    const preflight =
      httpMethod === 'OPTIONS'
        ? ' Browsers send OPTIONS before cross-origin calls: SAM writes the method with Cors, Serverless with cors: true.'
        : '';
    return { message, at: placeOf(nearest.source), hint: `${suggestion ?? ''}${there}: add ${httpMethod}.${preflight}` };
  }
  const greedy = resources.find((it) => greedyParent(it.path) === (segments.length === 0 ? '/' : `/${segments.join('/')}`));
  if (greedy) {
    const parent = greedyParent(greedy.path);
    return {
      message,
      at: placeOf(greedy.source),
      hint: `${greedy.path} does not cover ${parent}: it needs at least one segment more. Add a method for ${parent}.`,
    };
  }
  const known = resources.slice(0, 8).map((it) => `${[...it.resourceMethods.keys()].join('|')} ${it.path}`);
  const more = resources.length > known.length ? ` and ${resources.length - known.length} more` : '';
  return { message, at: meant && placeOf(meant.source), hint: `${suggestion ?? ''}The API has ${known.join(', ')}${more}.` };
}

function covers(resource: Resource, segments: readonly string[]): boolean {
  const parts = resource.path.split('/').filter((part) => part !== '');
  for (const [index, part] of parts.entries()) {
    const segment = segments[index];
    if (segment === undefined) return false;
    if (part.endsWith('+}')) return true;
    if (!part.startsWith('{') && part !== segment) return false;
  }
  return parts.length === segments.length;
}

/** The path above a greedy resource, which people expect it to cover; undefined for other resources. */
function greedyParent(path: string): string | undefined {
  const parent = /^(.*)\/\{[^/]*\+\}$/.exec(path)?.[1];
  return parent === '' ? '/' : parent;
}

function closest(resources: readonly Resource[], path: string): Resource | undefined {
  if (path.length > 200) return undefined;
  let best: Resource | undefined;
  let bestDistance = Math.max(3, Math.floor(path.length / 3)) + 1;
  for (const resource of resources) {
    const distance = editDistance(path.toLowerCase(), resource.path.toLowerCase());
    if (distance < bestDistance) {
      best = resource;
      bestDistance = distance;
    }
  }
  return best;
}

function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i += 1) {
    const following = [i];
    for (let j = 1; j <= to.length; j += 1) {
      const substitution = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      following.push(Math.min(substitution, (row[j] ?? 0) + 1, (following[j - 1] ?? 0) + 1));
    }
    row = following;
  }
  return row[to.length] ?? 0;
}
