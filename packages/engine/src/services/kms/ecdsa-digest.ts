import { createECDH, type KeyObject, randomBytes } from 'node:crypto';

// ECDSA over a hash that is given as such, which Node signs only together with the hashing. Points are multiplied by Node; KMS has the private key,
// so that verifying, too, needs multiples of the base point only.

interface Curve {
  /** As createECDH has it. */
  readonly name: string;
  /** The order of the base point. */
  readonly order: bigint;
}

/** By the name of JSON Web Keys. @source "SEC 2: Recommended Elliptic Curve Domain Parameters"; FIPS 186-5 */
const curves: { readonly [crv: string]: Curve } = {
  'P-256': { name: 'prime256v1', order: 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n },
  'P-384': {
    name: 'secp384r1',
    order: 0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973n,
  },
  'P-521': {
    name: 'secp521r1',
    order:
      0x01fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409n,
  },
  secp256k1: { name: 'secp256k1', order: 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n },
};

/** @returns DER, as KMS answers */
export function signDigest(key: KeyObject, digest: Buffer): Buffer {
  const { curve, secret } = parametersOf(key);
  for (;;) {
    const k = numberOf(randomBytes(72)) % curve.order;
    if (k === 0n) continue;
    const r = multipleX(curve, k) % curve.order;
    const s = (inverse(k, curve.order) * (numberOf(digest) + r * secret)) % curve.order;
    if (r !== 0n && s !== 0n) return sequence([r, s]);
  }
}

export function verifyDigest(key: KeyObject, digest: Buffer, signature: Buffer): boolean {
  const { curve, secret } = parametersOf(key);
  const numbers = numbersOf(signature);
  if (!numbers) return false;
  const [r, s] = numbers;
  if (r <= 0n || s <= 0n || r >= curve.order || s >= curve.order) return false;
  const multiple = (inverse(s, curve.order) * (numberOf(digest) + r * secret)) % curve.order;
  return multiple !== 0n && multipleX(curve, multiple) % curve.order === r;
}

function parametersOf(key: KeyObject): { readonly curve: Curve; readonly secret: bigint } {
  const { crv = '', d = '' } = key.export({ format: 'jwk' });
  const curve = curves[crv];
  if (!curve) throw new Error(`A key of the curve "${crv}" cannot be one that KMS made.`);
  return { curve, secret: numberOf(Buffer.from(d, 'base64url')) };
}

/** The x of a multiple of the base point. */
function multipleX({ name, order }: Curve, factor: bigint): bigint {
  const bytes = Math.ceil(order.toString(16).length / 2);
  const ecdh = createECDH(name);
  ecdh.setPrivateKey(Buffer.from(factor.toString(16).padStart(2 * bytes, '0'), 'hex'));
  const point = ecdh.getPublicKey();
  return numberOf(point.subarray(1, 1 + (point.length - 1) / 2));
}

function inverse(number: bigint, modulus: bigint): bigint {
  let [r, nextR] = [modulus, number];
  let [t, nextT] = [0n, 1n];
  while (nextR !== 0n) {
    const quotient = r / nextR;
    [r, nextR] = [nextR, r - quotient * nextR];
    [t, nextT] = [nextT, t - quotient * nextT];
  }
  return t < 0n ? t + modulus : t;
}

function numberOf(bytes: Buffer): bigint {
  return BigInt(`0x${bytes.toString('hex') || '0'}`);
}

/** DER of a sequence of whole numbers. @source RFC 3279, section 2.2.3 */
function sequence(numbers: readonly bigint[]): Buffer {
  const parts = numbers.map((it) => {
    const hex = it.toString(16);
    const even = hex.length % 2 === 0 ? hex : `0${hex}`;
    const bytes = Buffer.from(/^[89a-f]/.test(even) ? `00${even}` : even, 'hex');
    return Buffer.concat([Buffer.from([2, bytes.length]), bytes]);
  });
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from(content.length < 128 ? [0x30, content.length] : [0x30, 0x81, content.length]), content]);
}

/** The two numbers of a signature; undefined when it is none. */
function numbersOf(der: Buffer): readonly [bigint, bigint] | undefined {
  const start = der[1] === 0x81 ? 3 : 2;
  if (der[0] !== 0x30 || der[start - 1] !== der.length - start) return undefined;
  const first = integerAt(der, start);
  const second = first && integerAt(der, first.end);
  return first && second?.end === der.length ? [first.number, second.number] : undefined;
}

function integerAt(der: Buffer, at: number): { readonly number: bigint; readonly end: number } | undefined {
  const length = der[at + 1] ?? 0;
  const end = at + 2 + length;
  return der[at] === 2 && length > 0 && end <= der.length ? { number: numberOf(der.subarray(at + 2, end)), end } : undefined;
}
