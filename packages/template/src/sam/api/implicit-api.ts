import { placeOfKey } from '../../places.ts';
import { isMapping } from '../../source.ts';
import type { Value } from '../../template.ts';
import { combinedCondition } from '../combined-condition.ts';
import { mapAt } from '../draft.ts';
import { mergeGlobals } from '../globals.ts';
import type { Mapping, SamResource } from '../sam-resource.ts';
import { pathsOf } from './definition.ts';
import { type ApiEvent, type ApiKind, apiEvents, type SamApi } from './sam-api.ts';

/** True when some function has an event that names no API: SAM then makes one for all of them. */
export function needsImplicitApi(kind: ApiKind, samResources: Iterable<SamResource>): boolean {
  return apiEvents(kind, samResources).some((it) => isImplicit(it, kind));
}

function isImplicit({ properties }: ApiEvent, kind: ApiKind): boolean {
  return properties[kind.apiIdProperty] === undefined;
}

/**
 * The API that SAM makes for events that name none.
 *
 * @param globals what Globals says of APIs of this kind
 */
export function implicitApi(kind: ApiKind, globals: Mapping, samResources: Iterable<SamResource>): SamResource {
  const events = apiEvents(kind, samResources).filter((it) => isImplicit(it, kind));
  const owners = [...new Set(events.map(({ owner }) => owner))];
  const tags = owners.filter((it) => it.properties.PropagateTags === true).map(ownTags);
  const propagated: Mapping = Object.assign({}, ...tags.filter((it) => isMapping(it)));
  const own = { ...kind.implicitProperties, ...(Object.keys(propagated).length > 0 && { Tags: propagated, PropagateTags: true }) };
  const policy = (name: 'DeletionPolicy' | 'UpdateReplacePolicy', order: readonly string[]): Mapping => {
    const found = order.find((it) => owners.some(({ resource }) => resource[name] === it));
    return found === undefined ? {} : { [name]: found };
  };
  const resource = {
    ...policy('DeletionPolicy', ['Retain', 'Delete']),
    ...policy('UpdateReplacePolicy', ['Retain', 'Snapshot', 'Delete']),
  };
  const first = events[0];
  const at = first && placeOfKey(first.events, first.eventId);
  return { logicalId: kind.implicitId, type: kind.type, properties: mergeGlobals(globals, own, undefined), resource, at };
}

/** The function's own tags; those of Globals only when it has none. */
function ownTags({ resource, properties }: SamResource): Value | undefined {
  const own = isMapping(resource.Properties) ? resource.Properties.Tags : undefined;
  return isMapping(own) && Object.keys(own).length > 0 ? own : properties.Tags;
}

/**
 * Puts conditions on what only conditional functions serve: on a path all of whose methods have conditions, and on the
 * implicit API when that is so of all its paths.
 */
export function addConditions(apis: ReadonlyMap<string, SamApi>, conditions: Map<string, Value>): Map<string, SamApi> {
  const result = new Map(apis);
  for (const [apiId, api] of apis) {
    if (!api.managed || !api.definition) continue;
    for (const path of pathsOf(api.definition)) {
      const names = namesOf(api.conditions.get(path));
      if (!names) continue;
      const pathName = path.replaceAll('/', 'SLASH').replaceAll('{', 'OB').replaceAll('}', 'CB');
      const condition = combinedCondition(names, `${apiId}${pathName}PathCondition`, conditions);
      const paths = mapAt(api.definition, 'paths');
      paths[path] = { 'Fn::If': [condition, mapAt(paths, path), { Ref: 'AWS::NoValue' }] };
    }
    const all = namesOf(new Set([...api.conditions.values()].flatMap((it) => [...it])));
    if (apiId !== api.kind.implicitId || !all) continue;
    const condition = combinedCondition(all, `${apiId}Condition`, conditions);
    result.set(apiId, { ...api, it: { ...api.it, resource: { ...api.it.resource, Condition: condition } } });
  }
  return result;
}

/** The conditions' names, or undefined when something is unconditional. */
function namesOf(conditions: ReadonlySet<string | undefined> | undefined): readonly string[] | undefined {
  if (!conditions || conditions.size === 0 || conditions.has(undefined)) return undefined;
  return [...conditions].filter((it) => it !== undefined).sort();
}
