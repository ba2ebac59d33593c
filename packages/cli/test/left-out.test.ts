// What --allow-unsupported runs without: the rest of the template is served as if it stood alone, and what refers to the part
// left out gets its name. And what else must not stop a command: a reader that closes the pipe.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { runCli, startCli } from '../../../test/start-cli.ts';

const main = fileURLToPath(new URL('../dist/main.js', import.meta.url));

interface Case {
  readonly name: string;
  readonly resources: string;
  readonly codes: readonly string[];
  /** What GET / answers: the function prints its variable OTHER. */
  readonly answer: string;
}

const hello = (other: string): string => `  Hello:
    Type: AWS::Serverless::Function
    Properties:
      InlineCode: "exports.handler = async () => ({ statusCode: 200, body: process.env.OTHER });"
      Handler: index.handler
      Runtime: nodejs24.x
      Environment: { Variables: { OTHER: ${other} } }
      Events:
        Root: { Type: Api, Properties: { Path: /, Method: get } }
`;

const cases: readonly Case[] = [
  {
    name: 'a resource of CloudFormation, by its name',
    resources: `${hello('!Ref Stream')}  Stream: { Type: AWS::Kinesis::Stream }\n`,
    codes: ['UNSUPPORTED_RESOURCE_TYPE'],
    answer: 'left-out-Stream',
  },
  {
    name: 'a resource of CloudFormation, by an attribute',
    resources: `${hello('!Sub "${Stream.StreamName} ${Stream.Arn}"')}  Stream: { Type: AWS::Kinesis::Stream }\n`,
    codes: ['UNSUPPORTED_RESOURCE_TYPE'],
    answer: 'left-out-Stream arn:aws:kinesis:us-east-1:123456789012:left-out-Stream',
  },
  {
    name: 'a resource of SAM that is not compiled',
    resources: `${hello('!Ref Machine')}  Machine: { Type: AWS::Serverless::StateMachine, Properties: { DefinitionUri: machine.json } }\n`,
    codes: ['UNSUPPORTED_RESOURCE_TYPE'],
    answer: 'left-out-Machine',
  },
  {
    name: 'a function whose code is in a bucket, and the permission to call it',
    resources: `${hello('here')}  Away:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: s3://somewhere/code.zip
      Handler: index.handler
      Runtime: nodejs24.x
      Events:
        Away: { Type: Api, Properties: { Path: /away, Method: get } }
`,
    codes: ['FILE_NOT_FOUND'],
    answer: 'here',
  },
];

test.each(cases)('$name is left out, and the rest is served', async ({ resources, codes, answer }) => {
  const folder = projectOf(resources);
  const strict = await runCli(['dev', folder, '--port', '0', '--aws-port', '0', '--memory'], folder);
  expect(codesOf(strict.lines, 'error')).toEqual(codes);
  expect(strict.code).toBe(1);

  const cli = await startCli(folder, ['--memory', '--allow-unsupported']);
  try {
    expect(codesOf(cli.lines, 'warning')).toEqual(codes);
    const response = await fetch(`${cli.url}/`);
    expect({ status: response.status, body: await response.text() }).toEqual({ status: 200, body: answer });
  } finally {
    await cli.stop();
  }
});

test.each([
  ['AWS::Kinesis::Strm', undefined],
  ['AWS::Lambda::CapacityProvider', undefined],
  ['AWS::Lambda::Functoin', 'AWS::Lambda::Function'],
  ['AWS::DynamoDb::Table', 'AWS::DynamoDB::Table'],
])('a resource of the type %s may be meant as %s', async (type, meant) => {
  const folder = projectOf(`  It: { Type: ${type} }\n`);
  const { lines } = await runCli(['dev', folder, '--port', '0', '--aws-port', '0', '--memory'], folder);
  const hints = lines.filter((it) => it.code === 'UNSUPPORTED_RESOURCE_TYPE').map((it) => it.hint);
  expect(hints).toEqual([meant === undefined ? expect.stringContaining('--allow-unsupported') : `Did you mean "${meant}"?`]);
});

test('an OpenAPI document with a gateway response type that API Gateway does not have is told the right one', async () => {
  const folder = projectOf(`  Api:
    Type: AWS::Serverless::Api
    Properties:
      StageName: prod
      GatewayResponses:
        DEFAULT_4xx: { StatusCode: 400 }
`);
  const { lines } = await runCli(['dev', folder, '--port', '0', '--aws-port', '0', '--memory'], folder);
  expect(lines.filter((it) => it.code === 'INVALID_VALUE')).toMatchObject([
    { code: 'INVALID_VALUE', at: 'template.yaml:8:9', hint: 'Write DEFAULT_4XX.' },
  ]);
});

test('a reader that closes the pipe ends the command without a word', async () => {
  const folder = projectOf(hello('here'));
  const child = spawn(process.execPath, [main, 'dev', folder, '--port', '0', '--aws-port', '0', '--memory'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  const { url } = await new Promise<{ url: string }>((resolve) =>
    child.stdout.once('data', (chunk: Buffer) => resolve(JSON.parse(chunk.toString().split('\n')[0] ?? ''))),
  );
  child.stdout.destroy();
  // The line of this request has nobody to go to.
  await fetch(url).catch(() => undefined);
  expect(await exited).toBe(0);
  expect(errors).toBe('');
});

function codesOf(lines: readonly { readonly [member: string]: unknown }[], severity: string): readonly unknown[] {
  return lines.filter((it) => it.type === 'diagnostic' && it.severity === severity).map((it) => it.code);
}

function projectOf(resources: string): string {
  // The stack is called after the folder.
  const folder = join(mkdtempSync(join(tmpdir(), 'gatewright-test-')), 'left-out');
  mkdirSync(folder);
  writeFileSync(join(folder, 'template.yaml'), `Transform: AWS::Serverless-2016-10-31\nResources:\n${resources}`);
  return folder;
}
