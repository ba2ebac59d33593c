import { isRecord } from '../../protocol/shape.ts';

/**
 * What a path of an event leads to: `$.detail.items[0].name`, `$.resources[*]`, `$.detail['a b']`.
 * @returns undefined when it leads nowhere
 * @source "Amazon EventBridge input transformation", EventBridge user guide: "JSON path" with dots, dashes, indexes and wildcards
 */
export function valueAt(event: unknown, path: string): unknown {
  const steps = [...path.slice(1).matchAll(/\.([^.[\]]+)|\[(\d+|\*)\]|\['([^']*)'\]|\["([^"]*)"\]/g)];
  // Anything between the steps makes it a path of another language.
  if (!path.startsWith('$') || steps.map(([text]) => text).join('') !== path.slice(1)) return undefined;
  return steps.reduce<unknown>((value, [, name, index, single, double]) => {
    const key = name ?? single ?? double;
    if (key === undefined) return index === '*' ? listed(value) : Array.isArray(value) ? value[Number(index)] : undefined;
    if (key === '*') return listed(value);
    if (Array.isArray(value)) return value.filter(isRecord).map((it) => it[key]);
    return isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  }, event);
}

function listed(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value;
  return isRecord(value) ? Object.values(value) : undefined;
}
