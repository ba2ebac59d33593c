// Only the code root is shipped: a package.json above it has no say in what the function's files are.
// @source "Packages", Node.js documentation; CodeUri of "AWS::Serverless::Function", AWS SAM developer guide
import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { startRuntime } from './run-function.ts';

interface Case {
  readonly name: string;
  /** Files of the project; the code root is its folder `code`. */
  readonly files: Readonly<Record<string, string>>;
  readonly answer: unknown;
}

const commonJs = 'exports.handler = async () => typeof require;';
const esModule = 'export const handler = async () => typeof require;';

const cases: readonly Case[] = [
  {
    name: 'CommonJS below a project of ES modules',
    files: { 'package.json': '{ "type": "module" }', 'code/app.js': commonJs },
    answer: 'function',
  },
  {
    name: 'CommonJS below a project of ES modules, over several files and a byte order mark',
    files: {
      'package.json': '{ "type": "module" }',
      'code/app.js': '\uFEFFexports.handler = async () => require("./lib/a").a;',
      'code/lib/a.js': 'exports.a = "a";',
    },
    answer: 'a',
  },
  {
    name: 'a package installed above the code root, of either kind',
    files: {
      'package.json': '{ "type": "module" }',
      'node_modules/one/package.json': '{ "main": "one.js" }',
      'node_modules/one/one.js': 'module.exports = 1;',
      'code/app.js': 'const one = require("one"); exports.handler = async () => one;',
    },
    answer: 1,
  },
  {
    name: 'an ES module whose own package.json says so',
    files: { 'package.json': '{}', 'code/package.json': '{ "type": "module" }', 'code/app.js': esModule },
    answer: 'undefined',
  },
  {
    name: 'a part of the code root with a package.json of its own',
    files: {
      'package.json': '{ "type": "module" }',
      'code/app.js': 'exports.handler = async () => (await import("./esm/a.js")).a;',
      'code/esm/package.json': '{ "type": "module" }',
      'code/esm/a.js': 'export const a = "a";',
    },
    answer: 'a',
  },
  {
    name: 'an ES module without a package.json of its own',
    files: { 'package.json': '{ "type": "module" }', 'code/app.js': esModule },
    answer: expect.objectContaining({ errorType: 'Runtime.UserCodeSyntaxError' }),
  },
];

const runtime = startRuntime();
afterAll(() => runtime.runtime.stop());

test.each(cases)('$name', async ({ name, files, answer }) => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'gatewright-test-')));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  const { body } = await runtime.invoke({ handler: 'app.handler', codeRoot: join(root, 'code'), functionName: `scope-${name.length}` });
  expect(body).toEqual(answer);
});
