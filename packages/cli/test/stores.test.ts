// `gatewright secrets` and `gatewright params` on a data folder: what is set stays, sealed, and is told to nobody who does not ask.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, expect, test } from 'vitest';
import { type Command, parseInput, UsageError } from '../src/command.ts';
import { params } from '../src/commands/params.ts';
import { secrets } from '../src/commands/secrets.ts';
import { readHiddenValue } from '../src/stores/read-value.ts';
import type { Terminal } from '../src/terminal.ts';

const cwd = mkdtempSync(join(tmpdir(), 'gatewright-stores-'));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));
writeFileSync(join(cwd, '.env'), 'API_KEY=sealed-value\nEMPTY=\nURL="https://example.com"\n');

async function run(command: Command, ...argv: string[]): Promise<{ code: number; out: string[]; error: string[] }> {
  const out: string[] = [];
  const error: string[] = [];
  const terminal: Terminal = {
    out: (line) => out.push(line),
    error: (line) => error.push(line),
    interactive: false,
    columns: 80,
    cwd,
    env: {},
    onInterrupt: () => () => {},
    onKey: () => () => {},
  };
  return { code: await command.run(parseInput(command, argv), terminal), out, error };
}

test('secrets are imported, listed without their values, read and deleted', async () => {
  expect(await run(secrets, 'import', '--prefix', 'shop/')).toEqual({ code: 0, out: [], error: ['2 secrets are set.'] });
  const { out } = await run(secrets, 'list');
  expect(out.map((line) => JSON.parse(line).name)).toEqual(['shop/API_KEY', 'shop/URL']);
  expect(out.join()).not.toContain('sealed-value');
  expect((await run(secrets, 'get', 'shop/API_KEY')).out).toEqual(['sealed-value']);
  expect((await run(secrets, 'delete', 'shop/URL')).code).toBe(0);
  const gone = await run(secrets, 'get', 'shop/URL');
  expect(gone).toMatchObject({ code: 1, error: ["ResourceNotFoundException: Secrets Manager can't find the specified secret."] });
});

test('parameters keep their type when they are set again', async () => {
  expect((await run(params, 'import', '--type', 'SecureString', '--prefix', '/shop/')).code).toBe(0);
  expect((await run(params, 'import', '--prefix', '/shop/')).code).toBe(0);
  const rows = (await run(params, 'list')).out.map((line) => JSON.parse(line));
  expect(rows).toContainEqual({ name: '/shop/API_KEY', type: 'SecureString', version: '2' });
  expect((await run(params, 'get', '/shop/API_KEY')).out).toEqual(['sealed-value']);
  expect((await run(params, 'get', '/none')).code).toBe(1);
});

test('no value lies readable in the data folder', () => {
  const files = readdirSync(join(cwd, '.gatewright'), { recursive: true, withFileTypes: true }).filter((it) => it.isFile());
  expect(files.length).toBeGreaterThan(0);
  for (const it of files) expect(readFileSync(join(it.parentPath, it.name)).includes('sealed-value')).toBe(false);
});

const typedValues: [what: string, chunks: readonly (string | Buffer)[], value: string][] = [
  ['what is typed until Enter', ['s3', 'cr€t', '\r', 'more'], 's3cr€t'],
  ['a character that comes in two pieces', [Buffer.from('é').subarray(0, 1), Buffer.from('é').subarray(1), '\n'], 'é'],
  ['what is left after backspaces', ['ab🙂\u007f\u007fc\r'], 'ac'],
  ['what comes before Ctrl-D', ['abc\u0004'], 'abc'],
  ['a line that is pasted, tabs and all', ['a\tb = c\r'], 'a\tb = c'],
];
test.each(typedValues)('a person types %s, and sees nothing of it', async (_, chunks, value) => {
  const shown: string[] = [];
  const modes: boolean[] = [];
  const stdin = Object.assign(Readable.from(chunks.map((it) => Buffer.from(it))), {
    isTTY: true,
    setRawMode: (raw: boolean) => modes.push(raw),
  });
  expect(await readHiddenValue({ error: (line) => shown.push(line) }, 'users/db', stdin)).toBe(value);
  expect(shown).toEqual(['Value of users/db (it is not shown; Enter ends it):']);
  expect(modes).toEqual([true, false]);
});

test('Ctrl-C sets nothing, and the terminal is as before', async () => {
  const modes: boolean[] = [];
  const stdin = Object.assign(Readable.from([Buffer.from('abc\u0003')]), { isTTY: true, setRawMode: (raw: boolean) => modes.push(raw) });
  await expect(readHiddenValue({ error: () => {} }, 'users/db', stdin)).rejects.toThrow('Nothing was set.');
  expect(modes).toEqual([true, false]);
});

test('what is piped in is the value, without its last line break; nothing is no value', async () => {
  const piped = (text: string) => readHiddenValue({ error: () => {} }, 'users/db', Readable.from([Buffer.from(text)]));
  expect(await piped('two\nlines\r\n')).toBe('two\nlines');
  await expect(piped('\n')).rejects.toThrow('There is no value for users/db');
});

test('an action or a name that is missing is told', async () => {
  await expect(run(secrets, 'show')).rejects.toThrow(UsageError);
  await expect(run(params, 'get')).rejects.toThrow('gatewright params get needs a name.');
  await expect(run(params, 'import', '--file', 'none.env')).rejects.toThrow('There is no file');
});
