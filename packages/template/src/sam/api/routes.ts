import { markPlace, placeOfKey } from '../../places.ts';
import { isMapping } from '../../source.ts';
import type { Compilation } from '../compilation.ts';
import { mapAt } from '../draft.ts';
import { referredLogicalId } from '../intrinsic-forms.ts';
import { derivedAttributes } from '../sam-resource.ts';
import { methodName } from './definition.ts';
import { implicitApiId } from './implicit-api.ts';

/**
 * Puts the path and method of every Api event into the definition that SAM writes, before any of them is compiled: whether a
 * path is conditional depends on all the functions behind it.
 */
export function collectRoutes({ samResources, apis }: Compilation): void {
  for (const it of samResources.values()) {
    const { Events: events } = it.properties;
    if (it.type !== 'AWS::Serverless::Function' || !isMapping(events)) continue;
    for (const [eventId, event] of Object.entries(events)) {
      if (!isMapping(event) || event.Type !== 'Api' || !isMapping(event.Properties)) continue;
      const { Path: path, Method: method, RestApiId: restApiId = { Ref: implicitApiId } } = event.Properties;
      const api = apis.get(referredLogicalId(restApiId) ?? '');
      if (!api?.managed || !api.definition || typeof path !== 'string' || typeof method !== 'string') continue;
      const at = placeOfKey(events, eventId);
      const item = markPlace(mapAt(mapAt(api.definition, 'paths'), path), at);
      markPlace(mapAt(item, methodName(method)), at);
      const conditions = api.conditions.get(path) ?? new Set();
      conditions.add(derivedAttributes(it).Condition);
      api.conditions.set(path, conditions);
    }
  }
}
