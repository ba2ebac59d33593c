import { expect, test } from 'vitest';
import { combineChecksums } from './checksum-combine.ts';
import { type ChecksumAlgorithm, createChecksum } from './checksums.ts';

/** The check values of the algorithms, of the text "123456789". @source the CRC catalogue of Greg Cook; RFC 3174; FIPS 180-4 */
const checkValues: readonly [ChecksumAlgorithm, string][] = [
  ['CRC32', 'cbf43926'],
  ['CRC32C', 'e3069283'],
  ['CRC64NVME', 'ae8b14860a799888'],
  ['SHA1', 'f7c3bc1d808e04732adf679965ccc34ca7ae3441'],
  ['SHA256', '15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225'],
];

test.each(checkValues)('%s, in one piece and in several', (algorithm, hexadecimal) => {
  const whole = createChecksum(algorithm);
  whole.update(Buffer.from('123456789'));
  const pieces = createChecksum(algorithm);
  for (const piece of ['12', '', '3456', '789']) pieces.update(Buffer.from(piece));
  expect([whole.digest(), pieces.digest()]).toEqual(Array(2).fill(Buffer.from(hexadecimal, 'hex').toString('base64')));
});

test.each<ChecksumAlgorithm>(['CRC32', 'CRC32C', 'CRC64NVME'])(
  '%s of unaligned pieces is that of the whole, and of its parts',
  (algorithm) => {
    const bytes = Buffer.from(Array.from({ length: 1000 }, (_none, index) => (index * 31) & 0xff));
    const sumOf = (...pieces: readonly Buffer[]): string => {
      const checksum = createChecksum(algorithm);
      for (const piece of pieces) checksum.update(piece);
      return checksum.digest();
    };
    const whole = sumOf(...Array.from(bytes, (_byte, index) => bytes.subarray(index, index + 1)));
    for (let cut = 0; cut < 40; cut += 1) {
      const [one, other] = [bytes.subarray(0, cut), bytes.subarray(cut)];
      expect(sumOf(one, other)).toBe(whole);
      const parts = [one, other].map((it) => ({ checksum: sumOf(it), size: it.length }));
      expect(combineChecksums(algorithm, parts)).toBe(whole);
    }
  },
);
