import { copyPlaces } from '../places.ts';
import { isMapping } from '../source.ts';
import type { Value } from '../template.ts';

export interface SamReferences {
  /** New logical ids of resources whose id SAM changes, by the old. */
  readonly renamed: ReadonlyMap<string, string>;
  /** What `Ref: Api.Stage` and its like stand for. */
  readonly referable: ReadonlyMap<string, string>;
}

/**
 * Rewrites references to what SAM makes: `Ref: Api.Stage`, `!GetAtt Function.Alias.Arn` and their like inside Fn::Sub, and
 * references to resources whose logical id SAM changes. An object in which nothing changes stays the same object.
 * @source "Referencing generated resources", AWS SAM developer guide
 */
export function resolveSamReferences(value: Value, names: SamReferences): Value {
  if (Array.isArray(value)) {
    const list = value.map((it) => resolveSamReferences(it, names));
    return list.some((it, index) => it !== value[index]) ? copyPlaces(value, list) : value;
  }
  if (!isMapping(value)) return value;
  const [only = '', ...more] = Object.keys(value);
  if (more.length === 0) {
    const changed = resolveCall(only, value[only] ?? null, names);
    if (changed !== undefined) return copyPlaces(value, { [only]: changed });
  }
  const entries = Object.entries(value).map(([name, it]): [string, Value] => [name, resolveSamReferences(it, names)]);
  return entries.some(([name, it]) => it !== value[name]) ? copyPlaces(value, Object.fromEntries(entries)) : value;
}

/** The new argument of a call that names something of SAM's; undefined when it does not. */
function resolveCall(name: string, argument: Value, names: SamReferences): Value | undefined {
  if (name === 'Ref' && typeof argument === 'string') return renamedTo(argument, names);
  if (name === 'Fn::GetAtt') {
    const path = typeof argument === 'string' ? argument.split('.') : Array.isArray(argument) ? argument : [];
    if (!path.every((it) => typeof it === 'string')) return undefined;
    const [logicalId = '', ...attribute] = path.join('.').split('.');
    // `Function.Alias.Arn`: the first two words are the generated resource.
    const [property = '', ...rest] = attribute;
    const referable = rest.length > 0 ? names.referable.get(`${logicalId}.${property}`) : undefined;
    if (referable !== undefined) return [referable, rest.join('.')];
    const renamed = names.renamed.get(logicalId);
    return renamed === undefined ? undefined : [renamed, attribute.join('.')];
  }
  if (name !== 'Fn::Sub') return undefined;
  const [text, variables] = Array.isArray(argument) ? argument : [argument];
  if (typeof text !== 'string') return undefined;
  const own = isMapping(variables) ? Object.keys(variables) : [];
  const changed = text.replace(/\$\{([^!}][^}]*)\}/g, (whole, inside: string) => {
    if (own.includes(inside)) return whole;
    const [logicalId = '', property = '', ...rest] = inside.split('.');
    const referable = names.referable.get(`${logicalId}.${property}`);
    if (referable !== undefined) return `\${${[referable, ...rest].join('.')}}`;
    const renamed = names.renamed.get(logicalId);
    return renamed === undefined ? whole : `\${${[renamed, property, ...rest].filter((it) => it !== '').join('.')}}`;
  });
  if (!Array.isArray(argument)) return changed === text ? undefined : changed;
  const resolved = variables === undefined ? undefined : resolveSamReferences(variables, names);
  if (changed === text && resolved === variables) return undefined;
  return copyPlaces(argument, [changed, ...(resolved === undefined ? [] : [resolved])]);
}

/** What a `Ref` to this name becomes; undefined when it stays. */
export function renamedTo(name: string, { renamed, referable }: SamReferences): string | undefined {
  return referable.get(name) ?? renamed.get(name);
}
