// Variables resolve as the Serverless Framework resolves them: its answers and its sentences, recorded in
// serverless-variables/cases.json by record.mjs. Below: what only gatewright says, and the bounds.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ProjectFiles } from '../src/serverless/variables/project-files.ts';
import { VariableResolver } from '../src/serverless/variables/resolve-variables.ts';
import { parseSource } from '../src/source.ts';
import type { Value } from '../src/template.ts';

interface Case {
  readonly name: string;
  readonly custom: Value;
  readonly resolved?: Value;
  readonly errors?: readonly string[];
}

const folder = new URL('serverless-variables/', import.meta.url);
const cases: Case[] = JSON.parse(readFileSync(new URL('cases.json', folder), 'utf8'));

async function resolve(root: Value, files: { readonly [path: string]: string } = {}): Promise<VariableResolver> {
  const readFile = async (path: string): Promise<string> => files[path] ?? readFileSync(new URL(path, folder), 'utf8');
  const environment = { GATEWRIGHT_TEST: 'from the environment' };
  const resolver = new VariableResolver(root, {
    options: {
      readFile,
      stage: undefined,
      region: 'eu-west-1',
      accountId: '123456789012',
      environment,
      parameters: { given: 'parameter' },
      options: { given: 'on the command line', variable: '${self:custom.base}' },
    },
    files: new ProjectFiles('serverless.yml', readFile),
    environment,
  });
  await resolver.all(() => false);
  return resolver;
}

test.each(cases)('$name', async ({ custom, resolved, errors }) => {
  const { root, diagnostics } = await resolve({ service: 'x', provider: { name: 'aws' }, custom });
  expect(diagnostics.map((it) => it.message)).toEqual(errors ?? []);
  if (resolved !== undefined) expect(root).toMatchObject({ custom: resolved });
});

const refused: { name: string; text: string; code: string; says: RegExp; hint: RegExp }[] = [
  { name: 'ssm', text: '${ssm:/a/b}', code: 'UNRESOLVED_VARIABLE', says: /\$\{ssm:\/a\/b\} is a parameter/, hint: /fallback/ },
  { name: 'cf', text: '${cf:stack.Out}', code: 'UNRESOLVED_VARIABLE', says: /output of a deployed stack/, hint: /fallback/ },
  { name: 's3', text: '${s3:bucket/key}', code: 'UNRESOLVED_VARIABLE', says: /object in S3/, hint: /fallback/ },
  { name: 'a file of code', text: '${file(config.js):a}', code: 'UNRESOLVED_VARIABLE', says: /is code/, hint: /\.yml/ },
  { name: 'a file above the project', text: '${file(../config.yml)}', code: 'FILE_OUTSIDE_PROJECT', says: /outside/, hint: /inside/ },
  {
    name: 'a file above, in a roundabout way',
    text: '${file(a/../../config.yml)}',
    code: 'FILE_OUTSIDE_PROJECT',
    says: /outside/,
    hint: /inside/,
  },
  { name: 'a file by an absolute path', text: '${file(/etc/passwd)}', code: 'FILE_OUTSIDE_PROJECT', says: /outside/, hint: /inside/ },
  { name: 'a source of a plugin', text: '${vault:secret}', code: 'UNRESOLVED_VARIABLE', says: /Unrecognized.*"vault"/, hint: /plugin/ },
  { name: 'a file with a mistake', text: '${file(broken.yml):a}', code: 'SYNTAX_ERROR', says: /Cannot parse "broken.yml"/, hint: /./ },
  { name: 'a misspelt property', text: '${self:custom.spelld}', code: 'UNRESOLVED_VARIABLE', says: /"self" source/, hint: /"spelled"/ },
  {
    name: 'a property that is not there',
    text: '${self:none.at}',
    code: 'UNRESOLVED_VARIABLE',
    says: /"self" source/,
    hint: /none: \{ at: value \}/,
  },
];

test.each(refused)('refuses $name', async ({ text, code, says, hint }) => {
  const { diagnostics } = await resolve({ custom: { it: text, spelled: 1 } }, { 'broken.yml': 'a: [1, 2' });
  expect(diagnostics).toEqual([expect.objectContaining({ code, message: expect.stringMatching(says), hint: expect.stringMatching(hint) })]);
});

const answered: { name: string; text: string; value: Value }[] = [
  { name: 'aws:region is the provider’s', text: '${aws:region}', value: 'us-west-2' },
  { name: 'aws:accountId', text: '${aws:accountId}', value: '123456789012' },
  { name: 'param: the command line before the stage', text: '${param:given}', value: 'parameter' },
  { name: 'param: the stage before the default', text: '${param:domain}', value: 'dev.example.org' },
  { name: 'param: the default', text: '${param:other}', value: 'x-default' },
  { name: 'param: a fallback', text: "${param:none, 'f'}", value: 'f' },
];

test.each(answered)('$name', async ({ text, value }) => {
  const params = { dev: { domain: 'dev.example.org' }, default: { domain: 'example.org', other: '${self:custom.x}-default' } };
  const { root, diagnostics } = await resolve({ provider: { region: 'us-west-2' }, params, custom: { it: text, x: 'x' } });
  expect(diagnostics).toEqual([]);
  expect(root).toMatchObject({ custom: { it: value } });
});

const versions: { frameworkVersion: Value; older: boolean }[] = [
  { frameworkVersion: '>=1.1.0 <2.0.0', older: true },
  { frameworkVersion: '^2.10.0', older: true },
  { frameworkVersion: '2', older: true },
  { frameworkVersion: 2, older: true },
  { frameworkVersion: '1.x', older: true },
  { frameworkVersion: '~1.83', older: true },
  { frameworkVersion: '<3', older: true },
  { frameworkVersion: '>=2.0.0 < 3.0.0', older: true },
  { frameworkVersion: '1 || 2', older: true },
  { frameworkVersion: '2 || 3', older: false },
  { frameworkVersion: '>=1.1.0', older: false },
  { frameworkVersion: '>=2.0.0 <4.0.0', older: false },
  { frameworkVersion: '<=3', older: false },
  { frameworkVersion: '<3.10', older: false },
  { frameworkVersion: '^3.2.1', older: false },
  { frameworkVersion: '3', older: false },
  { frameworkVersion: '4', older: false },
  { frameworkVersion: '*', older: false },
  { frameworkVersion: null, older: false },
];

// Before v3 the provider's stage and region were filled in before variables were resolved: "Upgrading to v3".
test.each(versions)('frameworkVersion $frameworkVersion knows the default stage: $older', async ({ frameworkVersion, older }) => {
  const custom = { stage: '${opt:stage, self:provider.stage}', region: '${self:provider.region}' };
  const { root, diagnostics } = await resolve({ frameworkVersion, provider: { name: 'aws' }, custom });
  if (older) expect(root).toMatchObject({ custom: { stage: 'dev', region: 'us-east-1' } });
  expect(diagnostics.map((it) => it.hint).sort()).toEqual(
    older ? [] : ['Write ${aws:region}, which also knows the default.', 'Write ${sls:stage}, which also knows the default.'],
  );
});

test('warns when a fallback answers for what only AWS knows', async () => {
  const { root, diagnostics } = await resolve({ custom: { it: "${ssm:/a, 'b'}" } });
  expect(root).toEqual({ custom: { it: 'b' } });
  expect(diagnostics).toEqual([expect.objectContaining({ severity: 'warning', message: expect.stringContaining('${ssm:/a}') })]);
});

test('points at the variable inside of the text', async () => {
  const { root } = parseSource('serverless.yml', 'custom:\n  a: "https://${opt:none}/x"\n  b: plain ${env:NONE_OF_THESE}\n');
  const { diagnostics } = await resolve(root ?? null);
  expect(diagnostics.map((it) => it.at)).toEqual([
    { file: 'serverless.yml', line: 2, column: 15, length: 11 },
    { file: 'serverless.yml', line: 3, column: 12, length: 20 },
  ]);
});

test('names a mistake once, however many depend on it', async () => {
  const { diagnostics } = await resolve({ custom: { a: '${opt:none}', b: '${self:custom.a}', c: 'x-${self:custom.b}' } });
  expect(diagnostics.map((it) => it.message)).toEqual(['Cannot resolve variable at "custom.a": Value not found at "opt" source']);
});

function chain(length: number, link: (index: number) => Value, end: Value): Value {
  const custom: { [member: string]: Value } = { [`a${length}`]: end };
  for (let index = 0; index < length; index += 1) custom[`a${index}`] = link(index + 1);
  return { custom };
}

const bombs: { name: string; root: Value }[] = [
  { name: 'a text that doubles forty times', root: chain(40, (it) => `\${self:custom.a${it}}\${self:custom.a${it}}`, 'xxxxxxxx') },
  {
    name: 'a mapping that doubles forty times',
    root: chain(40, (it) => ({ left: `\${self:custom.a${it}}`, right: `\${self:custom.a${it}}` }), { end: 1 }),
  },
];

test.each(bombs)('stops $name', async ({ root }) => {
  const { diagnostics } = await resolve(root);
  expect(diagnostics.map((it) => it.code)).toContain('TEMPLATE_TOO_LARGE');
});

test('follows a chain of five thousand references', async () => {
  const { root, diagnostics } = await resolve(chain(5000, (it) => `\${self:custom.a${it}}`, 'end'));
  expect(diagnostics).toEqual([]);
  expect(root).toMatchObject({ custom: { a0: 'end' } });
});

test('lets a file refer to what includes it', async () => {
  const files = { 'custom.yml': 'stages: { default: qa }\nname: ${self:provider.stage}-table\n' };
  const { root, diagnostics } = await resolve(
    { provider: { stage: '${self:custom.stages.default}' }, custom: '${file(custom.yml)}' },
    files,
  );
  expect(diagnostics).toEqual([]);
  expect(root).toMatchObject({ provider: { stage: 'qa' }, custom: { name: 'qa-table' } });
});

test('ends when a file includes itself and refers to the whole of it', async () => {
  const text = 'custom:\n  whole: ${file(serverless.yml)}\n  name: ${self:custom.whole}\n';
  const { root } = parseSource('serverless.yml', text);
  const { diagnostics } = await resolve(root ?? null, { 'serverless.yml': text });
  expect(diagnostics.map((it) => it.code)).toContain('UNRESOLVED_VARIABLE');
});

test('stops files that include each other', async () => {
  const files = { 'a.yml': 'x: ${file(b.yml)}', 'b.yml': 'x: ${file(a.yml)}' };
  const { diagnostics } = await resolve({ custom: '${file(a.yml)}' }, files);
  expect(diagnostics.map((it) => it.message)).toEqual([expect.stringContaining('Excessive property variables nest depth')]);
});

test('gives up on brackets without end', async () => {
  const { diagnostics } = await resolve({ custom: { it: '${self:'.repeat(100_000) } });
  expect(diagnostics).toHaveLength(1);
});
