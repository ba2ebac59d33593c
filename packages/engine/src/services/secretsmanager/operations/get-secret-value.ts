import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { structure } from '../../../protocol/shape.ts';
import { secretId, versionId, versionStage } from '../members.ts';
import { readValue } from '../read-value.ts';
import { findLiveSecret, type SecretStore } from '../secret-store.ts';

const input = structure('com.amazonaws.secretsmanager.GetSecretValueRequest', {
  SecretId: secretId,
  VersionId: versionId,
  VersionStage: versionStage,
});

/** @source "GetSecretValue", AWS Secrets Manager API reference */
export const getSecretValue: RpcOperation<SecretStore> = rpcOperation('GetSecretValue', input, (on: SecretStore, request) =>
  readValue(on, findLiveSecret(on, request.SecretId), request),
);
