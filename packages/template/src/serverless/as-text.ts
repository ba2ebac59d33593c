import type { Value } from '../template.ts';

/** As JavaScript makes a text of a value; a mapping's own `toString` is data, not to be called. */
export function asText(value: Value): string {
  if (value === null) return '';
  if (Array.isArray(value)) return value.map(asText).join(',');
  return typeof value === 'object' ? '[object Object]' : String(value);
}
