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

/** How a value prints. @source localstack's recordings of `$input.path` in mapping templates */
export function render(value: VelocityValue | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'object') return String(value);
  if (value instanceof JsonList) return JSON.stringify(plainOf(value));
  if (Array.isArray(value)) return `[${value.map(javaText).join(', ')}]`;
  if (value instanceof Map) return `{${[...value].map(([key, inner]) => `${key}=${javaText(inner)}`).join(', ')}}`;
  return '';
}

function javaText(value: VelocityValue): string {
  return value === null ? 'null' : render(value);
}

/** The value as JSON.stringify takes it. */
export function plainOf(value: VelocityValue | undefined): unknown {
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, inner]) => [key, plainOf(inner)]));
  if (Array.isArray(value)) return Array.from(value, plainOf);
  return value !== null && typeof value === 'object' ? undefined : value;
}
