import { constants, createHash, type KeyObject, privateEncrypt, publicDecrypt, randomBytes } from 'node:crypto';

// RSASSA-PSS over a hash that is given as such, which Node signs only together with the hashing. The salt is as long as the hash, as KMS has it.

/** @param hash `sha256` @source RFC 8017, section 9.1.1 */
export function signPss(key: KeyObject, digest: Buffer, hash: string): Buffer {
  const salt = randomBytes(digest.length);
  const block = hashOf(hash, Buffer.alloc(8), digest, salt);
  const length = modulusBytes(key);
  const data = Buffer.concat([Buffer.alloc(length - 2 * digest.length - 2), Buffer.from([1]), salt]);
  const masked = xor(data, mask(hash, block, data.length));
  masked[0] = (masked[0] ?? 0) & 0x7f;
  const encoded = Buffer.concat([masked, block, Buffer.from([0xbc])]);
  return privateEncrypt({ key, padding: constants.RSA_NO_PADDING }, encoded);
}

/** @source RFC 8017, section 9.1.2 */
export function verifyPss(key: KeyObject, digest: Buffer, hash: string, signature: Buffer): boolean {
  if (signature.length !== modulusBytes(key)) return false;
  const encoded = openBlock(key, signature);
  if (encoded?.at(-1) !== 0xbc || ((encoded[0] ?? 0) & 0x80) !== 0) return false;
  const split = encoded.length - digest.length - 1;
  const block = encoded.subarray(split, -1);
  const data = xor(encoded.subarray(0, split), mask(hash, block, split));
  data[0] = (data[0] ?? 0) & 0x7f;
  const start = split - digest.length - 1;
  if (data[start] !== 1 || data.subarray(0, start).some((it) => it !== 0)) return false;
  return hashOf(hash, Buffer.alloc(8), digest, data.subarray(start + 1)).equals(block);
}

function openBlock(key: KeyObject, signature: Buffer): Buffer | undefined {
  try {
    return publicDecrypt({ key, padding: constants.RSA_NO_PADDING }, signature);
  } catch {
    // A number beyond the key's modulus.
    return undefined;
  }
}

/** MGF1. @source RFC 8017, appendix B.2.1 */
function mask(hash: string, seed: Buffer, length: number): Buffer {
  const parts: Buffer[] = [];
  for (let counter = 0, made = 0; made < length; counter += 1) {
    const index = Buffer.alloc(4);
    index.writeUInt32BE(counter);
    const part = hashOf(hash, seed, index);
    parts.push(part);
    made += part.length;
  }
  return Buffer.concat(parts, length);
}

function hashOf(hash: string, ...parts: readonly Buffer[]): Buffer {
  return createHash(hash).update(Buffer.concat(parts)).digest();
}

function xor(one: Buffer, other: Buffer): Buffer {
  return Buffer.from(one.map((it, index) => it ^ (other[index] ?? 0)));
}

function modulusBytes(key: KeyObject): number {
  return (key.asymmetricKeyDetails?.modulusLength ?? 0) / 8;
}
