import { isMapping } from '../source.ts';
import type { Value } from '../template.ts';

/** False for what SAM takes for absent in most of its settings: null, false, 0 and empty text, lists and maps. */
export function isFilled(value: Value | undefined): value is Exclude<Value, null> {
  if (Array.isArray(value)) return value.length > 0;
  return isMapping(value) ? Object.keys(value).length > 0 : Boolean(value);
}
