import type { ChecksumAlgorithm } from './checksums.ts';

/** Polynomials, reflected. @source as in checksums.ts; CRC-32 is that of IEEE 802.3 */
const polynomials: { readonly [algorithm in ChecksumAlgorithm]?: { readonly bits: number; readonly polynomial: bigint } } = {
  CRC32: { bits: 32, polynomial: 0xedb8_8320n },
  CRC32C: { bits: 32, polynomial: 0x82f6_3b78n },
  CRC64NVME: { bits: 64, polynomial: 0x9a6c_9329_ac4b_c9b5n },
};

export interface ChecksummedPart {
  /** Base64. */
  readonly checksum: string;
  readonly size: number;
}

/**
 * The checksum of bytes by those of its parts, without a look at the bytes: what so many zeros make of a CRC is linear.
 * @returns base64; undefined of algorithms that are no CRCs
 */
export function combineChecksums(algorithm: ChecksumAlgorithm, parts: readonly ChecksummedPart[]): string | undefined {
  const crc = polynomials[algorithm];
  if (!crc) return undefined;
  const { bits, polynomial } = crc;
  const shifts = new Map<number, Matrix>();
  let combined = 0n;
  for (const { checksum, size } of parts) {
    let shift = shifts.get(size);
    if (!shift) {
      shift = power(oneBit(bits, polynomial), size * 8);
      shifts.set(size, shift);
    }
    combined = times(shift, combined) ^ BigInt(`0x${Buffer.from(checksum, 'base64').toString('hex')}`);
  }
  return Buffer.from(combined.toString(16).padStart(bits / 4, '0'), 'hex').toString('base64');
}

/** Over the two numbers 0 and 1: what becomes of each bit. */
type Matrix = readonly bigint[];

/** What one more bit of zero makes of a CRC. */
function oneBit(bits: number, polynomial: bigint): Matrix {
  return Array.from({ length: bits }, (_none, index) => (index === 0 ? polynomial : 1n << BigInt(index - 1)));
}

function times(matrix: Matrix, vector: bigint): bigint {
  let product = 0n;
  for (let rest = vector, index = 0; rest !== 0n; rest >>= 1n, index += 1) if (rest & 1n) product ^= matrix[index] ?? 0n;
  return product;
}

function power(matrix: Matrix, exponent: number): Matrix {
  let result: Matrix = matrix.map((_column, index) => 1n << BigInt(index));
  let square = matrix;
  for (let rest = exponent; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = multiply(square, result);
    square = multiply(square, square);
  }
  return result;
}

function multiply(one: Matrix, other: Matrix): Matrix {
  return other.map((column) => times(one, column));
}
