// The JSON reader against the YAML reader: the same values at the same places, or silence.
import { check, constantFrom, json, property } from 'fast-check';
import { expect, test } from 'vitest';
import { readJson } from './json-source.ts';
import { placeOf, placeOfKey, placeOfMember } from './places.ts';
import { parseSource } from './source.ts';

const limits = { depth: 200, nodeCount: 250_000 };

/** Every place of a value, by path. A comment at the end keeps a text from being JSON, so that the YAML reader takes it. */
function placesIn(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const at = placeOf(value);
  return [
    `${path} ${JSON.stringify(at)}`,
    ...Object.entries(value).flatMap(([key, member]) => {
      const name = Array.isArray(value) ? Number(key) : key;
      return [
        `${path}/${key} ${JSON.stringify(placeOfKey(value, name))} ${JSON.stringify(placeOfMember(value, name))}`,
        ...placesIn(member, `${path}/${key}`),
      ];
    }),
  ];
}

test.each([
  '{}',
  '{"a": 1, "b": [true, null, -0.5e2]}',
  '{\n  "a": {\n    "b": "text"\n  },\n  "c": [\n    { "d": "e\\u00e9\\n" }\n  ]\n}\n',
  ' [ ] ',
  '{\r\n "a": {\r\n "b": 1 }\r\n}',
  '{"a":\n\n  {"b":\n [1,\n2]}}',
  '{"": {"x y": ""}}',
])('%j is read as the YAML reader reads it', (text) => {
  const read = readJson('t.json', text, limits);
  const yaml = parseSource('t.json', `${text} # yaml`);
  expect(read?.root).toEqual(yaml.root);
  expect(placesIn(read?.root)).toEqual(placesIn(yaml.root));
});

test.each([
  '',
  'a: 1',
  '{a: 1}',
  '{"a": 1,}',
  '[1 2]',
  '{"a": 1, "a": 2}',
  '{"<<": {"a": 1}}',
  '{"a": "x',
  '{"a": 01}',
  '{"a": "\t"}',
  '{} {}',
  '{"a": "\\x"}',
])('%j is left to the YAML reader', (text) => {
  expect(readJson('t.json', text, limits)).toBeUndefined();
});

test('what is too deep or too large is left to the YAML reader', () => {
  expect(readJson('t.json', '['.repeat(300) + ']'.repeat(300), limits)).toBeUndefined();
  expect(readJson('t.json', `[${'1,'.repeat(20)}1]`, { depth: 200, nodeCount: 20 })).toBeUndefined();
});

test('any JSON is read as JSON.parse reads it', () => {
  const outcome = check(
    property(json({ maxDepth: 6 }), constantFrom(undefined, 1, 2, '\t'), (text, indent) => {
      const value: unknown = JSON.parse(`[${text}]`);
      const read = readJson('t.json', JSON.stringify(value, null, indent), limits);
      return /"(__proto__|<<)":/.test(text) || JSON.stringify(read?.root) === JSON.stringify(value);
    }),
  );
  expect(outcome.failed).toBe(false);
});
