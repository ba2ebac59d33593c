// Sources: recorded on AWS by localstack (the two that are bytes); what Jackson 2 answers, as its users quote it.
import { expect, test } from 'vitest';
import { jsonFault } from './json-fault.ts';

const any = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";
const at = (line: number, column: number): string =>
  `[Source: REDACTED (\`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION\` disabled); line: ${line}, column: ${column}]`;

test.each([
  [Buffer.from('n\x87r\x9e\xe9', 'latin1'), 'Invalid UTF-8 start byte 0x87', 1, 3],
  [Buffer.from('\x99\xeb,j', 'latin1'), `Unexpected character ((CTRL-CHAR, code 153)): expected a valid value ${any}`, 1, 1],
  ['foo', `Unrecognized token 'foo': was expecting ${any}`, 1, 4],
  ['hello world', `Unrecognized token 'hello': was expecting ${any}`, 1, 7],
  ['tru', `Unrecognized token 'tru': was expecting ${any}`, 1, 4],
  ['   ', 'No content to map due to end-of-input', 1, 4],
  ['{', `Unexpected end-of-input: expected close marker for Object (start marker at ${at(1, 1)})`, 1, 2],
  ['[1, 2', `Unexpected end-of-input: expected close marker for Array (start marker at ${at(1, 1)})`, 1, 6],
  ["{'a': 1}", "Unexpected character (''' (code 39)): was expecting double-quote to start field name", 1, 2],
  ['{"a":1,}', "Unexpected character ('}' (code 125)): was expecting double-quote to start field name", 1, 8],
  ['{"a" 1}', "Unexpected character ('1' (code 49)): was expecting a colon to separate field name and value", 1, 6],
  ['{"a":1 "b":2}', `Unexpected character ('"' (code 34)): was expecting comma to separate Object entries`, 1, 8],
  ['{\n  "a": nope\n}', `Unrecognized token 'nope': was expecting ${any}`, 2, 13],
  ['{"a"', 'Unexpected end-of-input within/between Object entries', 1, 5],
  ['{"a', 'Unexpected end-of-input in field name', 1, 4],
  ['"a', 'Unexpected end-of-input in VALUE_STRING', 1, 3],
  ['{"a":]', "Unexpected character (']' (code 93)): expected a value", 1, 6],
  ['[}', `Unexpected close marker '}': expected ']' (for Array starting at ${at(1, 1)})`, 1, 2],
  ['"\\x"', "Unrecognized character escape 'x' (code 120)", 1, 4],
  ['01', 'Invalid numeric value: Leading zeroes not allowed', 1, 2],
  ['12ab', "Unexpected character ('a' (code 97)): Expected space separating root-level values", 1, 3],
  ['"a\nb"', 'Illegal unquoted character ((CTRL-CHAR, code 10)): has to be escaped using backslash to be included in string value', 1, 4],
])('%s', (text, message, line, column) => {
  expect(jsonFault(Buffer.from(text))).toBe(`${message}\n at ${at(line, column)}`);
});
