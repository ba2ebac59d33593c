// What every store promises: order, both views, atomic writes. Durability and the folder are in crash.test.ts and data-folder.test.ts.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { openLmdbStore } from '../../src/store/lmdb-store.ts';
import { openMemoryStore, openStore } from '../../src/store/open-store.ts';
import type { Store } from '../../src/store/store.ts';

const opened: Store[] = [];
const folders: string[] = [];
afterEach(async () => {
  for (const store of opened.splice(0)) await store.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const kinds = {
  'in memory': () => keep(openMemoryStore()),
  'on disk': () => keep(openStore(newFolder())),
};

function keep(store: Store): Store {
  opened.push(store);
  return store;
}

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'gatewright-test-'));
  folders.push(folder);
  return folder;
}

const bytes = (text: string): Buffer => Buffer.from(text);
const texts = (values: Iterable<Buffer>): string[] => Array.from(values, String);

describe.each(Object.entries(kinds))('%s', (_name, open) => {
  test('answers ranges in the order of the bytes, start included and end excluded, both ways', async () => {
    const store = open();
    for (const name of ['b', 'd', 'a', 'c']) await store.write([{ key: bytes(name), value: bytes(name) }]);
    const range = { start: bytes('a'), end: bytes('d') };
    expect(texts(store.values(range))).toEqual(['a', 'b', 'c']);
    expect(texts(store.values({ ...range, reverse: true }))).toEqual(['c', 'b', 'a']);
    expect(texts(store.values({ start: bytes('aa'), end: bytes('cc'), reverse: true }))).toEqual(['c', 'b']);
    expect(texts(store.keys(range))).toEqual(['a', 'b', 'c']);
  });

  test('shows a write to latest at once and to get when it is on disk', async () => {
    const store = open();
    const written = store.write([{ key: bytes('k'), value: bytes('1') }]);
    expect(String(store.latest(bytes('k')))).toBe('1');
    expect(store.get(bytes('k'))).toBeUndefined();
    await written;
    expect(String(store.get(bytes('k')))).toBe('1');
    const removed = store.write([{ key: bytes('k'), value: undefined }]);
    expect(store.latest(bytes('k'))).toBeUndefined();
    expect(String(store.get(bytes('k')))).toBe('1');
    await removed;
    expect(store.get(bytes('k'))).toBeUndefined();
  });

  test('keeps keys of 4,000 bytes, empty values and values of a megabyte', async () => {
    const store = open();
    const long = Buffer.alloc(4000, 'k');
    const big = Buffer.alloc(1_000_000, 'v');
    await store.write([
      { key: long, value: big },
      { key: bytes('empty'), value: Buffer.alloc(0) },
    ]);
    expect(store.get(long)?.equals(big)).toBe(true);
    expect(store.get(bytes('empty'))?.length).toBe(0);
  });

  test('counts exactly when many callers read latest and write', async () => {
    const store = open();
    const key = bytes('counter');
    await Promise.all(
      Array.from({ length: 32 }, async () => {
        for (let i = 0; i < 20; i++) {
          const next = Number(store.latest(key) ?? 0) + 1;
          await store.write([{ key, value: bytes(String(next)) }]);
        }
      }),
    );
    expect(String(store.get(key))).toBe('640');
  });

  test('agrees with a plain map over random concurrent writes', async () => {
    const change = fc.record({ key: fc.uint8Array({ minLength: 1, maxLength: 3 }), value: fc.option(fc.uint8Array({ maxLength: 40 })) });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(change, { minLength: 1, maxLength: 8 }), { maxLength: 40 }), async (groups) => {
        const store = openMemoryStore();
        const model = new Map<string, string>();
        const writes = groups.map((group) => {
          for (const { key, value } of group) {
            if (value) model.set(Buffer.from(key).toString('hex'), Buffer.from(value).toString('hex'));
            else model.delete(Buffer.from(key).toString('hex'));
          }
          return store.write(group.map(({ key, value }) => ({ key: Buffer.from(key), value: value ? Buffer.from(value) : undefined })));
        });
        await Promise.all(writes);
        const range = { start: Buffer.from([0]), end: Buffer.alloc(4, 255) };
        const expected = [...model].sort(([a], [b]) => (a < b ? -1 : 1));
        expect(Array.from(store.keys(range), (key) => key.toString('hex'))).toEqual(expected.map(([key]) => key));
        expect(Array.from(store.values(range), (value) => value.toString('hex'))).toEqual(expected.map(([, value]) => value));
        await store.close();
      }),
      { numRuns: 25 },
    );
  });

  test('refuses to be read or written after it is closed', async () => {
    const store = open();
    await store.close();
    await expect(store.write([{ key: bytes('k'), value: bytes('v') }])).rejects.toThrow('closed');
    expect(() => store.get(bytes('k'))).toThrow('closed');
    expect(() => store.keys({ start: bytes('a'), end: bytes('b') })).toThrow('closed');
  });
});

test('finds everything again when the folder is opened a second time', async () => {
  const folder = newFolder();
  const first = openStore(folder);
  await first.write([{ key: bytes('k'), value: bytes('v') }]);
  await first.close();
  expect(String(keep(openStore(folder)).get(bytes('k')))).toBe('v');
});

test('finishes the writes under way before it closes', async () => {
  const folder = newFolder();
  const first = openStore(folder);
  const written = Array.from({ length: 50 }, (_, i) => first.write([{ key: bytes(`k${i}`), value: bytes('v') }]));
  await first.close();
  await Promise.all(written);
  const second = keep(openStore(folder));
  expect([...second.keys({ start: bytes('k'), end: bytes('l') })]).toHaveLength(50);
});

test.skipIf(process.platform === 'win32')('keeps no file of a memory store, even while it is open', async () => {
  const ours = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith(`gatewright-memory-${process.pid}-`));
  const store = keep(openMemoryStore());
  await store.write([{ key: bytes('k'), value: bytes('v') }]);
  expect(ours()).toEqual([]);
});

test('refuses to write what the disk has no room for, goes on reading, and writes again when there is room', async () => {
  let free = 1024 ** 3;
  const file = join(newFolder(), 'data.mdb');
  const store = keep(openLmdbStore({ file, durable: true, free: () => free, onClosed: () => undefined }));
  await store.write([{ key: bytes('k'), value: bytes('before') }]);
  free = 1024;
  await expect(store.write([{ key: bytes('k'), value: bytes('lost') }])).rejects.toThrow(/is full: 0 MiB are free\. Nothing was written/);
  expect(String(store.get(bytes('k')))).toBe('before');
  expect(String(store.latest(bytes('k')))).toBe('before');
  free = 1024 ** 3;
  await store.write([{ key: bytes('k'), value: bytes('after') }]);
  expect(String(store.get(bytes('k')))).toBe('after');
});
