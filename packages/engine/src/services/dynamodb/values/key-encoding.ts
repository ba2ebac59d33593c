import type { AttributeValue } from './attribute-value.ts';
import { parseDecimal } from './number.ts';

/**
 * Bytes of a key attribute (S, N or B) whose order is DynamoDB's order of the values, for values of one type.
 * Self-delimiting: no encoding is a prefix of another, so that a sort key may follow a partition key.
 *
 * - S and B: the bytes with 00 written 00 FF, then 00 01.
 * - N: 01 for zero. Otherwise a sign byte, the magnitude plus 130, two digits to a byte plus one, then 00; of a
 *   negative number all bytes but the first are inverted.
 */
export function encodeKey(value: AttributeValue): Buffer {
  const bytes = Buffer.allocUnsafe(encodedBytesMax(value));
  return bytes.subarray(0, writeEncodedKey(value, bytes, 0));
}

/** The most bytes that the encoding of a value may have. */
export function encodedBytesMax(value: AttributeValue): number {
  if ('S' in value) return Buffer.byteLength(value.S) + zeroCount(value.S) + trailerBytes;
  // One for the sign, one for the magnitude, one at the end; a digit more than there are characters for an odd count.
  if ('N' in value) return ((value.N.length + 1) >> 1) + 3;
  if ('B' in value) return 2 * Buffer.byteLength(value.B, 'base64') + trailerBytes;
  throw notAKey();
}

/** Writes the encoding of a value into bytes that have room for it. @returns where it ends */
export function writeEncodedKey(value: AttributeValue, target: Buffer, at: number): number {
  if ('S' in value) {
    if (!value.S.includes(zeroCharacter)) return endText(target, at + target.write(value.S, at, 'utf8'));
    return writeDelimited(Buffer.from(value.S, 'utf8'), target, at);
  }
  if ('N' in value) return writeNumber(value.N, target, at);
  if ('B' in value) return writeDelimited(Buffer.from(value.B, 'base64'), target, at);
  throw notAKey();
}

function notAKey(): Error {
  return new Error('A key attribute is of type S, N or B.');
}

const zeroCharacter = '\0';
/** The 00 01 after a string or a binary. */
const trailerBytes = 2;

function zeroCount(text: string): number {
  let count = 0;
  for (let at = text.indexOf(zeroCharacter); at !== -1; at = text.indexOf(zeroCharacter, at + 1)) count++;
  return count;
}

/** What the encoding of every value begins with that begins with this string or binary: the start of a `begins_with`. */
export function encodeKeyPrefix(value: AttributeValue): Buffer {
  return encodeKey(value).subarray(0, -2);
}

function writeDelimited(bytes: Buffer, target: Buffer, at: number): number {
  let end = at;
  for (const byte of bytes) {
    target[end++] = byte;
    if (byte === 0) target[end++] = 255;
  }
  return endText(target, end);
}

function endText(target: Buffer, at: number): number {
  target[at] = 0;
  target[at + 1] = 1;
  return at + trailerBytes;
}

function writeNumber(text: string, target: Buffer, at: number): number {
  const { negative, digits, point } = parseDecimal(text);
  if (digits === '') {
    target[at] = 1;
    return at + 1;
  }
  const pairCount = (digits.length + 1) >> 1;
  target[at] = negative ? 0 : 2;
  target[at + 1] = point - 1 + 130;
  for (let pair = 0; pair < pairCount; pair++) {
    const tens = digits.charCodeAt(2 * pair) - 48;
    const ones = 2 * pair + 1 < digits.length ? digits.charCodeAt(2 * pair + 1) - 48 : 0;
    target[at + pair + 2] = 10 * tens + ones + 1;
  }
  const end = at + pairCount + 3;
  target[end - 1] = 0;
  if (negative) for (let inverted = at + 1; inverted < end; inverted++) target[inverted] = ~(target[inverted] ?? 0);
  return end;
}
