import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { structure } from '../../../protocol/shape.ts';
import { secretId } from '../members.ts';
import { findSecret, named, type SecretStore } from '../secret-store.ts';

const input = structure('com.amazonaws.secretsmanager.GetResourcePolicyRequest', { SecretId: secretId });

/** @source "GetResourcePolicy", AWS Secrets Manager API reference */
export const getResourcePolicy: RpcOperation<SecretStore> = rpcOperation('GetResourcePolicy', input, (on: SecretStore, request) => {
  const secret = findSecret(on, request.SecretId);
  return { ...named(secret), ResourcePolicy: secret.policy };
});
