import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { structure } from '../../../protocol/shape.ts';
import { secretId } from '../members.ts';
import { findLiveSecret, named, type SecretStore } from '../secret-store.ts';

const input = structure('com.amazonaws.secretsmanager.DeleteResourcePolicyRequest', { SecretId: secretId });

/** @source "DeleteResourcePolicy", AWS Secrets Manager API reference */
export const deleteResourcePolicy: RpcOperation<SecretStore> = rpcOperation(
  'DeleteResourcePolicy',
  input,
  async (on: SecretStore, request) => {
    const { policy: _, ...secret } = findLiveSecret(on, request.SecretId);
    await on.secrets.put(secret.name, secret);
    return named(secret);
  },
);
