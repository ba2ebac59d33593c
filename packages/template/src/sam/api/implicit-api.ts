import { placeOfKey } from '../../places.ts';
import { isMapping } from '../../source.ts';
import type { Resource, Value } from '../../template.ts';
import { mapAt } from '../draft.ts';
import type { Mapping, SamResource } from '../sam-resource.ts';
import { pathsOf } from './definition.ts';
import type { RestApi } from './rest-api.ts';

export const implicitApiId = 'ServerlessRestApi';

/** True when some function has an Api event that names no API: SAM then makes one for all of them. */
export function needsImplicitApi(samResources: Iterable<SamResource>): boolean {
  return apiEvents(samResources).some(({ properties }) => properties.RestApiId === undefined);
}

/**
 * The API that SAM makes for events without RestApiId.
 *
 * @param globals Globals.Api, which holds for it as for any API
 * @param written whether and with which Tags a resource of this name is in the template: it is then overlaid
 */
export function implicitApi(globals: Mapping, samResources: Iterable<SamResource>): SamResource {
  const events = apiEvents(samResources).filter(({ properties }) => properties.RestApiId === undefined);
  const owners = [...new Set(events.map(({ owner }) => owner))];
  const tags = owners.filter((it) => it.properties.PropagateTags === true).map(ownTags);
  const propagated: Mapping = Object.assign({}, ...tags.filter((it) => isMapping(it)));
  const properties = {
    ...globals,
    StageName: 'Prod',
    ...(Object.keys(propagated).length > 0 && { Tags: propagated, PropagateTags: true }),
  };
  const policy = (name: 'DeletionPolicy' | 'UpdateReplacePolicy', order: readonly string[]): Partial<Resource> => {
    const found = order.find((it) => owners.some(({ resource }) => resource[name] === it));
    return found === undefined ? {} : { [name]: found };
  };
  const resource = {
    ...policy('DeletionPolicy', ['Retain', 'Delete']),
    ...policy('UpdateReplacePolicy', ['Retain', 'Snapshot', 'Delete']),
  };
  const written = resource as Mapping;
  return { logicalId: implicitApiId, type: 'AWS::Serverless::Api', properties, resource: written, at: events[0]?.at };
}

/** The function's own tags; those of Globals only when it has none. */
function ownTags({ resource, properties }: SamResource): Value | undefined {
  const own = isMapping(resource.Properties) ? resource.Properties.Tags : undefined;
  return isMapping(own) && Object.keys(own).length > 0 ? own : properties.Tags;
}

interface ApiEvent {
  readonly owner: SamResource;
  readonly properties: Mapping;
  readonly at: SamResource['at'];
}

function apiEvents(samResources: Iterable<SamResource>): readonly ApiEvent[] {
  const found: ApiEvent[] = [];
  for (const owner of samResources) {
    const { Events: events } = owner.properties;
    if (owner.type !== 'AWS::Serverless::Function' || !isMapping(events)) continue;
    for (const [id, event] of Object.entries(events)) {
      if (!isMapping(event) || event.Type !== 'Api' || !isMapping(event.Properties)) continue;
      found.push({ owner, properties: event.Properties, at: placeOfKey(events, id) ?? owner.at });
    }
  }
  return found;
}

/**
 * Puts conditions on what only conditional functions serve: on a path all of whose methods have conditions, and on the
 * implicit API when that is so of all its paths.
 */
export function addConditions(apis: ReadonlyMap<string, RestApi>, conditions: Map<string, Value>): Map<string, RestApi> {
  const result = new Map(apis);
  for (const [apiId, api] of apis) {
    if (!api.managed || !api.definition) continue;
    for (const path of pathsOf(api.definition)) {
      const names = namesOf(api.conditions.get(path));
      if (!names) continue;
      const pathName = path.replaceAll('/', 'SLASH').replaceAll('{', 'OB').replaceAll('}', 'CB');
      const condition = combined(names, `${apiId}${pathName}PathCondition`, conditions);
      const paths = mapAt(api.definition, 'paths');
      paths[path] = { 'Fn::If': [condition, mapAt(paths, path), { Ref: 'AWS::NoValue' }] };
    }
    const all = namesOf(new Set([...api.conditions.values()].flatMap((it) => [...it])));
    if (apiId !== implicitApiId || !all) continue;
    const condition = combined(all, `${implicitApiId}Condition`, conditions);
    result.set(apiId, { ...api, it: { ...api.it, resource: { ...api.it.resource, Condition: condition } } });
  }
  return result;
}

/** The conditions' names, or undefined when something is unconditional. */
function namesOf(conditions: ReadonlySet<string | undefined> | undefined): readonly string[] | undefined {
  if (!conditions || conditions.size === 0 || conditions.has(undefined)) return undefined;
  return [...conditions].filter((it) => it !== undefined).sort();
}

/** One condition that holds when any of the named does; Fn::Or takes ten at most, so more are taken together in steps. */
function combined(names: readonly string[], name: string, conditions: Map<string, Value>): string {
  if (names.length === 1) return names[0] ?? name;
  const most = 10;
  let left = [...names];
  let steps = Math.ceil((left.length - 1) / (most - 1)) - 1;
  while (left.length > 1) {
    const step = steps > 0 ? `${name}${steps}` : name;
    steps -= 1;
    conditions.set(step, { 'Fn::Or': left.slice(0, most).map((it) => ({ Condition: it })) });
    left = [...left.slice(most), step];
  }
  return name;
}
