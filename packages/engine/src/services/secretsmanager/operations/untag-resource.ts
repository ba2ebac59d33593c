import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { list, required, string, structure } from '../../../protocol/shape.ts';
import { secretId } from '../members.ts';
import { findLiveSecret, type SecretStore } from '../secret-store.ts';

const input = structure('com.amazonaws.secretsmanager.UntagResourceRequest', {
  SecretId: secretId,
  TagKeys: required(list(string({ min: 1, max: 128 }))),
});

/** @source "UntagResource", AWS Secrets Manager API reference */
export const untagResource: RpcOperation<SecretStore> = rpcOperation(
  'UntagResource',
  input,
  async (on: SecretStore, { SecretId, TagKeys }) => {
    const secret = findLiveSecret(on, SecretId);
    await on.secrets.put(secret.name, { ...secret, tags: (secret.tags ?? []).filter(({ Key }) => !TagKeys.includes(Key)) });
    return undefined;
  },
);
