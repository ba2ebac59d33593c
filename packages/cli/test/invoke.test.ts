// `gatewright invoke` against a running `gatewright dev`. What Invoke itself answers is in conformance/lambda.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningCli, startCli } from '../../../test/start-cli.ts';
import { invoke } from '../src/commands/invoke.ts';
import type { Terminal } from '../src/terminal.ts';

const template = `
Transform: AWS::Serverless-2016-10-31
Resources:
  Greet: { Type: AWS::Serverless::Function, Properties: { Handler: app.handler, Runtime: nodejs22.x, CodeUri: . } }
`;
const folder: string = mkdtempSync(join(tmpdir(), 'gatewright-invoke-'));
let cli: RunningCli;

beforeAll(async () => {
  writeFileSync(join(folder, 'template.yaml'), template);
  writeFileSync(
    join(folder, 'app.js'),
    'exports.handler = async ({ name = "you" }) => { if (name === "nobody") throw new Error("who?"); console.log("greets"); return "Hello " + name; };',
  );
  writeFileSync(join(folder, 'ada.json'), '{ "name": "Ada" }');
  writeFileSync(join(folder, 'nobody.json'), '{ "name": "nobody" }');
  writeFileSync(join(folder, 'broken.json'), '{');
  cli = await startCli(folder, ['--memory']);
});
afterAll(() => cli.stop());

const port = (): string => new URL(cli.awsUrl).port;

test.each([
  { name: 'by logical id', positionals: ['Greet'], values: {}, exit: 0, out: '"Hello you"', error: /\tINFO\tgreets\n/ },
  { name: 'with a sample event', positionals: ['Greet'], values: { event: 'apigw' }, exit: 0, out: '"Hello you"', error: /greets/ },
  {
    name: 'with an event',
    positionals: ['Greet'],
    values: { event: 'ada.json' },
    exit: 0,
    out: '"Hello Ada"',
    error: /^START RequestId: /,
  },
  {
    name: 'that throws',
    positionals: ['Greet'],
    values: { event: 'nobody.json' },
    exit: 1,
    out: /"errorMessage":"who\?"/,
    error: /Invoke Error/,
  },
  { name: 'without waiting', positionals: ['Greet'], values: { async: true }, exit: 0, out: '', error: /^$/ },
  {
    name: 'that is not there',
    positionals: ['Nobody'],
    values: {},
    exit: 1,
    out: '',
    error: /^ResourceNotFoundException: Function not found: /,
  },
  {
    name: 'with a broken event',
    positionals: ['Greet'],
    values: { event: 'broken.json' },
    exit: 1,
    out: '',
    error: /^The event broken\.json cannot be used: /,
  },
  {
    name: 'where nobody listens',
    positionals: ['Greet'],
    values: { 'aws-port': '1' },
    exit: 1,
    out: '',
    error: /^Nothing answers at http:\/\/127\.0\.0\.1:1\.\n/,
  },
])('a function $name', async ({ positionals, values, exit, out, error }) => {
  const said = { out: '', error: '' };
  const terminal: Terminal = {
    out: (line) => {
      said.out += line;
    },
    error: (line) => {
      said.error += `${line}\n`;
    },
    interactive: false,
    columns: 100,
    cwd: folder,
    env: {},
    onInterrupt: () => () => {},
    onKey: () => () => {},
  };
  expect(await invoke.run({ positionals, values: { 'aws-port': port(), ...values } }, terminal)).toBe(exit);
  if (typeof out === 'string') expect(said.out).toBe(out);
  else expect(said.out).toMatch(out);
  expect(said.error).toMatch(error);
});
