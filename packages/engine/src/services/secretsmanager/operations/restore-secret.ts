import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { structure } from '../../../protocol/shape.ts';
import { secretId } from '../members.ts';
import { findSecret, named, type SecretStore } from '../secret-store.ts';

const input = structure('com.amazonaws.secretsmanager.RestoreSecretRequest', { SecretId: secretId });

/** @source "RestoreSecret", AWS Secrets Manager API reference */
export const restoreSecret: RpcOperation<SecretStore> = rpcOperation('RestoreSecret', input, async (on: SecretStore, request) => {
  const { deletedMs: _, deletionMs: __, ...secret } = findSecret(on, request.SecretId);
  on.schedule(secret);
  await on.secrets.put(secret.name, secret);
  return named(secret);
});
