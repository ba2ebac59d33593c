// `gatewright logs` against a running `gatewright dev`, whose functions and APIs feed CloudWatch Logs. What CloudWatch Logs itself answers is in
// conformance/logs.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningCli, startCli } from '../../../test/start-cli.ts';
import { invoke } from '../src/commands/invoke.ts';
import { logs } from '../src/commands/logs.ts';
import type { Terminal } from '../src/terminal.ts';

const template = `
Transform: AWS::Serverless-2016-10-31
Resources:
  Greet:
    Type: AWS::Serverless::Function
    Properties: { Handler: app.handler, Runtime: nodejs22.x, CodeUri: ., FunctionName: greet }
`;
const folder: string = mkdtempSync(join(tmpdir(), 'gatewright-logs-'));
let cli: RunningCli;
let streamName: string;

beforeAll(async () => {
  writeFileSync(join(folder, 'template.yaml'), template);
  writeFileSync(
    join(folder, 'app.js'),
    'exports.handler = async (event, context) => { console.log("greets"); console.error("ERROR fails"); return context.logStreamName; };',
  );
  cli = await startCli(folder, ['--memory']);
  const { out } = await run(invoke, ['greet'], {});
  streamName = JSON.parse(out);
});
afterAll(() => cli.stop());

async function run(
  command: typeof logs,
  positionals: readonly string[],
  values: Record<string, string | boolean>,
): Promise<{ exit: number; out: string; error: string }> {
  const lines: { out: string[]; error: string[] } = { out: [], error: [] };
  const terminal: Terminal = {
    out: (line) => void lines.out.push(line),
    error: (line) => void lines.error.push(line),
    interactive: false,
    columns: 80,
    cwd: folder,
    env: {},
    onInterrupt: () => () => {},
    onKey: () => () => {},
  };
  const exit = await command.run({ positionals, values: { 'aws-port': new URL(cli.awsUrl).port, ...values } }, terminal);
  return { exit, out: lines.out.join('\n'), error: lines.error.join('\n') };
}

const read = (out: string): readonly { logGroup: string; logStream: string; message: string }[] =>
  out === '' ? [] : out.split('\n').map((line) => JSON.parse(line));

test('shows every line of a function, from its environment’s own stream', async () => {
  const { exit, out } = await run(logs, [], {});
  const lines = read(out);
  expect(exit).toBe(0);
  expect(new Set(lines.map(({ logGroup, logStream }) => `${logGroup} ${logStream}`))).toEqual(new Set([`/aws/lambda/greet ${streamName}`]));
  expect(streamName).toMatch(/^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/);
  expect(lines.map(({ message }) => message.replace(/^\S+Z\t\S+\t/, '').split(' ')[0])).toEqual([
    'INIT_START',
    'START',
    'INFO\tgreets',
    'ERROR\tERROR',
    'END',
    'REPORT',
  ]);
});

test.each([
  { name: 'a function', values: { function: 'greet', filter: 'greets' }, exit: 0, lines: 1, error: '' },
  { name: 'a group', values: { function: '/aws/lambda/greet', filter: '?greets ?fails' }, exit: 0, lines: 2, error: '' },
  { name: 'nothing that old', values: { since: '2100-01-01T00:00' }, exit: 0, lines: 0, error: '' },
  { name: 'no such function', values: { function: 'none' }, exit: 1, lines: 0, error: 'No log group belongs to "none".' },
  {
    name: 'a pattern that is none',
    values: { filter: 'a.b' },
    exit: 1,
    lines: 0,
    error: "InvalidParameterException: Invalid character(s) in term 'a.b'",
  },
  { name: 'nobody', values: { 'aws-port': '1' }, exit: 1, lines: 0, error: 'Nothing answers at http://127.0.0.1:1.' },
])('asked for $name', async ({ values, exit, lines, error }) => {
  const answer = await run(logs, [], values);
  expect([answer.exit, read(answer.out).length]).toEqual([exit, lines]);
  expect(answer.error.startsWith(error)).toBe(true);
});

test('a time that is none is a mistake of the command line', async () => {
  await expect(run(logs, [], { since: 'soon' })).rejects.toThrow('--since is a time such as 5m');
});
