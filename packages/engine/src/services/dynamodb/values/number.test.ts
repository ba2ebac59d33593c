// How numbers are read, ordered and counted with. Sources: "Data types", developer guide; dynalite's and alternator's tests, run on AWS.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addNumbers, canonicalNumber, compareNumbers, subtractNumbers } from './number.ts';

const nines = '9'.repeat(38);

describe('canonicalNumber', () => {
  test.each([
    ['0', '0'],
    ['-0', '0'],
    ['+3', '3'],
    ['00', '0'],
    ['0.000', '0'],
    ['0e125', '0'],
    ['0e-130', '0'],
    ['1.0', '1'],
    ['1e3', '1000'],
    ['1E+3', '1000'],
    ['1.20e1', '12'],
    ['.5', '0.5'],
    ['5.', '5'],
    ['-.50', '-0.5'],
    ['0042.1200', '42.12'],
    ['-0015.789e6', '-15789000'],
    ['0000012345678901234567890123456789012345678', '12345678901234567890123456789012345678'],
    ['-00001.23456789012345678901234567890123456780000', '-1.2345678901234567890123456789012345678'],
    ['0009.99999999999999999999999999999999999990000e125', nines + '0'.repeat(88)],
    ['1E125', `1${'0'.repeat(125)}`],
    ['0001.000e-130', `0.${'0'.repeat(129)}1`],
    ['-0001.000e-130', `-0.${'0'.repeat(129)}1`],
    ['123456789012345', '123456789012345'],
    ['1234567890123456789', '1234567890123456789'],
  ])('%s is %s', (text, canonical) => {
    expect(canonicalNumber(text)).toBe(canonical);
    expect(canonicalNumber(canonical)).toBe(canonical);
  });

  test.each([
    ['', 'The parameter cannot be converted to a numeric value'],
    ['b', 'The parameter cannot be converted to a numeric value: b'],
    [' 1', 'The parameter cannot be converted to a numeric value:  1'],
    ['1 ', 'The parameter cannot be converted to a numeric value: 1 '],
    ['.', 'The parameter cannot be converted to a numeric value: .'],
    ['-', 'The parameter cannot be converted to a numeric value: -'],
    ['1e', 'The parameter cannot be converted to a numeric value: 1e'],
    ['--1', 'The parameter cannot be converted to a numeric value: --1'],
    ['0x10', 'The parameter cannot be converted to a numeric value: 0x10'],
    ['NaN', 'The parameter cannot be converted to a numeric value: NaN'],
    ['-Infinity', 'The parameter cannot be converted to a numeric value: -Infinity'],
    ['1e126', 'Number overflow. Attempting to store a number with magnitude larger than supported range'],
    ['-1e126', 'Number overflow. Attempting to store a number with magnitude larger than supported range'],
    ['11e125', 'Number overflow. Attempting to store a number with magnitude larger than supported range'],
    ['1.0e100000000', 'Number overflow. Attempting to store a number with magnitude larger than supported range'],
    ['1e-131', 'Number underflow. Attempting to store a number with magnitude smaller than supported range'],
    ['0.9e-130', 'Number underflow. Attempting to store a number with magnitude smaller than supported range'],
    ['123456789012345678901234567890123456789', 'Attempting to store more than 38 significant digits in a Number'],
    ['-1.23456789012345678901234567890123456789', 'Attempting to store more than 38 significant digits in a Number'],
  ])('refuses %j', (text, message) => {
    expect(() => canonicalNumber(text)).toThrow(expect.objectContaining({ code: 'ValidationException', message }));
  });
});

describe('arithmetic', () => {
  test.each([
    ['1', '2', '3', '-1'],
    ['2', '2', '4', '0'],
    ['0.1', '0.2', '0.3', '-0.1'],
    ['-5', '0', '-5', '-5'],
    ['0', '-5', '-5', '5'],
    ['1', '10000000000000000000000', '10000000000000000000001', '-9999999999999999999999'],
    ['999999999999999', '1', '1000000000000000', '999999999999998'],
    ['1.5', '1.5', '3', '0'],
    [nines, '-1', `${'9'.repeat(37)}8`, `1${'0'.repeat(38)}`],
    ['9e125', '-8e125', `1${'0'.repeat(125)}`, undefined],
  ])('%s with %s', (a, b, sum, difference) => {
    const [left, right] = [canonicalNumber(a), canonicalNumber(b)];
    expect(addNumbers(left, right)).toBe(sum);
    if (difference) expect(subtractNumbers(left, right)).toBe(difference);
  });

  const overflow = 'Number overflow. Attempting to store a number with magnitude larger than supported range';
  test.each([
    ['9e125', '9e125', overflow],
    // No range is passed here, but 51 digits would be needed: AWS calls it so all the same.
    ['1e50', '1', overflow],
    ['1e50', '-1', overflow],
    ['1.5e-130', '-1.4e-130', 'Number underflow. Attempting to store a number with magnitude smaller than supported range'],
  ])('refuses %s + %s', (a, b, message) => {
    expect(() => addNumbers(canonicalNumber(a), canonicalNumber(b))).toThrow(expect.objectContaining({ message }));
  });
});

/** Numbers over the whole range and precision, as texts. */
const anyNumber = fc
  .record({
    negative: fc.boolean(),
    digits: fc.stringMatching(/^[0-9]{1,38}$/),
    exponent: fc.oneof(fc.integer({ min: -92, max: 87 }), fc.integer({ min: -3, max: 3 })),
  })
  .map(({ negative, digits, exponent }) => canonicalNumber(`${negative ? '-' : ''}${digits}e${exponent}`));

const scaled = (text: string): bigint => {
  const [whole = '0', fraction = ''] = text.replace('-', '').split('.');
  const magnitude = BigInt(whole + fraction.padEnd(130, '0'));
  return text.startsWith('-') ? -magnitude : magnitude;
};

describe('properties', () => {
  test('order is the order of the numbers', () => {
    fc.assert(
      fc.property(anyNumber, anyNumber, (a, b) => {
        const difference = scaled(a) - scaled(b);
        expect(Math.sign(compareNumbers(a, b))).toBe(difference < 0n ? -1 : difference > 0n ? 1 : 0);
      }),
    );
  });

  test('a sum is exact or refused', () => {
    fc.assert(
      fc.property(anyNumber, anyNumber, (a, b) => {
        let sum: string;
        try {
          sum = addNumbers(a, b);
        } catch (error) {
          expect(error).toMatchObject({ code: 'ValidationException' });
          return;
        }
        expect(scaled(sum)).toBe(scaled(a) + scaled(b));
        expect(canonicalNumber(sum)).toBe(sum);
        expect(subtractNumbers(sum, b)).toBe(a);
      }),
    );
  });
});
