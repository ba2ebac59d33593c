import { copyPlaces, type DynamicReference, dynamicReferencesOf, type Place, placeOfMember, type Value } from '@gatewright/template';
import type { PropertyRule, PropertyTable } from './resource-provider.ts';
import { isMapping } from './written-values.ts';

export interface ReadProperties {
  readonly properties: { readonly [member: string]: Value } | undefined;
  readonly table: PropertyTable;
  /** Names of the environment variables that `--env-file` gives every function: the template's own are not read. */
  readonly givenVariables: readonly string[];
}

/** The dynamic references in what is written for properties that something on this machine reads. */
export function honouredReferences(resource: ReadProperties): readonly DynamicReference[] {
  const found: DynamicReference[] = [];
  mapHonoured(resource, (value, at) => {
    found.push(...dynamicReferencesOf(value).map((it) => ({ ...it, at: it.at ?? at })));
    return value;
  });
  return found;
}

/** The properties with each honoured value replaced; what has no effect here stays as it is written. Places are kept. */
export function mapHonoured(
  { properties = {}, table, givenVariables }: ReadProperties,
  change: Change,
): { readonly [member: string]: Value } {
  const mapped = mapValue(properties, table, (value, at) => {
    // Variables that are given are left alone.
    if (givenVariables.length === 0 || value !== properties.Environment || !isMapping(value)) return change(value, at);
    const { Variables: variables } = value;
    if (!isMapping(variables)) return change(value, at);
    const entries = Object.entries(variables).map(([name, it]): [string, Value] => [
      name,
      givenVariables.includes(name) ? it : change(it, placeOfMember(variables, name)),
    ]);
    return copyPlaces(value, { ...value, Variables: copyPlaces(variables, Object.fromEntries(entries)) });
  });
  return isMapping(mapped) ? mapped : properties;
}

type Change = (value: Value, at: Place | undefined) => Value;

function mapValue(value: Value, rule: PropertyRule, change: Change, at?: Place): Value {
  if (rule === 'noLocalEffect' || rule === 'unsupported') return value;
  if (rule === 'honoured') return change(value, at);
  if (isTableList(rule)) {
    if (!Array.isArray(value)) return mapValue(value, rule[0], change, at);
    const items: Value[] = value.map((it: Value) => mapValue(it, rule[0], change, at));
    return copyPlaces(value, items);
  }
  if (!isMapping(value)) return value;
  if (Object.keys(value)[0] === 'Fn::If') return change(value, at);
  const entries = Object.entries(value).map(([member, it]): [string, Value] => {
    const inner = Object.hasOwn(rule, member) ? (rule[member] ?? 'honoured') : 'noLocalEffect';
    return [member, mapValue(it, inner, change, placeOfMember(value, member) ?? at)];
  });
  return copyPlaces(value, Object.fromEntries(entries));
}

function isTableList(rule: PropertyTable | readonly [PropertyTable]): rule is readonly [PropertyTable] {
  return Array.isArray(rule);
}
