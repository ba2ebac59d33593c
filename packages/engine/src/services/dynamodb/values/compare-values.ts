import { type AttributeValue, attributeType } from './attribute-value.ts';
import { compareNumbers } from './number.ts';

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
  if ('S' in a && 'S' in b) return compareStrings(a.S, b.S);
  if ('N' in a && 'N' in b) return compareNumbers(a.N, b.N);
  if ('B' in a && 'B' in b) return Buffer.compare(Buffer.from(a.B, 'base64'), Buffer.from(b.B, 'base64'));
  throw new Error(`Values of types ${attributeType(a)} and ${attributeType(b)} have no order.`);
}

/** Order of the UTF-8 bytes. It is the order of JavaScript's strings but for surrogates, which stand below U+E000 there. */
function compareStrings(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at++) {
    const left = a.charCodeAt(at);
    const right = b.charCodeAt(at);
    if (left !== right) return utf8Rank(left) - utf8Rank(right);
  }
  return a.length - b.length;
}

function utf8Rank(codeUnit: number): number {
  if (codeUnit < 0xd800) return codeUnit;
  return codeUnit < 0xe000 ? codeUnit + 0x2000 : codeUnit - 0x800;
}
