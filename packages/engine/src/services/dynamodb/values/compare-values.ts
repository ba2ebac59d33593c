import { type AttributeValue, attributeType } from './attribute-value.ts';
import { compareNumbers } from './number.ts';
import { compareTexts } from './text-order.ts';

/** Whether the value is of a type that has an order. */
export function isOrdered(value: AttributeValue): boolean {
  return 'S' in value || 'N' in value || 'B' in value;
}

/** Whether two values can be put in order: both strings, numbers or binaries. */
export function areComparable(a: AttributeValue, b: AttributeValue): boolean {
  return ('S' in a && 'S' in b) || ('N' in a && 'N' in b) || ('B' in a && 'B' in b);
}

/** Order of two comparable values: negative, zero or positive. */
export function compareValues(a: AttributeValue, b: AttributeValue): number {
  if ('S' in a && 'S' in b) return compareTexts(a.S, b.S);
  if ('N' in a && 'N' in b) return compareNumbers(a.N, b.N);
  if ('B' in a && 'B' in b) return Buffer.compare(Buffer.from(a.B, 'base64'), Buffer.from(b.B, 'base64'));
  throw new Error(`Values of types ${attributeType(a)} and ${attributeType(b)} have no order.`);
}
