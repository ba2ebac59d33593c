// `gatewright build`: what a package holds, that two machines make the same one, what it refuses, and that it runs.
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { startCli } from '../../../test/start-cli.ts';
import { parseInput } from '../src/command.ts';
import { build } from '../src/commands/build.ts';
import type { Terminal } from '../src/terminal.ts';

const nodeModules: string = fileURLToPath(new URL('../../../node_modules', import.meta.url));

const sam = `
Transform: AWS::Serverless-2016-10-31
Parameters: { Entry: { Type: String, Default: src/typed.handler } }
Resources:
  Typed: { Type: AWS::Serverless::Function, Properties: { Handler: !Ref Entry, Runtime: nodejs22.x, CodeUri: ., Layers: [!Ref Shared] } }
  Configured:
    Type: AWS::Serverless::Function
    Metadata: { BuildMethod: esbuild, BuildProperties: { EntryPoints: [src/typed.ts], Format: esm, Sourcemap: true, Minify: false, External: [left] } }
    Properties: { Handler: src/typed.handler, Runtime: nodejs22.x, CodeUri: ., Layers: [!Ref Shared] }
  Plain: { Type: AWS::Serverless::Function, Properties: { Handler: index.handler, Runtime: nodejs22.x, CodeUri: plain } }
  Snake: { Type: AWS::Serverless::Function, Properties: { Handler: app.handler, Runtime: python3.12, CodeUri: snake } }
  Own: { Type: AWS::Serverless::Function, Properties: { Handler: x, Runtime: provided.al2023, CodeUri: own } }
  Inline: { Type: AWS::Serverless::Function, Properties: { Handler: index.handler, Runtime: nodejs22.x, InlineCode: 'exports.handler = async () => 1' } }
  Shared: { Type: AWS::Serverless::LayerVersion, Properties: { ContentUri: shared, RetentionPolicy: Delete } }
`;

const files: { readonly [path: string]: string } = {
  'template.yaml': sam,
  'src/typed.ts': `import { left } from 'left'; import { fromLayer } from 'of-layer'; import { S3Client } from '@aws-sdk/client-s3';
    export const handler = async (event: { readonly name: string }): Promise<string> => left + fromLayer + event.name + typeof S3Client + import.meta.url.slice(-8);`,
  'plain/index.js': 'exports.handler = async ({ name }) => require("left").left + name;',
  'plain/.env': 'SECRET=1',
  'plain/node_modules/left/package.json': '{ "name": "left" }',
  'plain/node_modules/left/index.js': 'exports.left = "plain ";',
  'plain/node_modules/tester/package.json': '{ "name": "tester" }',
  'plain/node_modules/.package-lock.json': '{ "packages": { "node_modules/left": {}, "node_modules/tester": { "dev": true } } }',
  'snake/app.py': 'def handler(event, context):\n    return "ssss " + event["name"]\n',
  'snake/__pycache__/app.pyc': 'not code',
  'own/bootstrap': '#!/bin/sh\n',
  'shared/nodejs/node_modules/of-layer/package.json': '{ "name": "of-layer" }',
  'shared/nodejs/node_modules/of-layer/index.js': 'exports.fromLayer = "layer ";',
  'node_modules/left/package.json': '{ "name": "left", "dependencies": { "lefter": "1" } }',
  'node_modules/left/index.js': 'exports.left = require("lefter");',
  'node_modules/lefter/package.json': '{ "name": "lefter" }',
  'node_modules/lefter/index.js': 'module.exports = "left ";',
};

/** A project of these files, somewhere else each time. */
function project(written: { readonly [path: string]: string }, depth = ''): string {
  const folder = join(mkdtempSync(join(tmpdir(), 'gatewright-build-')), depth);
  for (const [path, text] of Object.entries(written)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

interface Line {
  readonly type: string;
  readonly logicalId: string;
  readonly file: string;
  readonly bundleBytes?: number;
  readonly codeSha256: string;
}

async function run(cwd: string, ...argv: readonly string[]): Promise<{ exit: number; lines: readonly Line[]; errors: string }> {
  const [lines, errors]: [Line[], string[]] = [[], []];
  const out = (line: string): void => void lines.push(JSON.parse(line));
  const error = (line: string): void => void errors.push(line);
  const terminal = { out, error, cwd, env: {}, interactive: false } as Partial<Terminal> as Terminal;
  const exit = await build.run(parseInput(build, argv), terminal);
  return { exit, lines, errors: errors.join('\n') };
}

/** The names and Unix modes in a zip file's directory. */
function entriesOf(file: string): { readonly [path: string]: string } {
  const zip = readFileSync(file);
  const end = zip.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  const found: { [path: string]: string } = {};
  let at = zip.readUInt32LE(end + 16);
  for (let count = zip.readUInt16LE(end + 10); count > 0; count -= 1) {
    const nameEnd = at + 46 + zip.readUInt16LE(at + 28);
    found[zip.toString('utf8', at + 46, nameEnd)] = zip.readUInt16LE(at + 40).toString(8);
    at = nameEnd + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return found;
}

test('a package holds the code and what it needs, and nothing of the machine', async () => {
  const folder = project(files);
  const { exit, lines, errors } = await run(folder);
  expect([exit, errors]).toEqual([0, '']);
  const packages = lines.filter((it) => it.type === 'package');
  const contents = packages.map((it) => [it.logicalId, entriesOf(join(folder, it.file))] as const);
  const layer = packages.find((it) => it.logicalId.startsWith('Shared'))?.logicalId ?? '';
  expect(Object.fromEntries(contents)).toEqual({
    Typed: { 'src/typed.js': '100644' },
    Configured: { 'src/typed.mjs': '100644', 'src/typed.mjs.map': '100644' },
    Plain: { 'index.js': '100644', 'node_modules/left/index.js': '100644', 'node_modules/left/package.json': '100644' },
    Snake: { 'app.py': '100644' },
    Own: { bootstrap: '100755' },
    [layer]: { 'nodejs/node_modules/of-layer/index.js': '100644', 'nodejs/node_modules/of-layer/package.json': '100644' },
  });
  const bundle = readFileSync(join(folder, '.gatewright/build/Typed/src/typed.js'), 'utf8');
  expect(bundle).toMatch(/"left "/);
  expect(bundle).toMatch(/require\("of-layer"\)/);
  expect(bundle).toMatch(/require\("@aws-sdk\/client-s3"\)/);
  expect(readFileSync(join(folder, '.gatewright/build/Configured/src/typed.mjs'), 'utf8')).toMatch(/from "left"/);
  expect(existsSync(join(folder, '.gatewright/build/Typed/src/typed.js.map'))).toBe(true);
});

test('two machines make the same bytes', async () => {
  const first = project(files);
  const second = project({}, 'elsewhere/and/deeper');
  cpSync(first, second, { recursive: true });
  for (const path of Object.keys(files)) {
    utimesSync(join(second, path), 1_000_000_000, 1_000_000_000);
    chmodSync(join(second, path), 0o600);
  }
  const hashes = async (folder: string): Promise<readonly unknown[]> =>
    (await run(folder)).lines.map((it) => [it.logicalId, it.codeSha256]);
  expect(await hashes(second)).toEqual(await hashes(first));
  const template = (folder: string): string => readFileSync(join(folder, '.gatewright/build/template.json'), 'utf8');
  expect(template(second)).toBe(template(first));
});

test('what was built runs', async () => {
  const folder = project(files);
  const { lines } = await run(folder);
  const { Own: _, ...resources } = JSON.parse(readFileSync(join(folder, '.gatewright/build/template.json'), 'utf8')).Resources;
  writeFileSync(
    join(folder, '.gatewright/build/runs.json'),
    JSON.stringify({ Resources: resources, Parameters: { Entry: { Type: 'String', Default: 'src/typed.handler' } } }),
  );
  const cli = await startCli(join(folder, '.gatewright/build'), ['--memory', '--template', 'runs.json']);
  try {
    // Names the service to the endpoint; what the SDKs make of its answers is in conformance/lambda.
    const scope = 'Credential=test/20260101/us-east-1/lambda/aws4_request';
    const headers = { authorization: `AWS4-HMAC-SHA256 ${scope}, SignedHeaders=host, Signature=${'0'.repeat(64)}` };
    const functions = `${cli.awsUrl}/2015-03-31/functions`;
    const configuration: unknown = await (await fetch(`${functions}/build-Plain/configuration`, { headers })).json();
    expect(configuration).toMatchObject({ CodeSha256: lines.find((it) => it.logicalId === 'Plain')?.codeSha256 });
    const answers: { [name: string]: string } = {};
    for (const name of ['Typed', 'Plain', 'Snake', 'Inline']) {
      const call = { method: 'POST', headers, body: '{"name":"Ada"}' };
      answers[name] = await (await fetch(`${functions}/build-${name}/invocations`, call)).text();
    }
    expect(answers).toEqual({ Typed: '"left layer Adafunctiontyped.js"', Plain: '"plain Ada"', Snake: '"ssss Ada"', Inline: '1' });
  } finally {
    await cli.stop();
  }
});

test('packages that serverless leaves outside of a bundle go with it, and all that they need', async () => {
  const serverless = `
service: shop
provider: { name: aws, runtime: nodejs22.x }
build: { esbuild: { external: ['le*t'], exclude: ['of-layer'] } }
functions: { typed: { handler: src/typed.handler } }
`;
  const { 'template.yaml': _, ...rest } = files;
  const folder = project({ ...rest, 'serverless.yml': serverless });
  const { exit, lines, errors } = await run(folder);
  expect([exit, errors]).toEqual([0, '']);
  const [typed] = lines;
  expect(Object.keys(entriesOf(join(folder, typed?.file ?? '')))).toEqual([
    'node_modules/left/index.js',
    'node_modules/left/package.json',
    'node_modules/lefter/index.js',
    'node_modules/lefter/package.json',
    'src/typed.js',
  ]);
});

test.each([
  { name: 'never asked for', code: 'export const handler = () => z.string().parse("a");', kept: false },
  { name: 'asked for', code: 'export const handler = () => z.config(z.locales.de());', kept: true },
])("zod's languages, $name", async ({ code, kept }) => {
  const template =
    'Transform: AWS::Serverless-2016-10-31\nResources:\n  Checks: { Type: AWS::Serverless::Function, Properties: { Handler: checks.handler, Runtime: nodejs22.x } }\n';
  const folder = project({ 'template.yaml': template, 'checks.ts': `import { z } from 'zod';\n${code}` });
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(join(nodeModules, 'zod'), join(folder, 'node_modules/zod'), 'junction');
  const { exit, lines, errors } = await run(folder);
  expect([exit, errors]).toEqual([0, '']);
  const bundle = join(folder, '.gatewright/build/Checks/checks.js');
  expect((lines[0]?.bundleBytes ?? 0) > 300_000).toBe(kept);
  const answer = spawnSync(process.execPath, ['-p', `JSON.stringify(require(${JSON.stringify(bundle)}).handler())`], { encoding: 'utf8' });
  expect([answer.status, answer.stdout.length > 2, answer.stderr]).toEqual([0, true, '']);
});

const one = (properties: string): string => `Transform: AWS::Serverless-2016-10-31
Resources:
  It:
    Type: AWS::Serverless::Function
    Properties:
      ${properties}
`;

test.each([
  {
    name: 'a syntax error',
    files: { 'template.yaml': one('Handler: a.handler\n      Runtime: nodejs22.x'), 'a.ts': 'export const handler = 1;\nlet = ;\n' },
    error: /^a\.ts:2:7 error HANDLER_SYNTAX_ERROR\n.*\n {2}2 \| let = ;/s,
  },
  {
    name: 'a missing file',
    files: {
      'template.yaml': one('Handler: a.handler\n      Runtime: nodejs22.x'),
      'a.ts': "export { handler } from './handlr';",
      'handler.ts': '',
    },
    error: /^a\.ts:1:\d+ error FILE_NOT_FOUND\n.*Did you mean "handler\.ts"\?/s,
  },
  {
    name: 'a package that is not installed',
    files: { 'template.yaml': one('Handler: a.handler\n      Runtime: nodejs22.x'), 'a.ts': "import 'nowhere'; export const handler = 1;" },
    error: /npm install nowhere/,
  },
  {
    name: 'a handler that is not exported',
    files: { 'template.yaml': one('Handler: a.handlr\n      Runtime: nodejs22.x'), 'a.ts': 'export const handler = 1;' },
    error: /^template\.yaml:6:16 error HANDLER_NOT_FOUND\n.*exports handler\./s,
  },
  {
    name: 'a handler without a file',
    files: { 'template.yaml': one('Handler: b.handler\n      Runtime: nodejs22.x'), 'a.ts': '' },
    error: /^template\.yaml:6:16 error HANDLER_NOT_FOUND/s,
  },
  {
    name: 'a folder that is not there',
    files: { 'template.yaml': one('Handler: b.handler\n      Runtime: nodejs22.x\n      CodeUri: none') },
    error: /error FILE_NOT_FOUND/,
  },
])('refuses $name', async ({ files: written, error }) => {
  const folder = project(written);
  const { exit, lines, errors } = await run(folder);
  expect([exit, lines]).toEqual([1, []]);
  expect(errors).toMatch(error);
});
