import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { boolean, long, structure } from '../../../protocol/shape.ts';
import { randomSuffix } from '../arn-suffix.ts';
import { secretId } from '../members.ts';
import { findSecret, invalidParameter, lookUp, markedForDeletion, named, type SecretStore } from '../secret-store.ts';

const input = structure('com.amazonaws.secretsmanager.DeleteSecretRequest', {
  SecretId: secretId,
  RecoveryWindowInDays: long(),
  ForceDeleteWithoutRecovery: boolean,
});

const dayMs = 24 * 60 * 60_000;

/** @source "DeleteSecret", AWS Secrets Manager API reference; recorded on AWS by the tests of localstack */
export const deleteSecret: RpcOperation<SecretStore> = rpcOperation('DeleteSecret', input, async (on: SecretStore, request) => {
  const { SecretId, RecoveryWindowInDays: days, ForceDeleteWithoutRecovery: force = false } = request;
  if (days !== undefined && force)
    throw invalidParameter("You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.");
  if (days !== undefined && (days < 7 || days > 30))
    throw invalidParameter('The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).');
  const now = on.world.now();
  if (force) {
    const found = lookUp(on, SecretId);
    // A secret that is not there is deleted already.
    if (!found) return { ARN: arnOf(on, SecretId), Name: SecretId, DeletionDate: new Date(now) };
    on.schedule({ name: found.name, rotation: undefined, deletedMs: now });
    await on.secrets.delete(found.name);
    return { ...named(found), DeletionDate: new Date(now) };
  }
  const secret = findSecret(on, SecretId);
  if (secret.deletedMs !== undefined) throw markedForDeletion();
  const deletionMs = now + (days ?? 30) * dayMs;
  const deleted = { ...secret, deletedMs: now, deletionMs };
  on.schedule(deleted);
  await on.secrets.put(secret.name, deleted);
  return { ...named(secret), DeletionDate: new Date(deletionMs) };
});

function arnOf({ world }: SecretStore, secretId: string): string {
  if (secretId.startsWith('arn:')) return secretId;
  return `arn:${world.partition}:secretsmanager:${world.region}:${world.accountId}:secret:${secretId}-${randomSuffix()}`;
}
