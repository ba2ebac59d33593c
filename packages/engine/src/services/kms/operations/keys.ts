import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { ServiceError } from '../../../protocol/service-error.ts';
import { boolean, integer, list, required, string, structure, validationError } from '../../../protocol/shape.ts';
import { pageOf } from '../../page.ts';
import { keySpecs } from '../key.ts';
import { keyDocument } from '../key-document.ts';
import { checkNotPendingDeletion, checkOwn, createKey, findKey, type KmsState } from '../kms-state.ts';
import { keyId, shape, tags } from '../members.ts';

const dayMs = 24 * 60 * 60_000;

const createInput = structure(shape('CreateKeyRequest'), {
  Policy: string({ min: 1, max: 131_072 }),
  Description: string({ max: 8192 }),
  KeyUsage: string({ values: ['SIGN_VERIFY', 'ENCRYPT_DECRYPT', 'GENERATE_VERIFY_MAC', 'KEY_AGREEMENT'] }),
  CustomerMasterKeySpec: string(),
  KeySpec: string(),
  Origin: string({ values: ['AWS_KMS', 'EXTERNAL', 'AWS_CLOUDHSM', 'EXTERNAL_KEY_STORE'] }),
  CustomKeyStoreId: string(),
  Tags: tags,
  MultiRegion: boolean,
});

/** Those that AWS has beside ours. */
const otherSpecs: readonly string[] = ['SM2', 'ML_DSA_44', 'ML_DSA_65', 'ML_DSA_87', 'ECC_NIST_EDWARDS25519'];

/** @source recorded on AWS by the tests of localstack (test_hmac_create_key_invalid_operations), which have the specs of 2023 */
function unknownSpec(spec: string): string {
  const set =
    'RSA_2048, ECC_NIST_P384, ECC_NIST_P256, ECC_NIST_P521, HMAC_384, RSA_3072, ECC_SECG_P256K1, RSA_4096, SYMMETRIC_DEFAULT, HMAC_256, HMAC_224, HMAC_512';
  return `1 validation error detected: Value '${spec}' at 'keySpec' failed to satisfy constraint: Member must satisfy enum value set: [${set}]`;
}

const create = rpcOperation('CreateKey', createInput, async (on: KmsState, request) => {
  const spec = request.KeySpec ?? request.CustomerMasterKeySpec ?? 'SYMMETRIC_DEFAULT';
  const known = Object.hasOwn(keySpecs, spec) ? keySpecs[spec] : undefined;
  if (!known && !otherSpecs.includes(spec)) throw validationError(unknownSpec(spec));
  if (!known) throw unsupported(`gatewright makes no keys of the spec ${spec}; it makes ${Object.keys(keySpecs).join(', ')}.`);
  if ((request.Origin ?? 'AWS_KMS') !== 'AWS_KMS' || request.CustomKeyStoreId !== undefined)
    throw unsupported('gatewright makes key material itself (Origin AWS_KMS): it imports none, and has no custom key stores.');
  if (request.MultiRegion) throw unsupported('gatewright is one region: it makes no multi-Region keys.');
  const usage = known.usages.find((it) => it === (request.KeyUsage ?? (spec === 'SYMMETRIC_DEFAULT' ? 'ENCRYPT_DECRYPT' : undefined)));
  if (request.KeyUsage === undefined && !usage)
    throw validationError('You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.');
  if (!usage) throw validationError(`KeyUsage ${request.KeyUsage} is not compatible with KeySpec ${spec}`);
  const key = await createKey(on, { spec, usage, description: request.Description, policy: request.Policy, tags: request.Tags });
  return { KeyMetadata: keyDocument(on, key) };
});

const keyInput = structure(shape('DescribeKeyRequest'), { KeyId: keyId });

const describe = rpcOperation('DescribeKey', keyInput, async (on: KmsState, { KeyId }) => ({
  KeyMetadata: keyDocument(on, await findKey(on, KeyId)),
}));

const listKeys = rpcOperation(
  'ListKeys',
  structure(shape('ListKeysRequest'), { Limit: integer({ min: 1, max: 1000 }), Marker: string({ min: 1, max: 1024 }) }),
  (on: KmsState, { Limit = 100, Marker }) => {
    const sorted = [...on.keys.all()].sort((a, b) => (a.id < b.id ? -1 : 1));
    const page = pageOf(sorted, ({ id }) => id, { limit: Limit, token: Marker });
    if (!page) throw new ServiceError('InvalidMarkerException', 'The marker is not valid.');
    return {
      Keys: page.items.map(({ id, arn }) => ({ KeyId: id, KeyArn: arn })),
      Truncated: page.nextToken !== undefined,
      NextMarker: page.nextToken,
    };
  },
);

const withState = (name: string, state: 'Enabled' | 'Disabled'): RpcOperation<KmsState> =>
  rpcOperation(name, keyInput, async (on: KmsState, { KeyId }) => {
    const key = await findKey(on, KeyId);
    checkOwn(key);
    checkNotPendingDeletion(key);
    await on.keys.put(key.id, { ...key, state });
    return undefined;
  });

const scheduleDeletion = rpcOperation(
  'ScheduleKeyDeletion',
  structure(shape('ScheduleKeyDeletionRequest'), { KeyId: keyId, PendingWindowInDays: integer({ min: 1, max: 365 }) }),
  async (on: KmsState, { KeyId, PendingWindowInDays: days = 30 }) => {
    const key = await findKey(on, KeyId);
    checkOwn(key);
    checkNotPendingDeletion(key);
    if (days < 7 || days > 30) throw validationError('PendingWindowInDays must be between 7 and 30 days (inclusive).');
    const deletionMs = on.world.now() + days * dayMs;
    await on.keys.put(key.id, { ...key, state: 'PendingDeletion', deletionMs });
    return { KeyId: key.arn, DeletionDate: new Date(deletionMs), KeyState: 'PendingDeletion', PendingWindowInDays: days };
  },
);

const cancelDeletion = rpcOperation('CancelKeyDeletion', keyInput, async (on: KmsState, { KeyId }) => {
  const { deletionMs: _, ...key } = await findKey(on, KeyId);
  if (key.state !== 'PendingDeletion') throw new ServiceError('KMSInvalidStateException', `${key.arn} is not pending deletion.`);
  await on.keys.put(key.id, { ...key, state: 'Disabled' });
  return { KeyId: key.arn };
});

const updateDescription = rpcOperation(
  'UpdateKeyDescription',
  structure(shape('UpdateKeyDescriptionRequest'), { KeyId: keyId, Description: required(string({ max: 8192 })) }),
  async (on: KmsState, { KeyId, Description }) => {
    const key = await findKey(on, KeyId);
    checkNotPendingDeletion(key);
    await on.keys.put(key.id, { ...key, description: Description });
    return undefined;
  },
);

const policyName = string({ min: 1, max: 128 });

const getPolicy = rpcOperation(
  'GetKeyPolicy',
  structure(shape('GetKeyPolicyRequest'), { KeyId: keyId, PolicyName: policyName }),
  async (on: KmsState, { KeyId, PolicyName = 'default' }) => {
    const { policy } = await findKey(on, KeyId);
    if (PolicyName !== 'default') throw new ServiceError('NotFoundException', 'No such policy exists');
    return { Policy: policy, PolicyName };
  },
);

const putPolicy = rpcOperation(
  'PutKeyPolicy',
  structure(shape('PutKeyPolicyRequest'), { KeyId: keyId, PolicyName: policyName, Policy: required(string({ min: 1, max: 131_072 })) }),
  async (on: KmsState, { KeyId, Policy }) => {
    const key = await findKey(on, KeyId);
    try {
      JSON.parse(Policy);
    } catch {
      throw new ServiceError('MalformedPolicyDocumentException', '');
    }
    await on.keys.put(key.id, { ...key, policy: Policy });
    return undefined;
  },
);

const listPolicies = rpcOperation('ListKeyPolicies', keyInput, async (on: KmsState, { KeyId }) => {
  await findKey(on, KeyId);
  return { PolicyNames: ['default'], Truncated: false };
});

const tagResource = rpcOperation(
  'TagResource',
  structure(shape('TagResourceRequest'), { KeyId: keyId, Tags: required(tags) }),
  async (on: KmsState, { KeyId, Tags }) => {
    const key = await findKey(on, KeyId);
    const byKey = new Map([...key.tags, ...Tags].map((it) => [it.TagKey, it]));
    await on.keys.put(key.id, { ...key, tags: [...byKey.values()] });
    return undefined;
  },
);

const untagResource = rpcOperation(
  'UntagResource',
  structure(shape('UntagResourceRequest'), { KeyId: keyId, TagKeys: required(list(string({ min: 1, max: 128 }))) }),
  async (on: KmsState, { KeyId, TagKeys }) => {
    const key = await findKey(on, KeyId);
    await on.keys.put(key.id, { ...key, tags: key.tags.filter(({ TagKey }) => !TagKeys.includes(TagKey)) });
    return undefined;
  },
);

const listTags = rpcOperation('ListResourceTags', keyInput, async (on: KmsState, { KeyId }) => ({
  Tags: (await findKey(on, KeyId)).tags,
  Truncated: false,
}));

const enableRotation = rpcOperation(
  'EnableKeyRotation',
  structure(shape('EnableKeyRotationRequest'), { KeyId: keyId, RotationPeriodInDays: integer({ min: 90, max: 2560 }) }),
  async (on: KmsState, { KeyId, RotationPeriodInDays: rotationDays = 365 }) => {
    const key = await findKey(on, KeyId);
    checkNotPendingDeletion(key);
    if (key.spec !== 'SYMMETRIC_DEFAULT') throw unsupported('');
    await on.keys.put(key.id, { ...key, rotationDays });
    return undefined;
  },
);

const disableRotation = rpcOperation('DisableKeyRotation', keyInput, async (on: KmsState, { KeyId }) => {
  const { rotationDays: _, ...key } = await findKey(on, KeyId);
  await on.keys.put(key.id, key);
  return undefined;
});

const rotationStatus = rpcOperation('GetKeyRotationStatus', keyInput, async (on: KmsState, { KeyId }) => {
  const { arn, rotationDays, createdMs } = await findKey(on, KeyId);
  return {
    KeyId: arn,
    KeyRotationEnabled: rotationDays !== undefined,
    RotationPeriodInDays: rotationDays,
    NextRotationDate: rotationDays === undefined ? undefined : new Date(createdMs + rotationDays * dayMs),
  };
});

function unsupported(message: string): ServiceError {
  return new ServiceError('UnsupportedOperationException', message);
}

/** @source "AWS KMS API reference" */
export const keyOperations: readonly RpcOperation<KmsState>[] = [
  create,
  describe,
  listKeys,
  withState('EnableKey', 'Enabled'),
  withState('DisableKey', 'Disabled'),
  scheduleDeletion,
  cancelDeletion,
  updateDescription,
  getPolicy,
  putPolicy,
  listPolicies,
  tagResource,
  untagResource,
  listTags,
  enableRotation,
  disableRotation,
  rotationStatus,
];
