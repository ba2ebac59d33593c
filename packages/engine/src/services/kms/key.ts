/** A KMS key. Its material is sealed. */
export interface Key {
  readonly id: string;
  readonly arn: string;
  readonly createdMs: number;
  readonly description: string;
  readonly usage: 'ENCRYPT_DECRYPT' | 'SIGN_VERIFY' | 'GENERATE_VERIFY_MAC';
  readonly spec: string;
  readonly manager: 'AWS' | 'CUSTOMER';
  readonly state: 'Enabled' | 'Disabled' | 'PendingDeletion';
  readonly deletionMs?: number | undefined;
  readonly policy: string;
  readonly tags: readonly Tag[];
  readonly rotationDays?: number | undefined;
  /** Of a symmetric key its 32 bytes, of an HMAC key its secret, of a pair the private key in PKCS #8. */
  readonly material: string;
}

export interface Tag {
  readonly TagKey: string;
  readonly TagValue: string;
}

export interface Alias {
  readonly name: string;
  readonly keyId: string;
  readonly createdMs: number;
  readonly updatedMs: number;
}

export interface KeySpec {
  readonly usages: readonly Key['usage'][];
  readonly encryption?: readonly string[];
  readonly signing?: readonly string[];
  readonly mac?: readonly string[];
}

const rsa: KeySpec = {
  usages: ['ENCRYPT_DECRYPT', 'SIGN_VERIFY'],
  encryption: ['RSAES_OAEP_SHA_1', 'RSAES_OAEP_SHA_256'],
  signing: [
    'RSASSA_PKCS1_V1_5_SHA_256',
    'RSASSA_PKCS1_V1_5_SHA_384',
    'RSASSA_PKCS1_V1_5_SHA_512',
    'RSASSA_PSS_SHA_256',
    'RSASSA_PSS_SHA_384',
    'RSASSA_PSS_SHA_512',
  ],
};
const ecc = (algorithm: string): KeySpec => ({ usages: ['SIGN_VERIFY'], signing: [algorithm] });
const hmac = (algorithm: string): KeySpec => ({ usages: ['GENERATE_VERIFY_MAC'], mac: [algorithm] });

/** The specs that run here, and what their keys can do. @source "Key spec reference", AWS KMS developer guide */
export const keySpecs: { readonly [spec: string]: KeySpec } = {
  SYMMETRIC_DEFAULT: { usages: ['ENCRYPT_DECRYPT'], encryption: ['SYMMETRIC_DEFAULT'] },
  RSA_2048: rsa,
  RSA_3072: rsa,
  RSA_4096: rsa,
  ECC_NIST_P256: ecc('ECDSA_SHA_256'),
  ECC_NIST_P384: ecc('ECDSA_SHA_384'),
  ECC_NIST_P521: ecc('ECDSA_SHA_512'),
  ECC_SECG_P256K1: ecc('ECDSA_SHA_256'),
  HMAC_224: hmac('HMAC_SHA_224'),
  HMAC_256: hmac('HMAC_SHA_256'),
  HMAC_384: hmac('HMAC_SHA_384'),
  HMAC_512: hmac('HMAC_SHA_512'),
};
