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
  if ('S' in value) return delimited(Buffer.from(value.S, 'utf8'));
  if ('N' in value) return encodeNumber(value.N);
  if ('B' in value) return delimited(Buffer.from(value.B, 'base64'));
  throw new Error('A key attribute is of type S, N or B.');
}

/** What the encoding of every value begins with that begins with this string or binary: the start of a `begins_with`. */
export function encodeKeyPrefix(value: AttributeValue): Buffer {
  return encodeKey(value).subarray(0, -2);
}

function delimited(bytes: Buffer): Buffer {
  let zeroCount = 0;
  for (let at = bytes.indexOf(0); at !== -1; at = bytes.indexOf(0, at + 1)) zeroCount++;
  const encoded = Buffer.allocUnsafe(bytes.length + zeroCount + 2);
  if (zeroCount === 0) {
    bytes.copy(encoded);
  } else {
    let to = 0;
    for (const byte of bytes) {
      encoded[to++] = byte;
      if (byte === 0) encoded[to++] = 255;
    }
  }
  encoded[encoded.length - 2] = 0;
  encoded[encoded.length - 1] = 1;
  return encoded;
}

function encodeNumber(text: string): Buffer {
  const { negative, digits, point } = parseDecimal(text);
  if (digits === '') return Buffer.from([1]);
  const pairCount = (digits.length + 1) >> 1;
  const encoded = Buffer.allocUnsafe(pairCount + 3);
  encoded[0] = negative ? 0 : 2;
  encoded[1] = point - 1 + 130;
  for (let pair = 0; pair < pairCount; pair++) {
    const tens = digits.charCodeAt(2 * pair) - 48;
    const ones = 2 * pair + 1 < digits.length ? digits.charCodeAt(2 * pair + 1) - 48 : 0;
    encoded[pair + 2] = 10 * tens + ones + 1;
  }
  encoded[pairCount + 2] = 0;
  if (negative) for (let at = 1; at < encoded.length; at++) encoded[at] = ~(encoded[at] ?? 0);
  return encoded;
}
