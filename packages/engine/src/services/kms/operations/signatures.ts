import { createHmac, timingSafeEqual } from 'node:crypto';
import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { ServiceError } from '../../../protocol/service-error.ts';
import { required, string, structure } from '../../../protocol/shape.ts';
import { type Key, keySpecs } from '../key.ts';
import { findEnabledKey, type KmsState } from '../kms-state.ts';
import { ciphertext, keyId, plaintext, shape } from '../members.ts';
import { signMessage, verifyMessage } from '../sign.ts';

const members = {
  KeyId: keyId,
  Message: plaintext,
  MessageType: string({ values: ['RAW', 'DIGEST', 'EXTERNAL_MU'] }),
  SigningAlgorithm: required(string({ values: [...new Set(Object.values(keySpecs).flatMap(({ signing = [] }) => signing))] })),
};

const sign = rpcOperation('Sign', structure(shape('SignRequest'), members), async (on: KmsState, request) => {
  const { KeyId, Message, MessageType, SigningAlgorithm } = request;
  const key = await signingKey(on, KeyId, SigningAlgorithm, 'Sign');
  const signature = signMessage(on.seal.open(key.material), Message, { algorithm: SigningAlgorithm, isDigest: MessageType === 'DIGEST' });
  return { KeyId: key.arn, Signature: signature, SigningAlgorithm };
});

const verify = rpcOperation(
  'Verify',
  structure(shape('VerifyRequest'), { ...members, Signature: ciphertext }),
  async (on: KmsState, { KeyId, Message, MessageType, Signature, SigningAlgorithm }) => {
    const key = await signingKey(on, KeyId, SigningAlgorithm, 'Verify');
    const how = { algorithm: SigningAlgorithm, isDigest: MessageType === 'DIGEST' };
    if (!verifyMessage(on.seal.open(key.material), Message, how, Signature)) throw new ServiceError('KMSInvalidSignatureException', '');
    return { KeyId: key.arn, SignatureValid: true, SigningAlgorithm };
  },
);

const macMembers = {
  KeyId: keyId,
  Message: plaintext,
  MacAlgorithm: required(string({ values: ['HMAC_SHA_384', 'HMAC_SHA_256', 'HMAC_SHA_224', 'HMAC_SHA_512'] })),
};

const generateMac = rpcOperation(
  'GenerateMac',
  structure(shape('GenerateMacRequest'), macMembers),
  async (on: KmsState, { KeyId, Message, MacAlgorithm }) => {
    const key = await macKey(on, KeyId, MacAlgorithm, 'GenerateMac');
    return { Mac: macOf(on, key, MacAlgorithm, Message), MacAlgorithm, KeyId: key.arn };
  },
);

const verifyMac = rpcOperation(
  'VerifyMac',
  structure(shape('VerifyMacRequest'), { ...macMembers, Mac: ciphertext }),
  async (on: KmsState, { KeyId, Message, MacAlgorithm, Mac }) => {
    const key = await macKey(on, KeyId, MacAlgorithm, 'VerifyMac');
    const wanted = macOf(on, key, MacAlgorithm, Message);
    if (wanted.length !== Mac.length || !timingSafeEqual(wanted, Mac)) throw new ServiceError('KMSInvalidMacException', '');
    return { KeyId: key.arn, MacValid: true, MacAlgorithm };
  },
);

async function signingKey(on: KmsState, id: string, algorithm: string, operation: string): Promise<Key> {
  const key = await findEnabledKey(on, id, 'SIGN_VERIFY', operation);
  if (!keySpecs[key.spec]?.signing?.includes(algorithm)) throw incompatible(algorithm, key);
  return key;
}

async function macKey(on: KmsState, id: string, algorithm: string, operation: string): Promise<Key> {
  const key = await findEnabledKey(on, id, 'GENERATE_VERIFY_MAC', operation);
  if (!keySpecs[key.spec]?.mac?.includes(algorithm)) throw incompatible(algorithm, key);
  return key;
}

/** @source recorded on AWS by the tests of localstack (test_invalid_verify_mac) */
function incompatible(algorithm: string, { spec }: Key): ServiceError {
  return new ServiceError('InvalidKeyUsageException', `Algorithm ${algorithm} is incompatible with key spec ${spec}.`);
}

function macOf(on: KmsState, { material }: Key, algorithm: string, message: Buffer): Buffer {
  return createHmac(`sha${algorithm.slice('HMAC_SHA_'.length)}`, on.seal.open(material))
    .update(message)
    .digest();
}

/** @source "AWS KMS API reference" */
export const signatureOperations: readonly RpcOperation<KmsState>[] = [sign, verify, generateMac, verifyMac];
