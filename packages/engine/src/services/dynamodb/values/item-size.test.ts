// Bytes as DynamoDB counts them. The numbers were measured on AWS by the public dynamodb-conformance suite, eu-west-2, 2026-08-18;
// lists and maps are "DynamoDB item sizes and formats", developer guide.
import { expect, test } from 'vitest';
import type { AttributeValue } from './attribute-value.ts';
import { itemSizeBytes, valueSizeBytes } from './item-size.ts';
import { canonicalNumber } from './number.ts';

test.each([
  ['0', 1],
  ['1', 2],
  ['12', 2],
  ['123', 3],
  ['1234', 3],
  ['12345678901234567890123456789012345678', 20],
  ['0042', 2],
  ['100', 2],
  ['1010', 3],
  ['0.0000001', 2],
  ['1E125', 2],
  ['1E-100', 2],
  ['1.5', 3],
  ['15', 2],
  ['1.2', 3],
  ['1.200', 3],
  ['1.234', 4],
  ['3.14159', 5],
  ['123456', 4],
  ['100.5', 4],
  ['0.15', 2],
  ['-42', 3],
  ['-0', 1],
  ['-100', 3],
  ['-0.5', 3],
])('the number %s takes %d bytes', (literal, bytes) => {
  expect(valueSizeBytes({ N: canonicalNumber(literal) })).toBe(bytes);
});

const sizes: [AttributeValue, number][] = [
  [{ S: '' }, 0],
  [{ S: 'abc' }, 3],
  [{ S: 'é😀' }, 6],
  [{ B: '' }, 0],
  [{ B: 'YQ==' }, 1],
  [{ B: 'YWI=' }, 2],
  [{ B: 'YWJj' }, 3],
  [{ BOOL: false }, 1],
  [{ NULL: true }, 1],
  [{ SS: ['a', 'bc'] }, 3],
  [{ NS: ['1', '123'] }, 5],
  [{ BS: ['YQ==', 'YWJj'] }, 4],
  [{ L: [] }, 3],
  [{ M: {} }, 3],
  [{ L: [{ S: 'a' }, { N: '1' }] }, 3 + 2 + 1 + 2],
  [{ M: { ab: { S: 'c' } } }, 3 + 1 + 2 + 1],
  [{ L: [{ L: [] }] }, 3 + 1 + 3],
];
test.each(sizes)('%j takes %d bytes', (value, bytes) => {
  expect(valueSizeBytes(value)).toBe(bytes);
});

test('an item is its names and its values', () => {
  expect(itemSizeBytes({ id: { S: 'abc' }, näme: { N: '12' } })).toBe(2 + 3 + 5 + 2);
});
