import { constants, createPrivateKey, createPublicKey, privateEncrypt, publicDecrypt, sign, verify } from 'node:crypto';
import { ServiceError } from '../../protocol/service-error.ts';
import { signDigest, verifyDigest } from './ecdsa-digest.ts';
import { signPss, verifyPss } from './pss-digest.ts';

export interface SigningRule {
  /** `RSASSA_PSS_SHA_256`, `ECDSA_SHA_384`. */
  readonly algorithm: string;
  /** The message is its own hash. */
  readonly isDigest: boolean;
}

const hashBytes: { readonly [bits: string]: number } = { '256': 32, '384': 48, '512': 64 };
/** What stands before a hash in a PKCS #1 v1.5 signature. @source RFC 8017, section 9.2 */
const digestInfo: { readonly [bits: string]: string } = {
  '256': '3031300d060960864801650304020105000420',
  '384': '3041300d060960864801650304020205000430',
  '512': '3051300d060960864801650304020305000440',
};

/** @throws ServiceError ValidationException */
export function signMessage(material: Buffer, message: Buffer, { algorithm, isDigest }: SigningRule): Buffer {
  const key = createPrivateKey({ key: material, format: 'der', type: 'pkcs8' });
  const bits = algorithm.slice(-3);
  if (!isDigest) return sign(`sha${bits}`, message, { key, ...paddingOf(algorithm) });
  checkDigest(message, algorithm);
  if (algorithm.startsWith('ECDSA')) return signDigest(key, message);
  if (algorithm.startsWith('RSASSA_PSS')) return signPss(key, message, `sha${bits}`);
  return privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, digestBlock(message, bits));
}

export function verifyMessage(material: Buffer, message: Buffer, { algorithm, isDigest }: SigningRule, signature: Buffer): boolean {
  const privateKey = createPrivateKey({ key: material, format: 'der', type: 'pkcs8' });
  const key = createPublicKey(privateKey);
  const bits = algorithm.slice(-3);
  if (!isDigest) return verify(`sha${bits}`, message, { key, ...paddingOf(algorithm) }, signature);
  checkDigest(message, algorithm);
  if (algorithm.startsWith('ECDSA')) return verifyDigest(privateKey, message, signature);
  if (algorithm.startsWith('RSASSA_PSS')) return verifyPss(key, message, `sha${bits}`, signature);
  const wanted = digestBlock(message, bits);
  try {
    return publicDecrypt({ key, padding: constants.RSA_PKCS1_PADDING }, signature).equals(wanted);
  } catch {
    // A signature of another key or length.
    return false;
  }
}

function checkDigest(digest: Buffer, algorithm: string): void {
  if (digest.length !== hashBytes[algorithm.slice(-3)])
    throw new ServiceError('ValidationException', `Digest is invalid length for algorithm ${algorithm}.`);
}

function digestBlock(digest: Buffer, bits: string): Buffer {
  return Buffer.concat([Buffer.from(digestInfo[bits] ?? '', 'hex'), digest]);
}

function paddingOf(algorithm: string): { readonly padding?: number; readonly saltLength?: number } {
  if (algorithm.startsWith('RSASSA_PSS')) return { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
  return algorithm.startsWith('RSASSA_PKCS1') ? { padding: constants.RSA_PKCS1_PADDING } : {};
}
