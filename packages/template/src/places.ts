/** Where a value stands in a user's file. Lines and columns count from 1, `length` is in characters of that line. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly length: number;
}

/** Maps that most containers have no use for are not made: a large template has tens of thousands. */
interface Places {
  self?: Place;
  keys?: Map<string | number, Place> | undefined;
  values?: Map<string | number, Place> | undefined;
}

/**
 * Templates are plain JSON data. The place of each value is kept beside the data, keyed by the identity of the object or
 * list that holds it, so that a value may be passed through any stage that keeps the object, and still points at its line.
 */
const placesOf = new WeakMap<object, Places>();

function entry(container: object): Places {
  let found = placesOf.get(container);
  if (!found) {
    found = {};
    placesOf.set(container, found);
  }
  return found;
}

/** Remembers the place of an object or list itself. */
export function markPlace<T extends object>(container: T, place: Place | undefined): T {
  if (place) entry(container).self = place;
  return container;
}

/** Remembers the place of one member: of its value, and of its key when it has one. */
export function markMember(container: object, member: string | number, value: Place | undefined, key?: Place): void {
  if (!value && !key) return;
  const places = entry(container);
  if (value) {
    places.values ??= new Map();
    places.values.set(member, value);
  }
  if (key) {
    places.keys ??= new Map();
    places.keys.set(member, key);
  }
}

/** The place of an object or list, or undefined when it was not read from a file. */
export function placeOf(container: object): Place | undefined {
  return placesOf.get(container)?.self;
}

/** The place of a member's value; where that is unknown, the place of what holds it. */
export function placeOfMember(container: object, member: string | number): Place | undefined {
  const places = placesOf.get(container);
  return places?.values?.get(member) ?? places?.self;
}

/** The place of a member's key; where that is unknown, the place of its value or of what holds it. */
export function placeOfKey(container: object, member: string | number): Place | undefined {
  const places = placesOf.get(container);
  return places?.keys?.get(member) ?? places?.values?.get(member) ?? places?.self;
}

/** Gives `to` all places of `from`: for a stage that rebuilds an object with the same members. */
export function copyPlaces<T extends object>(from: object, to: T): T {
  const places = placesOf.get(from);
  if (!places) return to;
  const target = entry(to);
  if (places.self) target.self = places.self;
  target.keys = joined(target.keys, places.keys);
  target.values = joined(target.values, places.values);
  return to;
}

function joined<K, V>(to: Map<K, V> | undefined, from: Map<K, V> | undefined): Map<K, V> | undefined {
  if (!from) return to;
  if (!to) return new Map(from);
  for (const [key, value] of from) to.set(key, value);
  return to;
}

/** Gives `place` to every object and list in `value` that has none: for what a front end generates from one line. */
export function placeAll<T>(value: T, place: Place | undefined): T {
  if (!place || typeof value !== 'object' || value === null || placeOf(value)) return value;
  markPlace(value, place);
  for (const member of Object.values(value)) placeAll(member, place);
  return value;
}

/** Follows a path from `root` and answers the place of the deepest member on it that is known. */
export function placeOfPath(root: object, path: readonly (string | number)[]): Place | undefined {
  let found = placeOf(root);
  let here: unknown = root;
  for (const member of path) {
    if (typeof here !== 'object' || here === null) break;
    found = placesOf.get(here)?.values?.get(member) ?? found;
    here = (here as Record<string | number, unknown>)[member];
    if (typeof here === 'object' && here !== null) found = placeOf(here) ?? found;
  }
  return found;
}
