import { copyPlaces } from '../places.ts';
import { isMapping } from '../source.ts';
import type { Value } from '../template.ts';

/** A value under construction: what an API's definition is while functions and settings add to it. */
export type Draft = string | number | boolean | null | Draft[] | DraftMap;
export interface DraftMap {
  [member: string]: Draft;
}

/** A copy that may be changed, its places kept. */
export function draftOf(value: Value): Draft {
  if (Array.isArray(value)) return copyPlaces(value, value.map(draftOf));
  return isMapping(value) ? draftMapOf(value) : scalar(value);
}

export function draftMapOf(map: { readonly [member: string]: Value }): DraftMap {
  const copy: DraftMap = Object.fromEntries(Object.entries(map).map(([member, value]) => [member, draftOf(value)]));
  return copyPlaces(map, copy);
}

export function isDraftMap(value: Draft | undefined): value is DraftMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The map at a member, put there empty when the member is absent. */
export function mapAt(map: DraftMap, member: string): DraftMap {
  const found = Object.hasOwn(map, member) ? map[member] : undefined;
  if (isDraftMap(found)) return found;
  const made: DraftMap = {};
  Object.defineProperty(map, member, { value: made, enumerable: true, configurable: true, writable: true });
  return made;
}

/** The list at a member, put there empty when the member is absent. */
export function listAt(map: DraftMap, member: string): Draft[] {
  const found = Object.hasOwn(map, member) ? map[member] : undefined;
  if (Array.isArray(found)) return found;
  const made: Draft[] = [];
  map[member] = made;
  return made;
}

function scalar(value: Value): string | number | boolean | null {
  return typeof value === 'object' ? null : value;
}
