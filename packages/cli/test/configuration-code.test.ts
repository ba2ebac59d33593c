// A configuration that is code: serverless.js, serverless.ts and ${file(x.js)} are run in a process of their own, and said to be.
// What a file() that is data gives is in template/test/serverless-variables.test.ts.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { type CompiledProject, compileProject } from '../src/compile-project.ts';

const folders: string[] = [];
afterEach(() => {
  for (const it of folders.splice(0)) rmSync(it, { recursive: true });
});

async function compile(file: string, files: Readonly<Record<string, string>>): Promise<CompiledProject['compiled']> {
  const root = mkdtempSync(join(tmpdir(), 'gatewright-code-'));
  folders.push(root);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  const environment = { PATH: process.env.PATH, GIVEN: 'given' };
  const { compiled } = await compileProject({ root, file, stage: 'qa', environment, parameters: {} });
  return compiled;
}

const service = (value: string): string => `
service: code
provider: { name: aws, runtime: nodejs24.x }
custom: { name: notes }
functions:
  hello: { handler: a.b, environment: { IT: "${value}" } }
`;

const answered: { name: string; variable: string; module: string; value: string; file?: string }[] = [
  { name: 'a member', variable: 'file(x.js):a.b', module: 'module.exports = { a: { b: "deep" } }', value: 'deep' },
  { name: 'a function', variable: 'file(x.js)', module: 'module.exports = () => "called"', value: 'called' },
  { name: 'a member of what a function gives', variable: 'file(x.js):y', module: 'module.exports = async () => ({ y: 1 })', value: '1' },
  { name: 'a function at a member', variable: 'file(x.js):f', module: 'exports.f = ({ options }) => options.stage', value: 'qa' },
  {
    name: 'a function that asks for a variable',
    variable: 'file(x.js)',
    module: 'module.exports = async ({ resolveVariable: ask }) => (await ask("self:custom.name")) + (await ask("sls:stage"))',
    value: 'notesqa',
  },
  {
    name: 'a function that asks for a property',
    variable: 'file(x.js)',
    module: 'module.exports = ({ resolveConfigurationProperty: ask }) => ask(["provider", "runtime"])',
    value: 'nodejs24.x',
  },
  { name: 'the environment', variable: 'file(x.js)', module: 'module.exports = process.env.GIVEN', value: 'given' },
  { name: 'a module', variable: 'file(x.mjs):y', file: 'x.mjs', module: 'export default { y: "module" }', value: 'module' },
  { name: 'TypeScript', variable: 'file(x.ts):y', file: 'x.ts', module: 'export default { y: "typed" as string }', value: 'typed' },
  { name: 'nothing, and the fallback', variable: "file(x.js):none, 'fallback'", module: 'module.exports = {}', value: 'fallback' },
];

test.each(answered)('answers from code: $name', async ({ variable, module, value, file = 'x.js' }) => {
  const { template, diagnostics, files } = await compile('serverless.yml', {
    'serverless.yml': service(`\${${variable}}`),
    [file]: module,
  });
  expect(template?.Resources.HelloLambdaFunction?.Properties).toMatchObject({ Environment: { Variables: { IT: value } } });
  expect(diagnostics).toMatchObject([{ code: 'CONFIGURATION_IS_CODE', severity: 'warning', at: { file: 'serverless.yml', line: 6 } }]);
  expect(files).toContain(file);
});

const refused: { name: string; module: string; says: RegExp }[] = [
  { name: 'throws', module: 'throw new Error("no such table")', says: /no such table/ },
  { name: 'rejects', module: 'module.exports = async () => { throw new Error("later") }', says: /later/ },
  { name: 'is no JavaScript', module: 'module.exports = {', says: /SyntaxError/ },
  { name: 'ends its process', module: 'process.exit(3)', says: /code 3/ },
];

test.each(refused)('names code that $name', async ({ module, says }) => {
  const { diagnostics } = await compile('serverless.yml', { 'serverless.yml': service('${file(x.js)}'), 'x.js': module });
  expect(diagnostics).toMatchObject([
    { code: 'UNRESOLVED_VARIABLE', severity: 'error', message: expect.stringMatching(says), at: { line: 6 } },
  ]);
});

test('a serverless.ts is run, with the names of tsconfig.json', async () => {
  const { template, diagnostics, files } = await compile('serverless.ts', {
    'serverless.ts': `import type { AWS } from '@serverless/typescript';
import hello from '@functions/hello';
const configuration: AWS = { service: 'typed', provider: { name: 'aws', runtime: 'nodejs24.x' }, functions: { hello } };
module.exports = configuration;`,
    'tsconfig.json': '{ "extends": "./tsconfig.paths.json" } ',
    'tsconfig.paths.json': '{ "compilerOptions": { "baseUrl": ".", "paths": { "@functions/*": ["src/functions/*"] }, } }',
    'src/functions/hello/index.ts':
      "export default { handler: `${__dirname.split(process.cwd())[1].substring(1)}/handler.main`, events: [{ httpApi: 'GET /' }] };",
  });
  expect(template?.Resources.HelloLambdaFunction?.Properties).toMatchObject({ Handler: 'src/functions/hello/handler.main' });
  expect(template?.Resources).toHaveProperty('HttpApiRouteGet');
  expect(diagnostics.map((it) => it.code)).toEqual(['CONFIGURATION_IS_CODE']);
  expect(files).toContain('src/functions/hello/index.ts');
});

test('a serverless.js that exports nothing is named', async () => {
  const { template, diagnostics } = await compile('serverless.js', { 'serverless.js': 'exports = 5; module.exports = "text"' });
  expect(template).toBeUndefined();
  expect(diagnostics).toMatchObject([{ severity: 'error', message: expect.stringContaining('no mapping'), at: { line: 1 } }]);
});
