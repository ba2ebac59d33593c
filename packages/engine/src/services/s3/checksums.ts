import { createHash, type Hash } from 'node:crypto';
import { endianness } from 'node:os';
import { crc32 } from 'node:zlib';

export type ChecksumAlgorithm = 'CRC32' | 'CRC32C' | 'CRC64NVME' | 'SHA1' | 'SHA256';
export const checksumAlgorithms: readonly ChecksumAlgorithm[] = ['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'];

/** A checksum that grows with the bytes it is given. */
export interface Checksum {
  update(bytes: Buffer): void;
  /** Base64, as S3's headers have it. */
  digest(): string;
}

const isLittleEndian: boolean = endianness() === 'LE';

export function createChecksum(algorithm: ChecksumAlgorithm): Checksum {
  switch (algorithm) {
    case 'CRC32':
      return new Crc32();
    case 'CRC32C':
      return new Crc32c();
    case 'CRC64NVME':
      return new Crc64();
    case 'SHA1':
      return new HashChecksum(createHash('sha1'));
    case 'SHA256':
      return new HashChecksum(createHash('sha256'));
  }
}

/** The header of a checksum: `x-amz-checksum-crc32`. */
export function headerOfChecksum(algorithm: ChecksumAlgorithm): string {
  return `x-amz-checksum-${algorithm.toLowerCase()}`;
}

class HashChecksum implements Checksum {
  readonly #hash: Hash;

  constructor(hash: Hash) {
    this.#hash = hash;
  }

  update(bytes: Buffer): void {
    this.#hash.update(bytes);
  }

  digest(): string {
    return this.#hash.digest('base64');
  }
}

class Crc32 implements Checksum {
  #value = 0;

  update(bytes: Buffer): void {
    this.#value = crc32(bytes, this.#value);
  }

  digest(): string {
    return base64Of(this.#value);
  }
}

function base64Of(value: number): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes.toString('base64');
}

/** The reflected CRC-32 of Castagnoli, eight bytes a step as above. */
class Crc32c implements Checksum {
  #value = -1;

  update(bytes: Buffer): void {
    const first = Math.min(bytes.length, -bytes.byteOffset & 3);
    const words = isLittleEndian ? (bytes.length - first) >>> 3 : 0;
    this.#byBytes(bytes.subarray(0, first));
    if (words > 0) this.#byWords(new Int32Array(bytes.buffer, bytes.byteOffset + first, words * 2));
    this.#byBytes(bytes.subarray(first + words * 8));
  }

  #byWords(words: Int32Array): void {
    const table = crc32cTable;
    let value = this.#value;
    for (let at = 0; at < words.length; at += 2) {
      const a = value ^ (words[at] ?? 0);
      const b = words[at + 1] ?? 0;
      const one = (table[1792 + (a & 0xff)] ?? 0) ^ (table[1536 + ((a >>> 8) & 0xff)] ?? 0);
      const two = (table[1280 + ((a >>> 16) & 0xff)] ?? 0) ^ (table[1024 + (a >>> 24)] ?? 0);
      const three = (table[768 + (b & 0xff)] ?? 0) ^ (table[512 + ((b >>> 8) & 0xff)] ?? 0);
      const four = (table[256 + ((b >>> 16) & 0xff)] ?? 0) ^ (table[b >>> 24] ?? 0);
      value = one ^ two ^ three ^ four;
    }
    this.#value = value;
  }

  #byBytes(bytes: Buffer): void {
    for (const byte of bytes) this.#value = (crc32cTable[(this.#value ^ byte) & 0xff] ?? 0) ^ (this.#value >>> 8);
  }

  digest(): string {
    return base64Of(this.#value ^ 0xffff_ffff);
  }
}

/** @source RFC 3720 appendix B.4: the Castagnoli polynomial, reflected */
const crc32cTable: Int32Array = tablesOf(0x82f6_3b78);

/** Eight tables in a row: what a byte makes of the rest that stands 0 to 7 bytes further on. */
function tablesOf(polynomial: number): Int32Array {
  const tables = new Int32Array(8 * 256);
  for (let index = 0; index < 256; index += 1) {
    let value = index;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ polynomial : value >>> 1;
    tables[index] = value;
  }
  for (let index = 256; index < tables.length; index += 1) {
    const before = tables[index - 256] ?? 0;
    tables[index] = (before >>> 8) ^ (tables[before & 0xff] ?? 0);
  }
  return tables;
}

/**
 * A reflected CRC of 64 bits, kept as two numbers of 32: a BigInt for each byte would take a hundred times as long.
 * @source "NVM Express NVM Command Set Specification": polynomial 0xAD93D23594C93659, reflected 0x9A6C9329AC4BC9B5
 */
class Crc64 implements Checksum {
  #high = 0xffff_ffff;
  #low = 0xffff_ffff;

  /** Eight bytes a step ("slicing by eight"), each through a table of its own, once they lie as words in memory. */
  update(bytes: Buffer): void {
    const first = Math.min(bytes.length, -bytes.byteOffset & 3);
    const words = isLittleEndian ? (bytes.length - first) >>> 3 : 0;
    this.#byBytes(bytes.subarray(0, first));
    if (words > 0) this.#byWords(new Int32Array(bytes.buffer, bytes.byteOffset + first, words * 2));
    this.#byBytes(bytes.subarray(first + words * 8));
  }

  #byWords(words: Int32Array): void {
    let high = this.#high;
    let low = this.#low;
    for (let at = 0; at < words.length; at += 2) {
      const a = low ^ (words[at] ?? 0);
      const b = high ^ (words[at + 1] ?? 0);
      const i = 1792 + (a & 0xff);
      const j = 1536 + ((a >>> 8) & 0xff);
      const k = 1280 + ((a >>> 16) & 0xff);
      const l = 1024 + (a >>> 24);
      const m = 768 + (b & 0xff);
      const n = 512 + ((b >>> 8) & 0xff);
      const o = 256 + ((b >>> 16) & 0xff);
      const p = b >>> 24;
      const lowOfA = (crc64Low[i] ?? 0) ^ (crc64Low[j] ?? 0) ^ (crc64Low[k] ?? 0) ^ (crc64Low[l] ?? 0);
      const highOfA = (crc64High[i] ?? 0) ^ (crc64High[j] ?? 0) ^ (crc64High[k] ?? 0) ^ (crc64High[l] ?? 0);
      low = lowOfA ^ (crc64Low[m] ?? 0) ^ (crc64Low[n] ?? 0) ^ (crc64Low[o] ?? 0) ^ (crc64Low[p] ?? 0);
      high = highOfA ^ (crc64High[m] ?? 0) ^ (crc64High[n] ?? 0) ^ (crc64High[o] ?? 0) ^ (crc64High[p] ?? 0);
    }
    this.#high = high;
    this.#low = low;
  }

  #byBytes(bytes: Buffer): void {
    for (const byte of bytes) {
      const index = (this.#low ^ byte) & 0xff;
      this.#low = ((this.#low >>> 8) | (this.#high << 24)) ^ (crc64Low[index] ?? 0);
      this.#high = (this.#high >>> 8) ^ (crc64High[index] ?? 0);
    }
  }

  digest(): string {
    const bytes = Buffer.alloc(8);
    bytes.writeUInt32BE((this.#high ^ 0xffff_ffff) >>> 0, 0);
    bytes.writeUInt32BE((this.#low ^ 0xffff_ffff) >>> 0, 4);
    return bytes.toString('base64');
  }
}

/** Eight tables in a row: what a byte makes of the rest that stands 0 to 7 bytes further on. */
const crc64Low: Int32Array = new Int32Array(8 * 256);
const crc64High: Int32Array = new Int32Array(8 * 256);
fillCrc64Tables(0x9a6c_9329, 0xac4b_c9b5);

function fillCrc64Tables(polynomialHigh: number, polynomialLow: number): void {
  for (let index = 0; index < 256; index += 1) {
    let high = 0;
    let low = index;
    for (let bit = 0; bit < 8; bit += 1) {
      const odd = low & 1;
      low = (low >>> 1) | (high << 31);
      high >>>= 1;
      if (odd) {
        low ^= polynomialLow;
        high ^= polynomialHigh;
      }
    }
    crc64Low[index] = low;
    crc64High[index] = high;
  }
  for (let index = 256; index < crc64Low.length; index += 1) {
    const [low, high] = [crc64Low[index - 256] ?? 0, crc64High[index - 256] ?? 0];
    crc64Low[index] = ((low >>> 8) | (high << 24)) ^ (crc64Low[low & 0xff] ?? 0);
    crc64High[index] = (high >>> 8) ^ (crc64High[low & 0xff] ?? 0);
  }
}
