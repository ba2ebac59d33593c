import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { structure } from '../../../protocol/shape.ts';
import { secretId } from '../members.ts';
import { pending, type Secret, versionWithStage } from '../secret.ts';
import { findLiveSecret, invalidRequest, named, type SecretStore } from '../secret-store.ts';

const input = structure('com.amazonaws.secretsmanager.CancelRotateSecretRequest', { SecretId: secretId });

/** @source "CancelRotateSecret", AWS Secrets Manager API reference */
export const cancelRotateSecret: RpcOperation<SecretStore> = rpcOperation('CancelRotateSecret', input, async (on: SecretStore, request) => {
  const secret = findLiveSecret(on, request.SecretId);
  if (!secret.rotation) {
    throw invalidRequest("You tried to cancel rotation on a secret that doesn't already have a Lambda function ARN configured.");
  }
  const cancelled: Secret = { ...secret, rotation: { ...secret.rotation, enabled: false, nextMs: undefined } };
  on.schedule(cancelled);
  await on.secrets.put(secret.name, cancelled);
  return { ...named(secret), VersionId: versionWithStage(secret, pending)?.id };
});
