// `gatewright check` from the outside: what public templates are told before anything is started. Each rule's own cases are in the golden
// files of the compiler and in engine/test/stack.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const main = fileURLToPath(new URL('../dist/main.js', import.meta.url));

function run(...args: readonly string[]): { readonly code: number | null; readonly stdout: string } {
  const { status, stdout } = spawnSync(process.execPath, [main, ...args], { encoding: 'utf8' });
  return { code: status, stdout };
}

const javaFunction = `Transform: AWS::Serverless-2016-10-31
Globals: { Function: { Runtime: java21, Handler: "com.example.Hello::handle" } }
Resources:
  Hello: { Type: AWS::Serverless::Function, Properties: { Events: { Get: { Type: Api, Properties: { Path: /, Method: get } } } } }
  Other: { Type: AWS::Serverless::Function, Properties: { Events: { Get: { Type: Api, Properties: { Path: /other, Method: get } } } } }
`;

const sharedSecret = `service: shared
provider:
  name: aws
  runtime: nodejs24.x
  environment: { API_SECRET: sk-0123456789abcdef0123456789 }
functions:
  one: { handler: index.one, events: [{ httpApi: GET /one }] }
  two: { handler: index.two, events: [{ httpApi: GET /two }] }
`;

const emptyPermission = `Resources:
  Permission: { Type: AWS::Lambda::Permission, Properties: { FunctionName: hello } }
`;

const cases: [what: string, file: string, text: string, exitCode: number, told: string[]][] = [
  [
    'each function that cannot run here',
    'template.yaml',
    javaFunction,
    1,
    ['UNSUPPORTED_PROPERTY template.yaml:2', 'UNSUPPORTED_PROPERTY template.yaml:2'],
  ],
  ['a variable of all functions once', 'serverless.yml', sharedSecret, 0, ['SECRET_IN_TEMPLATE serverless.yml:5']],
  ['what is required', 'template.yaml', emptyPermission, 1, ['MISSING_PROPERTY template.yaml:2']],
];

test.each(cases)('tells %s', (_, file, text, exitCode, told) => {
  const folder = mkdtempSync(join(tmpdir(), 'gatewright-check-'));
  writeFileSync(join(folder, file), text);
  const answer = run('check', folder, '--format', 'json');
  const found: { code: string; at: { file: string; line: number } }[] = JSON.parse(answer.stdout);
  expect(found.map((it) => `${it.code} ${it.at.file.split('/').at(-1)}:${it.at.line}`)).toEqual(told);
  expect(answer.code).toBe(exitCode);
});

test('the help keeps a summary apart from a long option', () => {
  const { stdout } = run('check', '--help');
  expect(stdout).toMatch(/--parameter-overrides NAME=VALUE\n {28}values/);
});

// Source: "sam deploy", AWS SAM CLI command reference.
const overrides: [what: string, words: string[], told: string[]][] = [
  ['none', [], ['MISSING_PROPERTY', 'MISSING_PROPERTY']],
  ['one', ['--parameter-overrides', 'Stage=dev'], ['MISSING_PROPERTY']],
  ['several words', ['--parameter-overrides', 'Stage=dev', 'Name=notes'], []],
  ['several words, and an option', ['--parameter-overrides', 'Stage=dev', 'Name=notes', '--stage', 'dev'], []],
  ['one text', ['--parameter-overrides', 'Stage=dev Name=notes'], []],
];

test.each(overrides)('parameter overrides: %s', (_, words, told) => {
  const folder = mkdtempSync(join(tmpdir(), 'gatewright-check-'));
  const text = 'Parameters: { Stage: { Type: String }, Name: { Type: String } }\nResources: { Jobs: { Type: AWS::SQS::Queue } }\n';
  writeFileSync(join(folder, 'template.yaml'), text);
  const found: { code: string }[] = JSON.parse(run('check', folder, '--format', 'json', ...words).stdout);
  expect(found.map((it) => it.code)).toEqual(told);
});
