import type { Value } from '@gatewright/template';

export type Mapping = { readonly [member: string]: Value };

/** A value as a mapping; empty when it is none, so that a path through a template may be followed without care. */
export function mapping(value: Value | undefined): Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Mapping) : {};
}

export function list(value: Value | undefined): readonly Value[] {
  return Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
}

export function text(value: Value | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The value at the end of a path of members. */
export function at(value: Value | undefined, ...path: readonly string[]): Value | undefined {
  return path.reduce<Value | undefined>((here, member) => mapping(here)[member], value);
}

/** Every logical id that a value names by Ref, Fn::GetAtt or Fn::Sub. */
export function namesIn(value: Value | undefined, depth = 0): readonly string[] {
  if (depth > 60 || value === undefined || value === null || typeof value !== 'object') return [];
  if (Array.isArray(value)) return value.flatMap((it: Value) => namesIn(it, depth + 1));
  return Object.entries(value).flatMap(([key, inner]: [string, Value]) => {
    if (key === 'Ref' && typeof inner === 'string') return [inner];
    if (key === 'Fn::GetAtt') return [String(Array.isArray(inner) ? inner[0] : inner).split('.')[0] ?? ''];
    if (key === 'Fn::Sub') {
      const template = Array.isArray(inner) ? inner[0] : inner;
      const names =
        typeof template === 'string' ? [...template.matchAll(/\$\{([A-Za-z0-9]+)(?:\.[^}]*)?\}/g)].map((it) => it[1] ?? '') : [];
      return [...names, ...namesIn(inner, depth + 1)];
    }
    return namesIn(inner, depth + 1);
  });
}
