// Whatever a serverless.yml says, compiling it ends soon and ends in a result: every golden case with one value replaced by
// another kind of value, and with one line cut, doubled or torn.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadTemplate } from '../src/load-template.ts';
import { isMapping, parseSource } from '../src/source.ts';
import type { CompileResult, Value } from '../src/template.ts';

const golden = new URL('golden/', import.meta.url);
const inputs = readdirSync(golden).filter((it) => existsSync(new URL(`${it}/serverless.yml`, golden)));

async function compile(name: string, text: string): Promise<CompileResult> {
  return loadTemplate('serverless.yml', {
    readFile: async (path) => (path === 'serverless.yml' ? text : readFileSync(new URL(`${name}/${path}`, golden), 'utf8')),
    stage: undefined,
    region: 'us-east-1',
    accountId: '123456789012',
    environment: {},
    parameters: {},
    options: {},
  });
}

function check({ diagnostics, template }: CompileResult): void {
  for (const { message, code, at } of diagnostics) {
    expect(message).not.toMatch(/undefined|(?<!Received: )\[object Object\]|NaN/);
    expect(at, `${code}: ${message}`).toBeDefined();
  }
  // A template that is there can be written.
  expect(JSON.stringify(template ?? {})).not.toContain('\u{e000}');
}

const odd: fc.Arbitrary<Value> = fc.constantFrom<Value>(
  null,
  0,
  -1,
  1.5,
  true,
  false,
  '',
  ' ',
  'text',
  '${self:custom}',
  '${self:}',
  '${opt:none}',
  '${file(serverless.yml)}',
  '${AWS::Region}',
  '__proto__',
  [],
  [[]],
  [null],
  ['a', { b: 'c' }],
  {},
  { a: null },
  { Ref: 'ApiGatewayRestApi' },
  { 'Fn::GetAtt': 'x' },
  { __proto__x: 1, constructor: { name: 'x' }, toString: 'y' },
);

/** Where values stand in `value`. */
function paths(value: Value, path: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [[...path]];
  return [[...path], ...Object.entries(value).flatMap(([member, held]) => paths(held, [...path, member]))];
}

function replaced(value: Value, [member, ...rest]: readonly string[], by: Value): Value {
  if (member === undefined) return by;
  if (Array.isArray(value)) return value.map((held, index) => (String(index) === member ? replaced(held, rest, by) : held));
  if (!isMapping(value)) return by;
  return Object.fromEntries(Object.entries(value).map(([name, held]) => [name, name === member ? replaced(held, rest, by) : held]));
}

test.each(inputs)('%s with a value of another kind', async (name) => {
  const { root = null } = parseSource('serverless.yml', readFileSync(new URL(`${name}/serverless.yml`, golden), 'utf8'));
  const places = paths(root);
  await fc.assert(
    fc.asyncProperty(fc.nat(places.length - 1), odd, async (index, value) => {
      check(await compile(name, JSON.stringify(replaced(root, places[index] ?? [], value))));
    }),
    { numRuns: 25, seed: 1 },
  );
});

test.each(inputs)('%s with a line that is torn', async (name) => {
  const text = readFileSync(new URL(`${name}/serverless.yml`, golden), 'utf8');
  const lines = text.split('\n');
  const tear = fc.constantFrom<(line: string) => string[]>(
    () => [],
    (it) => [it, it],
    (it) => [it.slice(0, it.length / 2)],
    (it) => [`  ${it}`],
    (it) => [`${it}\${`],
    (it) => [it.replace(':', ' ')],
  );
  await fc.assert(
    fc.asyncProperty(fc.nat(lines.length - 1), tear, async (index, torn) => {
      check(await compile(name, lines.flatMap((line, at) => (at === index ? torn(line) : [line])).join('\n')));
    }),
    { numRuns: 12, seed: 1 },
  );
});
