import {
  constants,
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  privateDecrypt,
  publicEncrypt,
  randomBytes,
} from 'node:crypto';
import { ServiceError } from '../../protocol/service-error.ts';
import type { Key } from './key.ts';
import { findEnabledKey, findKey, type KmsState } from './kms-state.ts';

export type EncryptionContext = { readonly [name: string]: string };

const [nonceBytes, tagBytes] = [12, 16];
/** The first bytes of our ciphertexts: they name their key, as AWS's do. */
const magic = Buffer.from('GWK1');
const idBytes = 36;

/** Encrypts under a key. @param algorithm SYMMETRIC_DEFAULT takes a context, which must be given again to decrypt */
export function encrypt(on: KmsState, key: Key, plain: Buffer, algorithm: string, context: EncryptionContext = {}): Buffer {
  const material = on.seal.open(key.material);
  if (key.spec !== 'SYMMETRIC_DEFAULT') {
    const publicKey = createPublicKey(createPrivateKey({ key: material, format: 'der', type: 'pkcs8' }));
    return publicEncrypt({ key: publicKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: hashOf(algorithm) }, plain);
  }
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', material, nonce);
  cipher.setAAD(contextBytes(key.id, context));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([magic, Buffer.from(key.id), nonce, cipher.getAuthTag(), body]);
}

/** Decrypts, by the key that the ciphertext names or the given one. @throws ServiceError InvalidCiphertextException, IncorrectKeyException */
export async function decrypt(
  on: KmsState,
  blob: Buffer,
  {
    keyId,
    algorithm,
    context = {},
  }: { readonly keyId: string | undefined; readonly algorithm: string; readonly context?: EncryptionContext | undefined },
): Promise<{ readonly key: Key; readonly plain: Buffer }> {
  if (algorithm !== 'SYMMETRIC_DEFAULT') {
    if (keyId === undefined)
      throw new ServiceError('ValidationException', 'KeyId is required when the encryption algorithm is asymmetric.');
    const key = await findEnabledKey(on, keyId, 'ENCRYPT_DECRYPT', 'Decrypt');
    return { key, plain: decryptRsa(on, key, blob, algorithm) };
  }
  // A key for signatures or codes is but another key. @source recorded on AWS by the tests of localstack (test_error_messaging_for_invalid_keys)
  const wanted = keyId === undefined ? undefined : await findKey(on, keyId);
  if (blob.length < magic.length + idBytes + nonceBytes + tagBytes || !blob.subarray(0, magic.length).equals(magic))
    throw invalidCiphertext();
  const id = blob.subarray(magic.length, magic.length + idBytes).toString('latin1');
  if (!on.keys.get(id)) throw invalidCiphertext();
  const key = await findEnabledKey(on, id, 'ENCRYPT_DECRYPT', 'Decrypt');
  if (wanted && wanted.id !== key.id)
    throw new ServiceError('IncorrectKeyException', 'The key ID in the request does not identify a CMK that can perform this operation.');
  const sealed = blob.subarray(magic.length + idBytes);
  const decipher = createDecipheriv('aes-256-gcm', on.seal.open(key.material), sealed.subarray(0, nonceBytes), { authTagLength: tagBytes });
  decipher.setAAD(contextBytes(key.id, context));
  decipher.setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes));
  try {
    return { key, plain: Buffer.concat([decipher.update(sealed.subarray(nonceBytes + tagBytes)), decipher.final()]) };
  } catch {
    // Changed, or under another context: AWS does not tell them apart.
    throw invalidCiphertext();
  }
}

function decryptRsa(on: KmsState, key: Key, blob: Buffer, algorithm: string): Buffer {
  const privateKey = createPrivateKey({ key: on.seal.open(key.material), format: 'der', type: 'pkcs8' });
  try {
    return privateDecrypt({ key: privateKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: hashOf(algorithm) }, blob);
  } catch {
    throw invalidCiphertext();
  }
}

function hashOf(algorithm: string): string {
  return algorithm === 'RSAES_OAEP_SHA_1' ? 'sha1' : 'sha256';
}

/** The context in one order, with the key's id. */
function contextBytes(keyId: string, context: EncryptionContext): Buffer {
  return Buffer.from(JSON.stringify([keyId, ...Object.entries(context).sort(([a], [b]) => (a < b ? -1 : 1))]));
}

function invalidCiphertext(): ServiceError {
  return new ServiceError('InvalidCiphertextException', '');
}
