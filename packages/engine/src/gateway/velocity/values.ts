import { VelocityError } from './syntax.ts';

/** What a template computes with. Objects are Maps, so that no name a client sends can reach a prototype. */
export type VelocityValue = string | number | boolean | null | VelocityValue[] | Map<string, VelocityValue> | JsonList | VelocityObject;

/** A list that came from JSON text: it prints as JSON, a list made in the template as Java prints lists. */
export class JsonList extends Array<VelocityValue> {}

/** Something the gateway lends to templates: `$input`, `$util`. */
export interface VelocityObject {
  /** The value of a property; undefined when it has none of that name. */
  property(name: string): VelocityValue | undefined;
  /** The result of a method; undefined when it has none of that name. */
  call(name: string, parameters: readonly VelocityValue[]): VelocityValue | undefined;
}

export function isVelocityObject(value: VelocityValue | undefined): value is VelocityObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Map);
}

/** Parsed JSON as template values. */
export function velocityValueOf(value: unknown): VelocityValue {
  if (Array.isArray(value)) return JsonList.from(value, velocityValueOf) as JsonList;
  if (typeof value === 'object' && value !== null) {
    return new Map(Object.entries(value).map(([member, inner]) => [member, velocityValueOf(inner)]));
  }
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

/** Bounds of what one value prints: a template can put values into each other, and themselves. */
const maximumDepth = 500;
const maximumNodes = 500_000;

/** What may still be visited of a value. */
class Visit {
  #depth = 0;
  #nodes = 0;

  /** @throws VelocityError */
  within<Result>(work: () => Result): Result {
    this.#depth += 1;
    this.#nodes += 1;
    if (this.#depth > maximumDepth) throw new VelocityError(`A value nests deeper than ${maximumDepth} levels, or holds itself`);
    if (this.#nodes > maximumNodes) throw new VelocityError(`A value has more than ${maximumNodes} members`);
    const result = work();
    this.#depth -= 1;
    return result;
  }
}

/**
 * How a value prints.
 * @throws VelocityError when there is no end to it
 * @source localstack's recordings of `$input.path` in mapping templates; java.util.AbstractMap and AbstractCollection: toString
 */
export function render(value: VelocityValue | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'object') return String(value);
  return printed(value, new Visit());
}

function printed(value: VelocityValue | undefined, visit: Visit): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'object') return String(value);
  return visit.within(() => {
    if (value instanceof JsonList) return JSON.stringify(plain(value, visit));
    if (Array.isArray(value)) return `[${value.map((it) => (it === value ? '(this Collection)' : javaText(it, visit))).join(', ')}]`;
    if (!(value instanceof Map)) return '';
    return `{${[...value].map(([key, it]) => `${key}=${it === value ? '(this Map)' : javaText(it, visit)}`).join(', ')}}`;
  });
}

function javaText(value: VelocityValue, visit: Visit): string {
  return value === null ? 'null' : printed(value, visit);
}

/** The value as JSON.stringify takes it. */
function plain(value: VelocityValue | undefined, visit: Visit): unknown {
  if (value === null || typeof value !== 'object') return value;
  return visit.within(() => {
    if (value instanceof Map) return Object.fromEntries([...value].map(([key, inner]) => [key, plain(inner, visit)]));
    return Array.isArray(value) ? Array.from(value, (it: VelocityValue) => plain(it, visit)) : undefined;
  });
}
