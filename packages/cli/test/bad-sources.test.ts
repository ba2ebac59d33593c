// What the command line answers to sources that cannot run: one diagnostic each, with code and place, and exit code 1. The
// compiler's own golden files hold the wording; requests that are wrong are in bad-requests.test.ts.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type CliLine, runCli } from '../../../test/start-cli.ts';

interface Case {
  readonly name: string;
  readonly file: string;
  readonly text: string;
  readonly code: string;
  /** `line:column` in the file. */
  readonly at: string;
}

const sam = (resources: string): string => `Transform: AWS::Serverless-2016-10-31\nResources:\n${resources}`;
const api = (properties: string, event = ''): string =>
  sam(`  Api:
    Type: AWS::Serverless::Function
    Properties:
      Handler: app.handler
      Runtime: nodejs24.x
      CodeUri: .
${properties}      Events:
        Root: { Type: Api, Properties: { Path: /, Method: get${event} } }
`);

const cases: readonly Case[] = [
  { name: 'a YAML error', file: 'template.yaml', text: 'Resources:\n  A: [1, 2\n  B: 3\n', code: 'SYNTAX_ERROR', at: '3:3' },
  {
    name: 'an unknown resource type',
    file: 'template.yaml',
    text: sam('  Q:\n    Type: AWS::SQS::Que\n'),
    code: 'UNSUPPORTED_RESOURCE_TYPE',
    at: '4:11',
  },
  {
    name: 'an unresolvable !Ref',
    file: 'template.yaml',
    text: api('      Environment: { Variables: { TABLE: !Ref NotesTabel } }\n'),
    code: 'UNRESOLVED_REF',
    at: '9:47',
  },
  { name: 'a property SAM does not have', file: 'template.yaml', text: api('      Timeoutt: 3\n'), code: 'UNKNOWN_PROPERTY', at: '9:7' },
  { name: 'a file that is no template', file: 'template.yaml', text: 'hello: world\n', code: 'UNKNOWN_FORMAT', at: '1:1' },
  {
    name: 'a serverless variable without a value',
    file: 'serverless.yml',
    text: 'service: s\nprovider:\n  name: aws\n  runtime: nodejs22.x\nfunctions:\n  f:\n    handler: app.handler\n    environment:\n      TABLE: ${self:custom.none}\n',
    code: 'UNRESOLVED_VARIABLE',
    at: '9:14',
  },
];

test.each(cases)('$name is $code at $at', async ({ file, text, code, at }) => {
  const folder = projectOf({ [file]: text });
  const finished = await runCli(['dev', folder, '--port', '0', '--aws-port', '0', '--memory'], folder);
  const diagnostics = finished.lines.filter((it) => it.type === 'diagnostic');
  expect(diagnostics.map((it) => `${it.code} ${it.at}`)).toContain(`${code} ${file}:${at}`);
  expect(diagnostics.find((it) => it.code === code)).toMatchObject({
    severity: 'error',
    message: expect.stringMatching(/\w/),
    hint: expect.stringMatching(/\w/),
  });
  expect(finished.code).toBe(1);
  expect(finished.stderr).toBe('');
});

test('--allow-unsupported turns what we lack into a warning', async () => {
  const folder = projectOf({ 'template.yaml': sam('  Q:\n    Type: AWS::Kinesis::Stream\n') });
  const strict = await runCli(['dev', folder, '--port', '0', '--aws-port', '0', '--memory'], folder);
  expect(strict.lines.filter((it) => it.type === 'diagnostic')).toMatchObject([{ code: 'UNSUPPORTED_RESOURCE_TYPE', severity: 'error' }]);
});

test('a port in use is named, with the option to change it', async () => {
  const server = createServer();
  const port = await new Promise<number>((resolve) => server.listen(65_535, '127.0.0.1', () => resolve(65_535)));
  const folder = projectOf({ 'template.yaml': api(''), 'app.js': 'exports.handler = async () => ({ statusCode: 200 })' });
  const finished = await runCli(['dev', folder, '--port', String(port), '--aws-port', '0', '--memory'], folder);
  server.close();
  expect(finished.lines.find((it: CliLine) => it.type === 'failure')).toMatchObject({
    code: 'PORT_IN_USE',
    hint: expect.stringContaining('--port'),
  });
  expect(finished.code).toBe(1);
});

test('a folder without a template is named, with what was looked for', async () => {
  const folder = projectOf({});
  const finished = await runCli(['dev', folder], folder);
  expect(finished.lines).toMatchObject([
    { type: 'failure', code: 'TEMPLATE_NOT_FOUND', message: expect.stringContaining('template.yaml') },
  ]);
  expect(finished.code).toBe(1);
});

test.each([
  [['dev', '--prot', '3000'], '--prot'],
  [['dev', '--port', 'many'], 'many'],
  [['serve'], 'serve'],
])('%j is refused by name with exit code 2', async (args, named) => {
  const finished = await runCli(args);
  expect(finished.stderr).toContain(named);
  expect(finished.code).toBe(2);
});

function projectOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'gatewright-test-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}
