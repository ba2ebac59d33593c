// `gatewright dynamodb`: what it says when it serves, and what it refuses.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { parseInput } from '../src/command.ts';
import { dynamodb } from '../src/commands/dynamodb.ts';
import type { Terminal } from '../src/terminal.ts';

const cwd = mkdtempSync(join(tmpdir(), 'gatewright-cli-'));
afterAll(() => rmSync(cwd, { recursive: true }));

/** Runs the command and interrupts it at its first line. */
async function run(argv: readonly string[], interactive = false): Promise<{ code: number; out: string[]; errors: string[] }> {
  const out: string[] = [];
  const errors: string[] = [];
  let interrupt = (): void => undefined;
  const terminal: Terminal = {
    out: (line) => {
      out.push(line);
      setImmediate(interrupt);
    },
    error: (line) => errors.push(line),
    interactive,
    columns: 100,
    cwd,
    env: {},
    onInterrupt: (callback) => {
      interrupt = callback;
      return () => undefined;
    },
    onKey: () => () => undefined,
  };
  const code = await dynamodb.run(parseInput(dynamodb, argv), terminal);
  return { code, out, errors };
}

test('tells a program where it is', async () => {
  const { code, out } = await run(['--port', '0', '--memory']);
  expect(code).toBe(0);
  expect(JSON.parse(out[0] ?? '')).toMatchObject({ event: 'ready', url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) });
});

test('tells a person where it is and where the tables are', async () => {
  const { out } = await run(['--port', '0'], true);
  expect(existsSync(join(cwd, '.gatewright', 'data', 'data.mdb'))).toBe(true);
  expect(existsSync(join(cwd, '.gatewright', 'endpoint.json'))).toBe(false);
  expect(out.join('\n')).toMatch(/^DynamoDB +http:\/\/127\.0\.0\.1:\d+\nTables +.*\.gatewright\nReady in \d+ ms\./);
});

test('says what is wrong with the folder, and how to mend it', async () => {
  writeFileSync(join(cwd, 'a-file'), '');
  const { code, errors } = await run(['--port', '0', '--data', 'a-file']);
  expect(code).toBe(1);
  expect(errors.join('\n')).toMatch(/The data folder .*a-file\/data can not be used[\s\S]*--data/);
});

test('keeps in one place or none', async () => {
  await expect(run(['--memory', '--data', 'x'])).rejects.toThrow('choose one');
});
