import { markPlace, placeOfKey } from '../../places.ts';
import type { Compilation } from '../compilation.ts';
import { mapAt } from '../draft.ts';
import { conditional, referredLogicalId } from '../intrinsic-forms.ts';
import { derivedAttributes, type Mapping } from '../sam-resource.ts';
import { anyMethod, methodName } from './definition.ts';
import { apiEvents, apiKinds } from './sam-api.ts';

export interface Route {
  readonly path: string;
  /** As written: `GET`, `any`. */
  readonly method: string;
}

/** The route of an event; an HttpApi event with neither path nor method is the API's default route. */
export function routeOf({ Path: path, Method: method }: Mapping, isHttpApi: boolean): Route | undefined {
  if (isHttpApi && !path && !method) return { path: '$default', method: anyMethod };
  return typeof path === 'string' && typeof method === 'string' ? { path, method } : undefined;
}

/**
 * Puts the path and method of every API event into the definition that SAM writes, before any of them is compiled: whether a
 * path is conditional depends on all the functions behind it.
 */
export function collectRoutes({ samResources, apis }: Compilation): void {
  for (const kind of apiKinds) {
    for (const { owner, eventId, properties, events } of apiEvents(kind, samResources.values())) {
      const api = apis.get(referredLogicalId(properties[kind.apiIdProperty] ?? kind.implicitId) ?? '');
      const route = routeOf(properties, kind.eventType === 'HttpApi');
      if (api?.kind !== kind || !route) continue;
      const { path, method } = route;
      const { Condition: condition } = derivedAttributes(owner);
      if (properties.RouteSettings) {
        const key = method === anyMethod ? path : `${method.toUpperCase()} ${path}`;
        api.routeSettings.set(key, condition === undefined ? properties.RouteSettings : conditional(condition, properties.RouteSettings));
      }
      if (!api.managed || !api.definition) continue;
      const at = placeOfKey(events, eventId);
      const item = markPlace(mapAt(mapAt(api.definition, 'paths'), path), at);
      markPlace(mapAt(item, methodName(method)), at);
      const conditions = api.conditions.get(path) ?? new Set();
      conditions.add(condition);
      api.conditions.set(path, conditions);
    }
  }
}
