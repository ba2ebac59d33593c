// That the bytes of keys stand in the order of their values, alone and after one another.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AttributeValue } from './attribute-value.ts';
import { compareValues } from './compare-values.ts';
import { encodeKey, encodeKeyPrefix } from './key-encoding.ts';
import { canonicalNumber } from './number.ts';

const digits = fc.stringMatching(/^-?[0-9]{1,38}$/);
const numbers: fc.Arbitrary<AttributeValue> = fc
  .oneof(
    fc.tuple(digits, fc.integer({ min: -92, max: 87 })).map(([text, exponent]) => `${text}e${exponent}`),
    fc.integer().map(String),
    fc.constantFrom('0', '1e125', '-1e125', '1e-130', '-1e-130'),
  )
  .map((text) => ({ N: canonicalNumber(text) }));
const strings: fc.Arbitrary<AttributeValue> = fc
  .oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom('a', 'b', '\0', '\u0001', '\uffff', '😀', '\ud7ff', '\ue000') }))
  .map((S) => ({ S }));
const binaries: fc.Arbitrary<AttributeValue> = fc
  .oneof(
    fc.uint8Array(),
    fc.array(fc.constantFrom(0, 1, 254, 255)).map((bytes) => Uint8Array.from(bytes)),
  )
  .map((bytes) => ({ B: Buffer.from(bytes).toString('base64') }));
const pairs = fc.oneof(fc.tuple(numbers, numbers), fc.tuple(strings, strings), fc.tuple(binaries, binaries));

test('order of the encodings is order of the values', () => {
  fc.assert(
    fc.property(pairs, ([a, b]) => {
      expect(Math.sign(Buffer.compare(encodeKey(a), encodeKey(b)))).toBe(Math.sign(compareValues(a, b)));
    }),
    { numRuns: 2000 },
  );
});

test('a sort key after a partition key orders within it, whatever the lengths', () => {
  fc.assert(
    fc.property(pairs, pairs, ([p1, p2], [s1, s2]) => {
      const order = Math.sign(compareValues(p1, p2)) || Math.sign(compareValues(s1, s2));
      const key = (...parts: AttributeValue[]): Buffer => Buffer.concat(parts.map(encodeKey));
      expect(Math.sign(Buffer.compare(key(p1, s1), key(p2, s2)))).toBe(order);
    }),
    { numRuns: 2000 },
  );
});

test('values that begin with a prefix are those whose encodings do', () => {
  const startsWith = (value: AttributeValue, prefix: AttributeValue): boolean => {
    const bytes = (it: AttributeValue): Buffer => ('S' in it ? Buffer.from(it.S) : 'B' in it ? Buffer.from(it.B, 'base64') : Buffer.of());
    return bytes(value).subarray(0, bytes(prefix).length).equals(bytes(prefix));
  };
  fc.assert(
    fc.property(fc.oneof(fc.tuple(strings, strings), fc.tuple(binaries, binaries)), ([value, prefix]) => {
      const start = encodeKeyPrefix(prefix);
      expect(encodeKey(value).subarray(0, start.length).equals(start)).toBe(startsWith(value, prefix));
    }),
    { numRuns: 2000 },
  );
});
