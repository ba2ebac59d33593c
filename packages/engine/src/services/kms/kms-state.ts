import { ServiceError } from '../../protocol/service-error.ts';
import type { Documents } from '../../store/documents.ts';
import type { Seal } from '../../store/seal.ts';
import type { World } from '../../world/world.ts';
import type { Alias, Key } from './key.ts';
import { newMaterial } from './key-material.ts';

/** What every operation works on. */
export interface KmsState {
  readonly world: World;
  readonly seal: Seal;
  readonly keys: Documents<Key>;
  readonly aliases: Documents<Alias>;
}

export interface NewKey {
  readonly spec: string;
  readonly usage: Key['usage'];
  readonly description?: string | undefined;
  readonly policy?: string | undefined;
  readonly tags?: Key['tags'] | undefined;
  readonly manager?: Key['manager'];
}

/** The policy of a key that is made without one. @source "Default key policy", AWS KMS developer guide */
function defaultPolicy({ partition, accountId }: World): string {
  const statement = {
    Sid: 'Enable IAM User Permissions',
    Effect: 'Allow',
    Principal: { AWS: `arn:${partition}:iam::${accountId}:root` },
    Action: 'kms:*',
    Resource: '*',
  };
  return JSON.stringify({ Version: '2012-10-17', Id: 'key-default-1', Statement: [statement] }, undefined, 2);
}

export async function createKey(
  on: KmsState,
  { spec, usage, description = '', policy, tags = [], manager = 'CUSTOMER' }: NewKey,
): Promise<Key> {
  const { partition, region, accountId } = on.world;
  const id = on.world.uuid();
  const key: Key = {
    id,
    arn: `arn:${partition}:kms:${region}:${accountId}:key/${id}`,
    createdMs: on.world.now(),
    description,
    usage,
    spec,
    manager,
    state: 'Enabled',
    policy: policy ?? defaultPolicy(on.world),
    tags,
    material: on.seal.close(newMaterial(spec)),
  };
  await on.keys.put(id, key);
  return key;
}

/** Of a single-Region and of a multi-Region key. */
const keyIdForm = /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|mrk-[0-9a-f]{32})$/i;

/**
 * The key of an id, an ARN, an alias or an alias's ARN. A managed key of AWS's own (`alias/aws/ssm`) is made when it is first used.
 * @throws ServiceError NotFoundException
 * @source recorded on AWS by the tests of localstack (test_get_key_does_not_exist, test_get_key_invalid_uuid, test_get_key_in_different_region)
 */
export async function findKey(on: KmsState, keyId: string): Promise<Key> {
  const arnRegion = /^arn:[^:]*:kms:([^:]*):/.exec(keyId)?.[1];
  if (arnRegion !== undefined && arnRegion !== on.world.region) throw new ServiceError('NotFoundException', `Invalid arn ${arnRegion}`);
  const alias = /^(?:arn:[^:]*:kms:[^:]*:[^:]*:)?(alias\/.+)$/.exec(keyId)?.[1];
  const id = alias === undefined ? idOf(keyId) : on.aliases.get(alias)?.keyId;
  const found = id === undefined ? undefined : living(on, on.keys.get(id));
  if (found) return found;
  const { partition, region, accountId } = on.world;
  if (alias?.startsWith('alias/aws/')) return createManagedKey(on, alias);
  const arn = keyId.startsWith('arn:') ? keyId : `arn:${partition}:kms:${region}:${accountId}:${alias ?? `key/${idOf(keyId)}`}`;
  if (alias !== undefined) throw new ServiceError('NotFoundException', `Alias ${arn} is not found.`);
  if (!keyIdForm.test(idOf(keyId))) throw new ServiceError('NotFoundException', `Invalid keyId '${keyId}'`);
  throw new ServiceError('NotFoundException', `Key '${arn}' does not exist`);
}

/** As `findKey`, for what needs a key that is in use. @throws ServiceError NotFoundException, DisabledException, KMSInvalidStateException */
export async function findEnabledKey(on: KmsState, keyId: string, usage: Key['usage'], operation: string): Promise<Key> {
  const key = await findKey(on, keyId);
  checkNotPendingDeletion(key);
  if (key.state === 'Disabled') throw new ServiceError('DisabledException', `${key.arn} is disabled.`);
  if (key.usage !== usage)
    throw new ServiceError('InvalidKeyUsageException', `${key.arn} key usage is ${key.usage} which is not valid for ${operation}.`);
  return key;
}

/** @throws ServiceError KMSInvalidStateException */
export function checkNotPendingDeletion(key: Key): void {
  if (key.state === 'PendingDeletion') throw new ServiceError('KMSInvalidStateException', `${key.arn} is pending deletion.`);
}

/** @throws ServiceError AccessDeniedException: AWS's own keys are not the account's to change */
export function checkOwn(key: Key): void {
  if (key.manager === 'AWS')
    throw new ServiceError('AccessDeniedException', `The operation is not allowed on the AWS managed key ${key.arn}.`);
}

function living({ keys, world }: KmsState, key: Key | undefined): Key | undefined {
  if (key?.deletionMs === undefined || key.deletionMs > world.now()) return key;
  void keys.delete(key.id);
  return undefined;
}

async function createManagedKey(on: KmsState, alias: string): Promise<Key> {
  const service = alias.slice('alias/aws/'.length);
  const description = `Default key that protects my ${service} data when no other key is defined`;
  const key = await createKey(on, { spec: 'SYMMETRIC_DEFAULT', usage: 'ENCRYPT_DECRYPT', description, manager: 'AWS' });
  await on.aliases.put(alias, { name: alias, keyId: key.id, createdMs: key.createdMs, updatedMs: key.createdMs });
  return key;
}

function idOf(keyId: string): string {
  return /^arn:[^:]*:kms:[^:]*:[^:]*:key\/(.+)$/.exec(keyId)?.[1] ?? keyId;
}
