import { createHash, type Hash } from 'node:crypto';
import { crc32 } from 'node:zlib';

export type ChecksumAlgorithm = 'CRC32' | 'CRC32C' | 'CRC64NVME' | 'SHA1' | 'SHA256';
export const checksumAlgorithms: readonly ChecksumAlgorithm[] = ['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'];

/** A checksum that grows with the bytes it is given. */
export interface Checksum {
  update(bytes: Buffer): void;
  /** Base64, as S3's headers have it. */
  digest(): string;
}

export function createChecksum(algorithm: ChecksumAlgorithm): Checksum {
  switch (algorithm) {
    case 'CRC32':
      return new Crc32();
    case 'CRC32C':
      return new TableCrc(crc32cTable);
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

/** A reflected CRC of 32 bits. */
class TableCrc implements Checksum {
  readonly #table: Uint32Array;
  #value = 0xffff_ffff;

  constructor(table: Uint32Array) {
    this.#table = table;
  }

  update(bytes: Buffer): void {
    let value = this.#value;
    for (const byte of bytes) value = (this.#table[(value ^ byte) & 0xff] ?? 0) ^ (value >>> 8);
    this.#value = value;
  }

  digest(): string {
    return base64Of(this.#value ^ 0xffff_ffff);
  }
}

/** @source RFC 3720 appendix B.4: the Castagnoli polynomial, reflected */
const crc32cTable: Uint32Array = tableOf(0x82f6_3b78);

function tableOf(polynomial: number): Uint32Array {
  return Uint32Array.from({ length: 256 }, (_none, index) => {
    let value = index;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ polynomial : value >>> 1;
    return value;
  });
}

/**
 * A reflected CRC of 64 bits, kept as two numbers of 32: a BigInt for each byte would take a hundred times as long.
 * @source "NVM Express NVM Command Set Specification": polynomial 0xAD93D23594C93659, reflected 0x9A6C9329AC4BC9B5
 */
class Crc64 implements Checksum {
  #high = 0xffff_ffff;
  #low = 0xffff_ffff;

  /** Eight bytes a step ("slicing by eight"), each through a table of its own. */
  update(bytes: Buffer): void {
    let high = this.#high;
    let low = this.#low;
    let at = 0;
    for (const last = bytes.length - 8; at <= last; at += 8) {
      const a = low ^ bytes.readInt32LE(at);
      const b = high ^ bytes.readInt32LE(at + 4);
      low =
        (crc64Low[1792 + (a & 0xff)] ?? 0) ^
        (crc64Low[1536 + ((a >>> 8) & 0xff)] ?? 0) ^
        (crc64Low[1280 + ((a >>> 16) & 0xff)] ?? 0) ^
        (crc64Low[1024 + (a >>> 24)] ?? 0) ^
        (crc64Low[768 + (b & 0xff)] ?? 0) ^
        (crc64Low[512 + ((b >>> 8) & 0xff)] ?? 0) ^
        (crc64Low[256 + ((b >>> 16) & 0xff)] ?? 0) ^
        (crc64Low[b >>> 24] ?? 0);
      high =
        (crc64High[1792 + (a & 0xff)] ?? 0) ^
        (crc64High[1536 + ((a >>> 8) & 0xff)] ?? 0) ^
        (crc64High[1280 + ((a >>> 16) & 0xff)] ?? 0) ^
        (crc64High[1024 + (a >>> 24)] ?? 0) ^
        (crc64High[768 + (b & 0xff)] ?? 0) ^
        (crc64High[512 + ((b >>> 8) & 0xff)] ?? 0) ^
        (crc64High[256 + ((b >>> 16) & 0xff)] ?? 0) ^
        (crc64High[b >>> 24] ?? 0);
    }
    for (; at < bytes.length; at += 1) {
      const index = (low ^ (bytes[at] ?? 0)) & 0xff;
      low = ((low >>> 8) | (high << 24)) ^ (crc64Low[index] ?? 0);
      high = (high >>> 8) ^ (crc64High[index] ?? 0);
    }
    this.#high = high;
    this.#low = low;
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
