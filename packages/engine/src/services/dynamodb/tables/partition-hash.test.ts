// The hash of a partition against MD5 as Node has it, for keys around the length that fits one block.
import { createHash, randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { partitionHash } from './partition-hash.ts';

const expected = (key: Buffer): number => createHash('md5').update('Outliers').update(key).digest().readUInt32BE(0);

test.each(Array.from({ length: 130 }, (_, length) => length))('a key of %i bytes', (length) => {
  for (const key of [Buffer.alloc(length), Buffer.alloc(length, 255), randomBytes(length)]) expect(partitionHash(key)).toBe(expected(key));
});

test('a key in the midst of other bytes', () => {
  expect(partitionHash(Buffer.from('abcd'), 1, 3)).toBe(expected(Buffer.from('bc')));
});
