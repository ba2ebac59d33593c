// That an API key is compared in constant time can not be timed in a test. It can be seen: Node's own comparison alone decides, it is
// given two digests of one length, and it is asked about every key there is, whichever of them matches.
import { timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterEach, expect, test, vi } from 'vitest';
import { apiKey, hashApiKey } from '../src/auth.ts';
import { api } from '../src/index.ts';

vi.mock('node:crypto', async (original) => {
  const crypto = await original<typeof import('node:crypto')>();
  return { ...crypto, timingSafeEqual: vi.fn(crypto.timingSafeEqual) };
});
const compare = vi.mocked(timingSafeEqual);
afterEach(() => compare.mockClear());

const names = ['first', 'second', 'third', 'fourth'];
const keys = Object.fromEntries(names.map((it) => [it, hashApiKey(`key-of-${it}`)]));
const app = api({ auth: apiKey({ keys }) }, { 'GET /x': ({ user }) => user });
const call = async (key: string): Promise<readonly [number, string | undefined]> => {
  const response = await app.request('GET /x', { headers: { 'x-api-key': key } });
  const { name } = (await response.json()) as { name?: string };
  return [response.status, name];
};

test.each([
  { key: 'key-of-first', expected: [200, 'first'] },
  { key: 'key-of-fourth', expected: [200, 'fourth'] },
  { key: 'key-of-fifth', expected: [401, undefined] },
  { key: 'k', expected: [401, undefined] },
  { key: 'key-of-first'.repeat(1000), expected: [401, undefined] },
])('$expected takes as many comparisons, of 32 bytes each', async ({ key, expected }) => {
  expect(await call(key)).toEqual(expected);
  const lengths = compare.mock.calls.map((it) => it.map(({ byteLength }) => byteLength));
  expect(lengths).toEqual(names.map(() => [32, 32]));
  // Digests are compared, and never the key.
  for (const [, given] of compare.mock.calls) expect(Buffer.from(given as Uint8Array).toString('hex')).toBe(hashApiKey(key));
});

test('nothing else decides', async () => {
  compare.mockReturnValue(false);
  expect(await call('key-of-first')).toEqual([401, undefined]);
  compare.mockReset();
  compare.mockImplementation((known) => Buffer.from(known as Uint8Array).toString('hex') === keys.third);
  expect(await call('anything')).toEqual([200, 'third']);
});

test('neither module compares what is secret in another way', () => {
  for (const file of ['auth.ts', 'jwt.ts']) {
    const source = readFileSync(new URL(`../src/${file}`, import.meta.url), 'utf8');
    expect(source).toContain('timingSafeEqual(');
    expect(source).not.toMatch(/(hash|digest|signature\w*|given|expected) *[!=]==? *(?!undefined)|\.equals\(|\.compare\(|localeCompare/);
  }
});
