// Covers what a saved file does. Each test has its own folder of code.
import { mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { type Failed, startRuntime } from './run-function.ts';

const lambda = startRuntime();
const root = realpathSync(mkdtempSync(join(tmpdir(), 'gatewright-reload-')));
afterAll(async () => {
  await lambda.runtime.stop();
  rmSync(root, { recursive: true, force: true });
});

/** Writes files into a folder of that name, and answers how to write more. */
function project(
  name: string,
  files: { readonly [file: string]: string },
): { readonly codeRoot: string; write(file: string, text: string): void } {
  const codeRoot = join(root, name);
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(codeRoot, file)), { recursive: true });
    writeFileSync(join(codeRoot, file), text);
  };
  for (const [file, text] of Object.entries({ 'package.json': '{ "type": "commonjs" }', ...files })) write(file, text);
  return { codeRoot, write };
}

const reloadOf = (functionName: string, count = 1): Promise<unknown> => {
  let seen = 0;
  const before = lambda.events.filter((it) => it.type === 'reload' && it.functionName === functionName).length;
  return lambda.event('reload', (it) => it.functionName === functionName && ++seen > before + count - 1);
};

test('JavaScript: the next request gets the new code', async () => {
  const { codeRoot, write } = project('javascript', { 'index.js': 'exports.handler = async () => 1;' });
  const settings = { codeRoot, handler: 'index.handler', functionName: 'javascript' };
  expect((await lambda.invoke(settings)).body).toBe(1);
  const reloaded = reloadOf('javascript');
  write('index.js', 'exports.handler = async () => 2;');
  expect(await reloaded).toMatchObject({ changed: 'index.js' });
  expect((await lambda.invoke(settings)).body).toBe(2);
});

test('TypeScript: a file that the handler imports', async () => {
  const { codeRoot, write } = project('typescript', {
    'src/index.ts': "import { value } from './value';\nexport const handler = async () => value;",
    'src/value.ts': 'export const value: number = 1;',
  });
  const settings = { codeRoot, handler: 'src/index.handler', functionName: 'typescript' };
  expect((await lambda.invoke(settings)).body).toBe(1);
  const reloaded = reloadOf('typescript');
  write('src/value.ts', 'export const value: number = 2;');
  await reloaded;
  expect((await lambda.invoke(settings)).body).toBe(2);
});

test('only the functions that import the file start anew', async () => {
  const { codeRoot, write } = project('two', {
    'a.js': "exports.handler = async () => require('./lib/a');",
    'lib/a.js': 'module.exports = 1;',
    'b.js': 'let count = 0; exports.handler = async () => ++count;',
  });
  const a = { codeRoot, handler: 'a.handler', functionName: 'two-a' };
  const b = { codeRoot, handler: 'b.handler', functionName: 'two-b' };
  await lambda.invoke(a);
  await lambda.invoke(b);
  await lambda.runtime.warmUp();
  const reloaded = reloadOf('two-a');
  write('lib/a.js', 'module.exports = 2;');
  await reloaded;
  expect((await lambda.invoke(a)).body).toBe(2);
  expect((await lambda.invoke(b)).body).toBe(2);
});

test('an editor that saves by renaming a new file over the old one', async () => {
  const { codeRoot, write } = project('rename', { 'index.js': 'exports.handler = async () => 1;' });
  const settings = { codeRoot, handler: 'index.handler', functionName: 'rename' };
  await lambda.invoke(settings);
  for (const value of [2, 3]) {
    const reloaded = reloadOf('rename');
    write('.index.js.swp', `exports.handler = async () => ${value};`);
    renameSync(join(codeRoot, '.index.js.swp'), join(codeRoot, 'index.js'));
    await reloaded;
    expect((await lambda.invoke(settings)).body).toBe(value);
  }
});

test('a new file in a new folder, on which the function was waiting', async () => {
  const { codeRoot, write } = project('new-file', {
    'index.ts': "import { value } from './lib/value';\nexport const handler = async () => value;",
  });
  const settings = { codeRoot, handler: 'index.handler', functionName: 'new-file' };
  expect((await lambda.invoke<Failed>(settings)).body.errorType).toBe('Runtime.ImportModuleError');
  const reloaded = reloadOf('new-file');
  write('lib/value.ts', 'export const value = 7;');
  await reloaded;
  expect((await lambda.invoke(settings)).body).toBe(7);
});

test('what runs finishes on the old code; what arrives meanwhile gets the new', async () => {
  const { codeRoot, write } = project('in-flight', {
    'index.js': "exports.handler = (event) => new Promise((resolve) => setTimeout(resolve, event.ms, 'old'));",
  });
  const settings = { codeRoot, handler: 'index.handler', functionName: 'in-flight' };
  await lambda.invoke(settings, { ms: 0 });
  const running = lambda.invoke(settings, { ms: 600 });
  const reloaded = reloadOf('in-flight');
  write('index.js', "exports.handler = async () => 'new';");
  await reloaded;
  expect((await lambda.invoke(settings)).body).toBe('new');
  expect((await running).body).toBe('old');
});

test('a mistake is told with its line, answered as AWS would, and gone with the next save', async () => {
  const { codeRoot, write } = project('mistake', { 'index.ts': 'export const handler = async () => 1;' });
  const settings = { codeRoot, handler: 'index.handler', functionName: 'mistake' };
  expect((await lambda.invoke(settings)).body).toBe(1);
  const failed = lambda.event('build-failed', (it) => it.functionName === 'mistake');
  write('index.ts', 'export const handler = async () => {\n  return 1 +;\n};');
  const { failure } = await failed;
  expect(failure).toMatchObject({
    errorType: 'Runtime.UserCodeSyntaxError',
    at: { file: join(codeRoot, 'index.ts'), line: 2, column: 13 },
  });
  expect((await lambda.invoke(settings)).body).toMatchObject({
    errorType: 'Runtime.UserCodeSyntaxError',
    errorMessage: 'SyntaxError: Unexpected ";"',
  });
  const reloaded = reloadOf('mistake');
  write('index.ts', 'export const handler = async () => 3;');
  await reloaded;
  expect((await lambda.invoke(settings)).body).toBe(3);
});

test('a mistake in JavaScript is told when it is saved, too', async () => {
  const { codeRoot, write } = project('mistake-in-place', {
    'index.js': 'exports.handler = async () => 1;',
    'lib.js': 'module.exports = 1;',
  });
  const settings = { codeRoot, handler: 'index.handler', functionName: 'mistake-in-place' };
  await lambda.invoke(settings);
  const failed = lambda.event('build-failed', (it) => it.functionName === 'mistake-in-place');
  write('index.js', "exports.handler = async () => require('./lib');\nundefinedFunction();");
  expect((await failed).failure).toMatchObject({ errorType: 'ReferenceError', at: { file: join(codeRoot, 'index.js'), line: 2 } });
  expect((await lambda.invoke(settings)).body).toMatchObject({ errorType: 'ReferenceError' });
  const reloaded = reloadOf('mistake-in-place');
  write('index.js', "exports.handler = async () => require('./lib');");
  await reloaded;
  expect((await lambda.invoke(settings)).body).toBe(1);
});

test('requests go on through twenty saves without an error', async () => {
  const { codeRoot, write } = project('busy', { 'index.ts': 'export const handler = async () => 0;' });
  const settings = { codeRoot, handler: 'index.handler', functionName: 'busy' };
  await lambda.invoke(settings);
  let saving = true;
  const answers: unknown[] = [];
  const clients = Array.from({ length: 4 }, async () => {
    while (saving) answers.push((await lambda.invoke(settings)).body);
  });
  for (let save = 1; save <= 20; save += 1) {
    const reloaded = reloadOf('busy');
    write('index.ts', `export const handler = async () => ${save};`);
    await reloaded;
    expect((await lambda.invoke(settings)).body).toBe(save);
  }
  saving = false;
  await Promise.all(clients);
  expect(answers.every((it) => typeof it === 'number')).toBe(true);
  // Each client sees later and later code.
  expect(answers.length).toBeGreaterThan(20);
});

test("packages are found from the source's place, those of a workspace are bundled from their sources", async () => {
  const { codeRoot, write } = project('packages', {
    'functions/users/index.ts':
      "import { installed } from 'installed';\nimport { linked } from '@own/linked';\nexport const handler = async () => [installed, linked];",
    'functions/users/node_modules/installed/package.json': '{ "name": "installed", "main": "main.js" }',
    'functions/users/node_modules/installed/main.js': "exports.installed = require('node:path').basename(__dirname);",
    'libraries/linked/package.json':
      '{ "name": "@own/linked", "exports": { ".": { "source": "./src/index.ts", "default": "./dist/index.js" } } }',
    'libraries/linked/src/index.ts': "export const linked: string = 'from source';",
  });
  mkdirSync(join(codeRoot, 'node_modules/@own'), { recursive: true });
  symlinkSync(join(codeRoot, 'libraries/linked'), join(codeRoot, 'node_modules/@own/linked'));
  for (const type of ['commonjs', 'module']) {
    write('package.json', `{ "type": "${type}" }`);
    const answer = await lambda.invoke({ codeRoot, handler: 'functions/users/index.handler', functionName: `packages-${type}` });
    expect(answer.body).toEqual(['installed', 'from source']);
  }
});

test("the user's esbuild settings count", async () => {
  const { codeRoot } = project('settings', {
    'src/app.ts':
      "import text from './note.txt';\nexport const handler = async () => [text, STAGE, typeof BANNER];\ndeclare const STAGE: string, BANNER: string;",
    'src/note.txt': 'a note',
  });
  const esbuild = {
    EntryPoints: ['src/app.ts'],
    Loader: ['.txt=text'],
    Define: ['STAGE="prod"'],
    Banner: ['js=globalThis.BANNER = 1;'],
    Minify: true,
    Target: 'es2020',
  };
  const answer = await lambda.invoke({ codeRoot, handler: 'app.handler', functionName: 'settings', esbuild });
  expect(answer.body).toEqual(['a note', 'prod', 'number']);
  const own = { loader: { '.txt': 'text' }, define: { STAGE: '"dev"' }, banner: { js: 'globalThis.BANNER = 1;' }, format: 'esm' };
  expect((await lambda.invoke({ codeRoot, handler: 'src/app.handler', functionName: 'settings-2', esbuild: own })).body).toEqual([
    'a note',
    'dev',
    'number',
  ]);
});

test('code that is a text of the template', async () => {
  const inlineCode = "exports.handler = async () => require('node:path').basename(__filename);";
  expect((await lambda.invoke({ handler: 'index.handler', functionName: 'inline', inlineCode })).body).toBe('index.js');
});

test('packages are loaded ahead of a save; the code sees them as ever', async () => {
  const other = startRuntime();
  const { codeRoot, write } = project('ahead', {
    'index.js': "const { pid, variable } = require('noisy'); exports.handler = async () => [1, pid === process.pid, variable];",
    'node_modules/noisy/index.js': "console.log('noisy is loaded'); exports.pid = process.pid; exports.variable = process.env.STAGE;",
  });
  const settings = { codeRoot, handler: 'index.handler', functionName: 'ahead', environment: { STAGE: 'dev' } };
  expect((await other.invoke(settings)).body).toEqual([1, true, 'dev']);
  await other.runtime.warmUp();
  for (const value of [2, 3]) {
    const reloaded = other.event(
      'reload',
      (it) => it.changed === `index.js` && other.events.filter((event) => event.type === 'reload').length === value - 1,
    );
    write(
      'index.js',
      `const { pid, variable } = require('noisy'); exports.handler = async () => [${value}, pid === process.pid, variable];`,
    );
    await reloaded;
    expect((await other.invoke(settings)).body).toEqual([value, true, 'dev']);
  }
  const lines = other.events.flatMap((it) => (it.type === 'log' && it.requestId === undefined ? [it.line.split('\t').at(-1)] : []));
  expect(lines.map((it) => (it?.startsWith('Runtime Version ARN') ? 'INIT_START' : it))).toEqual(
    Array.from({ length: 3 }, () => ['INIT_START', 'noisy is loaded']).flat(),
  );
  await other.runtime.stop();
});

test("a package that ends the process is the code's own affair", async () => {
  const other = startRuntime();
  const { codeRoot, write } = project('exits', {
    'index.js': "require('exits'); exports.handler = async () => 1;",
    'node_modules/exits/index.js': 'process.exit(5);',
  });
  const settings = { codeRoot, handler: 'index.handler', functionName: 'exits' };
  await other.invoke({ ...settings, functionName: 'first', handler: 'other.handler' });
  expect((await other.invoke<Failed>(settings)).body.errorMessage).toMatch(/exit status 5$/);
  await other.runtime.warmUp();
  const reloaded = other.event('reload', (it) => it.functionName === 'exits');
  write('index.js', 'exports.handler = async () => 2;');
  await reloaded;
  expect((await other.invoke(settings)).body).toBe(2);
  await other.runtime.stop();
});
