import { generateKeyPairSync, randomBytes } from 'node:crypto';

const curves: { readonly [spec: string]: string } = {
  ECC_NIST_P256: 'prime256v1',
  ECC_NIST_P384: 'secp384r1',
  ECC_NIST_P521: 'secp521r1',
  ECC_SECG_P256K1: 'secp256k1',
};

/** New key material: bytes of a secret, or a private key in PKCS #8. */
export function newMaterial(spec: string): Buffer {
  if (spec === 'SYMMETRIC_DEFAULT') return randomBytes(32);
  if (spec.startsWith('HMAC_')) return randomBytes(Number(spec.slice('HMAC_'.length)) / 8);
  return newKeyPair(spec).privateKey;
}

/** A pair in DER: PKCS #8 and SubjectPublicKeyInfo, as AWS answers them. */
export function newKeyPair(spec: string): { readonly privateKey: Buffer; readonly publicKey: Buffer } {
  const namedCurve = curves[spec];
  const { privateKey, publicKey } =
    namedCurve === undefined
      ? generateKeyPairSync('rsa', { modulusLength: Number(spec.slice('RSA_'.length)) })
      : generateKeyPairSync('ec', { namedCurve });
  return {
    privateKey: privateKey.export({ type: 'pkcs8', format: 'der' }),
    publicKey: publicKey.export({ type: 'spki', format: 'der' }),
  };
}
