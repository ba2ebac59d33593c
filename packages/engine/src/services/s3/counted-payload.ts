import { createHash } from 'node:crypto';
import { type ChecksumAlgorithm, createChecksum } from './checksums.ts';
import type { Payload } from './payload.ts';

/** Bytes that are here already, with the digests that they have as an object or a part of its own. */
export function countedPayload(source: AsyncIterable<Buffer>, algorithm: ChecksumAlgorithm): Payload {
  const md5 = createHash('md5');
  const checksum = createChecksum(algorithm);
  let size = 0;
  async function* pieces(): AsyncIterable<Buffer> {
    for await (const piece of source) {
      size += piece.length;
      md5.update(piece);
      checksum.update(piece);
      yield piece;
    }
  }
  return {
    pieces: pieces(),
    get facts() {
      return { size, md5: md5.digest('hex'), checksum: { algorithm, value: checksum.digest() } };
    },
  };
}
