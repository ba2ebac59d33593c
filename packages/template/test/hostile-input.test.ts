// No text, however broken, may make the compiler throw or run without end: it answers with diagnostics. What it says of
// common mistakes is in golden/.
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CompileResult, loadTemplate } from '../src/index.ts';
import { parseSource } from '../src/source.ts';

function load(text: string, file = 'template.yaml'): Promise<CompileResult> {
  return loadTemplate(file, {
    // Whatever else the text names is not there.
    readFile: (path) => (path === file ? Promise.resolve(text) : Promise.reject(Object.assign(new Error(path), { code: 'ENOENT' }))),
    stage: undefined,
    region: 'us-east-1',
    accountId: '123456789012',
    environment: {},
    parameters: {},
    options: {},
  });
}

const golden = new URL('golden/', import.meta.url);
const templates = readdirSync(golden)
  .filter((it) => it.startsWith('sam-') || it.startsWith('cloudformation-'))
  .map((it) => readFileSync(new URL(`${it}/input.yaml`, golden), 'utf8'))
  // JSON has a reader of its own.
  .flatMap((text) => [text, JSON.stringify(parseSource('template.yaml', text).root ?? {}, null, 2)]);

const bomb = [
  'a0: &a0 [x, x, x, x, x, x, x, x, x, x]',
  ...Array.from({ length: 12 }, (_, it) => `a${it + 1}: &a${it + 1} [${Array(10).fill(`*a${it}`).join(', ')}]`),
];
const chain = (count: number): string =>
  Array.from({ length: count }, (_, it) => `  R${it}: { Type: 'AWS::SNS::Topic', DependsOn: R${it + 1} }`).join('\n');
const hostile: [name: string, text: string, code: string][] = [
  ['aliases that grow tenfold at each step', bomb.join('\n'), 'TEMPLATE_TOO_LARGE'],
  ['an anchor that holds itself', 'Resources: &a { x: *a }', 'SYNTAX_ERROR'],
  ['two anchors that hold each other', 'Resources: &a { x: &b { y: *a }, z: *b }', 'SYNTAX_ERROR'],
  ['an alias to nothing', 'Resources: *nothing', 'SYNTAX_ERROR'],
  ['ten thousand open brackets', '['.repeat(10_000), 'TEMPLATE_TOO_LARGE'],
  ['ten thousand nested lists', `a: ${'['.repeat(10_000)}${']'.repeat(10_000)}`, 'TEMPLATE_TOO_LARGE'],
  ['three hundred nested maps', `Resources: ${'{ a: '.repeat(300)}1${' }'.repeat(300)}`, 'TEMPLATE_TOO_LARGE'],
  ['a file of five million characters', `# ${'x'.repeat(5_000_000)}`, 'TEMPLATE_TOO_LARGE'],
  ['a hundred thousand quotes', '"'.repeat(100_000), 'SYNTAX_ERROR'],
  ['nothing', '', 'UNKNOWN_FORMAT'],
  ['a list', '- 1', 'UNKNOWN_FORMAT'],
  ['control characters', '\u0000\u0001\u001b[31m', 'UNKNOWN_FORMAT'],
  ['a prototype for a key', 'Resources: { __proto__: { Type: x }, constructor: { Type: y } }', 'INVALID_VALUE'],
  ['the same key twice', 'Resources: {}\nResources: {}', 'SYNTAX_ERROR'],
  ['a long chain of DependsOn', `Resources:\n${chain(5000)}`, 'UNRESOLVED_REF'],
  ['a condition that is itself', 'Resources: { A: { Type: x, Condition: C } }\nConditions: { C: !Condition C }', 'CIRCULAR_REFERENCE'],
];

test.each(hostile)('%s', async (_, text, code) => {
  const { diagnostics } = await load(text);
  expect(diagnostics.map((it) => it.code)).toContain(code);
});

/** Replaces a piece of a text by another: what slips of the hand and of editors do. */
const mutation = fc.record({
  template: fc.constantFrom(...templates),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.nat(40),
  by: fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom('', '\n', ': ', '- ', '{', '}', '[', '!Ref ', '!If [', '&a ', '*a ', '<<: ', 'null', '~', "'", '${'),
  ),
});

test('mutated templates never throw', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 3 }), async (mutations) => {
      let text = mutations[0]?.template ?? '';
      for (const { at, length, by } of mutations) {
        const start = Math.floor(at * text.length);
        text = text.slice(0, start) + by + text.slice(start + length);
      }
      const { diagnostics } = await load(text);
      for (const it of diagnostics) expect(it.message).not.toBe('');
    }),
    { numRuns: 300 },
  );
});

/** A value of a wrong form where a template has a right one. */
const strange = fc.constantFrom<unknown>(
  null,
  0,
  -1,
  '',
  'x',
  true,
  [],
  [[]],
  [null],
  {},
  { Ref: 'x' },
  { Ref: {} },
  { 'Fn::If': [] },
  { 'Fn::Sub': [1] },
  { 'Fn::GetAtt': 1 },
);

test('templates whose values have wrong forms never throw', async () => {
  const sources = templates.map((it) => parseSource('template.yaml', it).root ?? {});
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...sources), fc.double({ min: 0, max: 1, noNaN: true }), strange, async (source, at, value) => {
      const copy: unknown = structuredClone(source);
      const places = placesIn(copy);
      const place = places[Math.floor(at * places.length)];
      if (place) place.holder[place.member] = value;
      await load(JSON.stringify(copy));
    }),
    { numRuns: 500 },
  );
});

interface MemberPlace {
  readonly holder: Record<string, unknown>;
  readonly member: string;
}

function placesIn(value: unknown): readonly MemberPlace[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((member) => [{ holder, member }, ...placesIn(holder[member])]);
}
