// What the deserialiser and the first validation do to values. Wording: dynalite's tests and the public dynamodb-conformance suite,
// both recorded from AWS; empty members of sets are in "Supported data types", developer guide.
import { describe, expect, test } from 'vitest';
import {
  type AttributeValue,
  attribute,
  checkAttributeValue,
  checkItem,
  readAttributeMap,
  readAttributeValue,
  sameValue,
} from './attribute-value.ts';

const check = (wire: unknown): AttributeValue => checkAttributeValue(readAttributeValue(wire));

const collection = 'Start of structure or map found where not expected';
const refused: [unknown, string][] = [
  ['23', 'Unexpected value type in payload'],
  [true, 'Unexpected value type in payload'],
  [[], 'Unrecognized collection type class com.amazonaws.dynamodb.v20120810.AttributeValue'],
  [{ S: true }, 'TRUE_VALUE cannot be converted to String'],
  [{ S: false }, 'FALSE_VALUE cannot be converted to String'],
  [{ S: 23 }, 'NUMBER_VALUE cannot be converted to String'],
  [{ S: 34.56 }, 'DECIMAL_VALUE cannot be converted to String'],
  [{ S: [] }, 'Unrecognized collection type class java.lang.String'],
  [{ S: {} }, collection],
  [{ N: 1 }, 'NUMBER_VALUE cannot be converted to String'],
  [{ B: true }, 'only base-64-encoded strings are convertible to bytes'],
  [{ B: [] }, 'Unrecognized collection type class java.nio.ByteBuffer'],
  [{ B: {} }, collection],
  [{ B: '23456' }, 'Base64 encoded length is expected a multiple of 4 bytes but found: 5'],
  [{ B: '=+/=' }, 'Invalid last non-pad Base64 character dectected'],
  [{ B: '+/+=' }, 'Invalid last non-pad Base64 character dectected'],
  [{ BOOL: '23' }, 'Unexpected token received from parser'],
  [{ BOOL: 23 }, 'NUMBER_VALUE cannot be converted to Boolean'],
  [{ BOOL: 34.56 }, 'DECIMAL_VALUE cannot be converted to Boolean'],
  [{ BOOL: [] }, 'Unrecognized collection type class java.lang.Boolean'],
  [{ NULL: {} }, collection],
  [{ SS: '23' }, 'Unexpected field type'],
  [{ SS: {} }, collection],
  [{ SS: [1] }, 'NUMBER_VALUE cannot be converted to String'],
  [{ NS: [1] }, 'NUMBER_VALUE cannot be converted to String'],
  [{ BS: ['23456'] }, 'Base64 encoded length is expected a multiple of 4 bytes but found: 5'],
  [{ L: '23' }, 'Unexpected field type'],
  [{ L: {} }, collection],
  [{ L: ['a'] }, 'Unexpected value type in payload'],
  [{ L: [{ BS: [1] }] }, 'only base-64-encoded strings are convertible to bytes'],
  [{ M: 23 }, 'Unexpected field type'],
  [{ M: [] }, 'Unrecognized collection type java.util.Map<java.lang.String, com.amazonaws.dynamodb.v20120810.AttributeValue>'],
  [{ M: { a: 'b' } }, 'Unexpected value type in payload'],
];
test.each(refused)('%j is no AttributeValue', (wire, message) => {
  expect(() => readAttributeValue(wire)).toThrow(expect.objectContaining({ code: 'SerializationException', message }));
});

const invalid = 'One or more parameter values were invalid: ';
const empty = 'Supplied AttributeValue is empty, must contain exactly one of the supported datatypes';
const wrong: [unknown, string][] = [
  [{}, empty],
  [null, empty],
  [{ a: '' }, empty],
  [{ S: null }, empty],
  [{ M: { a: {} } }, empty],
  [{ L: [{}] }, empty],
  [{ L: [{ a: {} }] }, empty],
  [{ S: 'a', N: '1' }, 'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes'],
  [{ S: 'a', N: '' }, 'The parameter cannot be converted to a numeric value'],
  [{ S: 'a', N: 'b' }, 'The parameter cannot be converted to a numeric value: b'],
  [{ SS: [] }, `${invalid}An string set  may not be empty`],
  [{ NS: [] }, `${invalid}An number set  may not be empty`],
  [{ BS: [] }, `${invalid}Binary sets should not be empty`],
  [{ SS: ['a', 'a'] }, `${invalid}Input collection [a, a] contains duplicates.`],
  [{ BS: ['Yg==', 'Yg=='] }, `${invalid}Input collection [Yg==, Yg==]of type BS contains duplicates.`],
  [{ NS: ['1', '1'] }, 'Input collection contains duplicates'],
  [{ NS: ['1', '1.0'] }, 'Input collection contains duplicates'],
  [{ NS: ['1', ''] }, 'The parameter cannot be converted to a numeric value'],
  [{ NS: ['1', 'b', 'a'] }, 'The parameter cannot be converted to a numeric value: b'],
  [{ M: { deep: { L: [{ SS: [] }] } } }, `${invalid}An string set  may not be empty`],
];
test.each(wrong)('%j is refused', (wire, message) => {
  expect(() => check(wire)).toThrow(expect.objectContaining({ code: 'ValidationException', message }));
});

const taken: [unknown, AttributeValue][] = [
  [{ S: '' }, { S: '' }],
  [{ B: '' }, { B: '' }],
  [{ SS: ['', 'a'] }, { SS: ['', 'a'] }],
  [{ BS: ['', 'YQ=='] }, { BS: ['', 'YQ=='] }],
  [{ S: 'a', other: 1 }, { S: 'a' }],
  [{ S: 'a', N: null }, { S: 'a' }],
  [{ N: '1.0' }, { N: '1' }],
  [{ NS: ['1.0', '2e1'] }, { NS: ['1', '20'] }],
  [{ NULL: 'yes' }, { NULL: true }],
  [{ BOOL: 'no' }, { BOOL: false }],
  [{ BOOL: 'TRUE' }, { BOOL: true }],
  [{ L: [] }, { L: [] }],
  [{ M: { a: { L: [{ N: '-0' }] } } }, { M: { a: { L: [{ N: '0' }] } } }],
];
test.each(taken)('%j is %j', (wire, value) => {
  expect(check(wire)).toEqual(value);
});

describe('nesting', () => {
  const nested = (levels: number): unknown => (levels === 1 ? { S: 'leaf' } : { M: { n: nested(levels - 1) } });
  const nestedLists = (levels: number): unknown => (levels === 1 ? { S: 'leaf' } : { L: [nestedLists(levels - 1)] });

  test.each([nested, nestedLists])('32 levels are the most', (build) => {
    expect(check(build(32))).toEqual(build(32));
    const message = 'Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit';
    expect(() => check(build(33))).toThrow(expect.objectContaining({ message }));
  });

  test('no depth is too much for the stack', () => {
    const deep: unknown = JSON.parse(`${'{"L":['.repeat(100_000)}${']}'.repeat(100_000)}`);
    expect(() => check(deep)).toThrow('Nesting Levels have exceeded supported limits');
  });
});

describe('an item', () => {
  test('may have any names', () => {
    const wire: unknown = JSON.parse('{"__proto__":{"S":"a"},"constructor":{"N":"1.0"},"toString":{"M":{"__proto__":{"S":"b"}}}}');
    const item = checkItem(readAttributeMap(wire));
    expect(attribute(item, '__proto__')).toEqual({ S: 'a' });
    expect(attribute(item, 'constructor')).toEqual({ N: '1' });
    expect(attribute(item, 'hasOwnProperty')).toBeUndefined();
    expect(Object.getPrototypeOf(item)).toBe(Object.prototype);
    expect(JSON.stringify(item)).toBe('{"__proto__":{"S":"a"},"constructor":{"N":"1"},"toString":{"M":{"__proto__":{"S":"b"}}}}');
  });

  test.each([
    ['23', 'Unexpected field type'],
    [[], 'Unrecognized collection type java.util.Map<java.lang.String, com.amazonaws.dynamodb.v20120810.AttributeValue>'],
  ])('%j is none', (wire, message) => {
    expect(() => readAttributeMap(wire)).toThrow(expect.objectContaining({ code: 'SerializationException', message }));
  });
});

const pairs: [AttributeValue, AttributeValue, boolean][] = [
  [{ S: 'a' }, { S: 'a' }, true],
  [{ S: '1' }, { N: '1' }, false],
  [{ SS: ['a', 'b'] }, { SS: ['b', 'a'] }, true],
  [{ SS: ['a', 'b'] }, { SS: ['a'] }, false],
  [{ NS: ['1'] }, { SS: ['1'] }, false],
  [{ L: [{ N: '1' }, { N: '2' }] }, { L: [{ N: '2' }, { N: '1' }] }, false],
  [{ M: { a: { SS: ['x', 'y'] }, b: { NULL: true } } }, { M: { b: { NULL: true }, a: { SS: ['y', 'x'] } } }, true],
  [{ M: { a: { S: 'x' } } }, { M: { b: { S: 'x' } } }, false],
  [{ M: {} }, { M: { toString: { S: 'x' } } }, false],
  [{ BOOL: true }, { BOOL: false }, false],
];
test.each(pairs)('%j and %j: the same is %s', (a, b, same) => {
  expect(sameValue(a, b)).toBe(same);
  expect(sameValue(b, a)).toBe(same);
});
