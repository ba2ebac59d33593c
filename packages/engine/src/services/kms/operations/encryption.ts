import { createPrivateKey, createPublicKey, randomBytes } from 'node:crypto';
import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { ServiceError } from '../../../protocol/service-error.ts';
import { integer, required, string, structure, validationError } from '../../../protocol/shape.ts';
import { decrypt, encrypt } from '../ciphertext.ts';
import { type Key, keySpecs } from '../key.ts';
import { newKeyPair } from '../key-material.ts';
import { findEnabledKey, findKey, type KmsState } from '../kms-state.ts';
import { ciphertext, encryptionAlgorithm, encryptionContext, keyId, plaintext, shape } from '../members.ts';

const anyKeyId = string({ min: 1, max: 2048 });

const encryptOperation = rpcOperation(
  'Encrypt',
  structure(shape('EncryptRequest'), {
    KeyId: keyId,
    Plaintext: plaintext,
    EncryptionContext: encryptionContext,
    EncryptionAlgorithm: encryptionAlgorithm,
  }),
  async (on: KmsState, { KeyId, Plaintext, EncryptionContext, EncryptionAlgorithm = 'SYMMETRIC_DEFAULT' }) => {
    const key = await findEnabledKey(on, KeyId, 'ENCRYPT_DECRYPT', 'Encrypt');
    checkAlgorithm(key, EncryptionAlgorithm);
    return {
      CiphertextBlob: encrypt(on, key, Plaintext, EncryptionAlgorithm, EncryptionContext),
      KeyId: key.arn,
      EncryptionAlgorithm,
    };
  },
);

const decryptOperation = rpcOperation(
  'Decrypt',
  structure(shape('DecryptRequest'), {
    CiphertextBlob: ciphertext,
    EncryptionContext: encryptionContext,
    KeyId: anyKeyId,
    EncryptionAlgorithm: encryptionAlgorithm,
  }),
  async (on: KmsState, { CiphertextBlob, EncryptionContext: context, KeyId, EncryptionAlgorithm: algorithm = 'SYMMETRIC_DEFAULT' }) => {
    const { key, plain } = await decrypt(on, CiphertextBlob, { keyId: KeyId, algorithm, context });
    return { KeyId: key.arn, Plaintext: plain, EncryptionAlgorithm: algorithm };
  },
);

const reEncrypt = rpcOperation(
  'ReEncrypt',
  structure(shape('ReEncryptRequest'), {
    CiphertextBlob: ciphertext,
    SourceEncryptionContext: encryptionContext,
    SourceKeyId: anyKeyId,
    DestinationKeyId: keyId,
    DestinationEncryptionContext: encryptionContext,
    SourceEncryptionAlgorithm: encryptionAlgorithm,
    DestinationEncryptionAlgorithm: encryptionAlgorithm,
  }),
  async (on: KmsState, request) => {
    const from = request.SourceEncryptionAlgorithm ?? 'SYMMETRIC_DEFAULT';
    const to = request.DestinationEncryptionAlgorithm ?? 'SYMMETRIC_DEFAULT';
    const source = { keyId: request.SourceKeyId, algorithm: from, context: request.SourceEncryptionContext };
    const { key, plain } = await decrypt(on, request.CiphertextBlob, source);
    const destination = await findEnabledKey(on, request.DestinationKeyId, 'ENCRYPT_DECRYPT', 'ReEncrypt');
    checkAlgorithm(destination, to);
    return {
      CiphertextBlob: encrypt(on, destination, plain, to, request.DestinationEncryptionContext),
      SourceKeyId: key.arn,
      KeyId: destination.arn,
      SourceEncryptionAlgorithm: from,
      DestinationEncryptionAlgorithm: to,
    };
  },
);

const dataKeyInput = structure(shape('GenerateDataKeyRequest'), {
  KeyId: keyId,
  EncryptionContext: encryptionContext,
  NumberOfBytes: integer({ min: 1, max: 1024 }),
  KeySpec: string({ values: ['AES_256', 'AES_128'] }),
});

const dataKey = (name: string, withPlaintext: boolean): RpcOperation<KmsState> =>
  rpcOperation(name, dataKeyInput, async (on: KmsState, { KeyId, EncryptionContext, NumberOfBytes, KeySpec }) => {
    if (NumberOfBytes === undefined && KeySpec === undefined) throw validationError('Please specify either number of bytes or key spec.');
    if (NumberOfBytes !== undefined && KeySpec !== undefined) throw validationError('Please specify either number of bytes or key spec.');
    const key = await symmetricKey(on, KeyId, name);
    const plain = randomBytes(NumberOfBytes ?? (KeySpec === 'AES_128' ? 16 : 32));
    return {
      CiphertextBlob: encrypt(on, key, plain, 'SYMMETRIC_DEFAULT', EncryptionContext),
      Plaintext: withPlaintext ? plain : undefined,
      KeyId: key.arn,
    };
  });

const dataKeyPairInput = structure(shape('GenerateDataKeyPairRequest'), {
  KeyId: keyId,
  EncryptionContext: encryptionContext,
  KeyPairSpec: required(string({ values: Object.keys(keySpecs).filter((it) => /^(?:RSA|ECC)_/.test(it)) })),
});

const dataKeyPair = (name: string, withPlaintext: boolean): RpcOperation<KmsState> =>
  rpcOperation(name, dataKeyPairInput, async (on: KmsState, { KeyId, EncryptionContext, KeyPairSpec }) => {
    const key = await symmetricKey(on, KeyId, name);
    const { privateKey, publicKey } = newKeyPair(KeyPairSpec);
    return {
      PrivateKeyCiphertextBlob: encrypt(on, key, privateKey, 'SYMMETRIC_DEFAULT', EncryptionContext),
      PrivateKeyPlaintext: withPlaintext ? privateKey : undefined,
      PublicKey: publicKey,
      KeyId: key.arn,
      KeyPairSpec,
    };
  });

const generateRandom = rpcOperation(
  'GenerateRandom',
  structure(shape('GenerateRandomRequest'), { NumberOfBytes: integer({ min: 1, max: 1024 }) }),
  (_on: KmsState, { NumberOfBytes }) => {
    // @source recorded on AWS by the tests of localstack (test_generate_random_invalid_number_of_bytes)
    if (NumberOfBytes === undefined) throw validationError('NumberOfBytes is required.');
    return { Plaintext: randomBytes(NumberOfBytes) };
  },
);

const getPublicKey = rpcOperation(
  'GetPublicKey',
  structure(shape('GetPublicKeyRequest'), { KeyId: keyId }),
  async (on: KmsState, { KeyId }) => {
    const key = await findKey(on, KeyId);
    if (!/^(?:RSA|ECC)_/.test(key.spec))
      throw new ServiceError('UnsupportedOperationException', `You cannot perform this operation: ${key.arn} is a symmetric key.`);
    const privateKey = createPrivateKey({ key: on.seal.open(key.material), format: 'der', type: 'pkcs8' });
    const { encryption, signing } = keySpecs[key.spec] ?? { encryption: undefined, signing: undefined };
    return {
      KeyId: key.arn,
      PublicKey: createPublicKey(privateKey).export({ type: 'spki', format: 'der' }),
      CustomerMasterKeySpec: key.spec,
      KeySpec: key.spec,
      KeyUsage: key.usage,
      EncryptionAlgorithms: key.usage === 'ENCRYPT_DECRYPT' ? encryption : undefined,
      SigningAlgorithms: key.usage === 'SIGN_VERIFY' ? signing : undefined,
    };
  },
);

async function symmetricKey(on: KmsState, id: string, operation: string): Promise<Key> {
  const key = await findEnabledKey(on, id, 'ENCRYPT_DECRYPT', operation);
  if (key.spec !== 'SYMMETRIC_DEFAULT')
    throw new ServiceError('InvalidKeyUsageException', `${key.arn} key spec is ${key.spec} which is not valid for ${operation}.`);
  return key;
}

function checkAlgorithm(key: Key, algorithm: string): void {
  if (keySpecs[key.spec]?.encryption?.includes(algorithm)) return;
  const message = `Algorithm ${algorithm} is incompatible with key spec ${key.spec}.`;
  throw new ServiceError('InvalidKeyUsageException', message);
}

/** @source "AWS KMS API reference" */
export const encryptionOperations: readonly RpcOperation<KmsState>[] = [
  encryptOperation,
  decryptOperation,
  reEncrypt,
  dataKey('GenerateDataKey', true),
  dataKey('GenerateDataKeyWithoutPlaintext', false),
  dataKeyPair('GenerateDataKeyPair', true),
  dataKeyPair('GenerateDataKeyPairWithoutPlaintext', false),
  generateRandom,
  getPublicKey,
];
