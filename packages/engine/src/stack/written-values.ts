import type { Value } from '@gatewright/template';

// Templates write texts, numbers and booleans alike where AWS wants text.

/** The text of a scalar; undefined for what is no scalar. */
export function textOf(value: Value | undefined): string | undefined {
  return value === undefined || value === null || typeof value === 'object' ? undefined : String(value);
}

export function textListOf(value: Value | undefined): readonly string[] {
  const items = Array.isArray(value) ? value : value === undefined ? [] : [value];
  return items.map(textOf).filter((it) => it !== undefined);
}

/** CloudFormation's `Tags`, as services take them. */
export function tagsOf(value: Value | undefined): readonly { readonly Key: string; readonly Value: string }[] {
  if (Array.isArray(value)) {
    return value.flatMap((it: Value) => {
      if (!isMapping(it)) return [];
      const key = textOf(it.Key);
      return key === undefined ? [] : [{ Key: key, Value: textOf(it.Value) ?? '' }];
    });
  }
  return isMapping(value) ? Object.entries(value).map(([Key, it]) => ({ Key, Value: textOf(it) ?? '' })) : [];
}

export function isMapping(value: Value | undefined): value is { readonly [member: string]: Value } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
