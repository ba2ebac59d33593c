import { markMember, markPlace, type Place, placeAll, placeOfKey, placeOfMember } from '../places.ts';
import type { Value } from '../template.ts';
import type { Mapping } from './sam-resource.ts';

/** Collects the properties of a generated resource, each with the place of what it was made from. */
export class Members {
  readonly #map: Record<string, Value> = {};
  readonly #source: Mapping;

  /** @param source the properties of the SAM resource, from which `carry` takes */
  constructor(source: Mapping) {
    this.#source = source;
  }

  /** Takes members over under their own names; those that are absent or null stay absent. */
  carry(...names: readonly string[]): this {
    for (const name of names) this.carryAs(name, name);
    return this;
  }

  carryAs(name: string, member: string): this {
    return this.from(name, member, this.#source[name]);
  }

  /** Sets a member to what was made from the member `name` of the source. */
  from(name: string, member: string, value: Value | undefined): this {
    if (!Object.hasOwn(this.#source, name)) return this.set(member, value);
    if (value === undefined || value === null) return this;
    this.#map[member] = value;
    const at = placeOfMember(this.#source, name);
    placeAll(value, at);
    markMember(this.#map, member, at, placeOfKey(this.#source, name));
    return this;
  }

  /** Sets a member that comes from no single member of the source. */
  set(member: string, value: Value | undefined): this {
    if (value !== undefined && value !== null) this.#map[member] = value;
    return this;
  }

  has(member: string): boolean {
    return Object.hasOwn(this.#map, member);
  }

  /** @param at the place of the whole, and of members without one of their own */
  done(at: Place | undefined): Mapping {
    for (const member of Object.values(this.#map)) placeAll(member, at);
    return markPlace(this.#map, at);
  }
}
