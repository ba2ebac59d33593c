import { copyPlaces } from '../places.ts';
import { isMapping } from '../source.ts';
import type { Value } from '../template.ts';
import type { Mapping } from './sam-resource.ts';

/** Puts in what `Fn::FindInMap` with plain keys finds in the template's Mappings; everything else stays. */
export function resolveMappingReferences(value: Value, mappings: Mapping): Value {
  if (Array.isArray(value))
    return copyPlaces(
      value,
      value.map((it) => resolveMappingReferences(it, mappings)),
    );
  if (!isMapping(value)) return value;
  const found = Object.keys(value).length === 1 ? findInMap(value['Fn::FindInMap'], mappings) : undefined;
  if (found !== undefined) return found;
  const entries = Object.entries(value).map(([name, it]): [string, Value] => [name, resolveMappingReferences(it, mappings)]);
  return copyPlaces(value, Object.fromEntries(entries));
}

function findInMap(keys: Value | undefined, mappings: Mapping): Value | undefined {
  if (!Array.isArray(keys) || keys.length !== 3) return undefined;
  let found: Value | undefined = mappings;
  for (const key of keys) {
    if (typeof key !== 'string' || !isMapping(found) || !Object.hasOwn(found, key)) return undefined;
    found = found[key];
  }
  return found;
}
