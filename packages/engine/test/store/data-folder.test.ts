// Who may open a data folder, and what the others are told. What is in it is store.test.ts's.
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openStore } from '../../src/store/open-store.ts';
import type { Store } from '../../src/store/store.ts';

let folder: string;
const opened: Store[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatewright-folder-'));
});
afterEach(async () => {
  for (const store of opened.splice(0)) await store.close();
  chmodSync(folder, 0o755);
  rmSync(folder, { recursive: true, force: true });
});

function open(at: string = folder): Store {
  const store = openStore(at);
  opened.push(store);
  return store;
}

const failure = (run: () => unknown): unknown => {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
};

test('makes the folder, with those above it', async () => {
  const deep = join(folder, 'a', 'b');
  await open(deep).write([{ key: Buffer.from('k'), value: Buffer.from('v') }]);
  expect(existsSync(join(deep, 'format.json'))).toBe(true);
});

test('tells the second who holds the folder, and lets it in when the first has gone', async () => {
  const first = open();
  expect(failure(open)).toMatchObject({ code: 'DATA_FOLDER_LOCKED', message: expect.stringContaining('in use') });
  await first.close();
  open();
});

test('names the process that holds the folder', () => {
  open();
  const lock = readFileSync(join(folder, 'lock'), 'utf8');
  const other = JSON.parse(lock).pid === process.pid ? process.ppid : process.pid;
  writeFileSync(join(folder, 'lock'), JSON.stringify({ pid: other, startedAt: '' }));
  expect(failure(open)).toMatchObject({ code: 'DATA_FOLDER_LOCKED', message: expect.stringContaining(`process ${other}`) });
});

describe('takes over the lock of a process that has ended', () => {
  test.each([
    ['whose id nobody has', { pid: 2 ** 22 + 1, startedAt: '1' }],
    ['whose id another process has now', { pid: process.pid, startedAt: '1' }],
    ['and left it half written', undefined],
  ])('%s', (_name, holder) => {
    writeFileSync(join(folder, 'lock'), holder ? JSON.stringify(holder) : '{"pid":');
    open();
    expect(JSON.parse(readFileSync(join(folder, 'lock'), 'utf8')).pid).toBe(process.pid);
    expect(readdirSync(folder).filter((name) => name.startsWith('lock.'))).toEqual([]);
  });
});

test('refuses the data of a newer version and leaves it as it is', () => {
  const format = '{"format":99}\n';
  writeFileSync(join(folder, 'format.json'), format);
  writeFileSync(join(folder, 'data.mdb'), 'something new');
  expect(failure(open)).toMatchObject({ code: 'DATA_FOLDER_NEWER', message: expect.stringContaining('99') });
  expect(readFileSync(join(folder, 'format.json'), 'utf8')).toBe(format);
  expect(readFileSync(join(folder, 'data.mdb'), 'utf8')).toBe('something new');
});

test.each(['', 'no json', '{}', '{"format":"one"}'])('refuses a format file that says %j', (text) => {
  writeFileSync(join(folder, 'format.json'), text);
  expect(failure(open)).toMatchObject({ code: 'DATA_FOLDER_UNUSABLE' });
});

test('refuses a data file that is not one', () => {
  writeFileSync(join(folder, 'data.mdb'), Buffer.alloc(100_000, 'x'));
  expect(failure(open)).toMatchObject({ code: 'DATA_FILE_DAMAGED' });
  // The folder is free again for whoever repairs it.
  expect(existsSync(join(folder, 'lock'))).toBe(false);
});

test('refuses a data file that is cut off', async () => {
  const store = openStore(folder);
  await store.write(Array.from({ length: 500 }, (_, i) => ({ key: Buffer.from(`k${i}`), value: Buffer.alloc(1000) })));
  await store.close();
  const file = join(folder, 'data.mdb');
  truncateSync(file, 50_000);
  expect(failure(open)).toMatchObject({ code: 'DATA_FILE_DAMAGED', message: expect.stringContaining('50000 bytes') });
  expect(statSync(file).size).toBe(50_000);
});

test('refuses a folder that is a file', () => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  expect(failure(() => open(file))).toMatchObject({ code: 'DATA_FOLDER_UNUSABLE' });
});

// The superuser may write everywhere.
test.skipIf(process.platform === 'win32' || process.getuid?.() === 0)('refuses a folder it may not write to', () => {
  const closed = join(folder, 'closed');
  mkdirSync(closed);
  chmodSync(closed, 0o555);
  expect(failure(() => open(closed))).toMatchObject({ code: 'DATA_FOLDER_UNUSABLE' });
});
