import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { list, structure } from '../../../protocol/shape.ts';
import { sensitiveString } from '../../../protocol/value-shapes.ts';
import { clientRequestToken, secretBinary, secretId, secretString, versionStage } from '../members.ts';
import { versionIdOf } from '../request-token.ts';
import { current } from '../secret.ts';
import { findLiveSecret, invalidRequest, named, type SecretStore } from '../secret-store.ts';
import { checkValue, hasValue, withVersion } from '../versions.ts';

const input = structure('com.amazonaws.secretsmanager.PutSecretValueRequest', {
  SecretId: secretId,
  ClientRequestToken: clientRequestToken,
  SecretBinary: secretBinary,
  SecretString: secretString,
  VersionStages: list(versionStage, { min: 1, max: 20 }),
  RotationToken: sensitiveString({ min: 36, max: 256 }),
});

/** @source "PutSecretValue", AWS Secrets Manager API reference */
export const putSecretValue: RpcOperation<SecretStore> = rpcOperation('PutSecretValue', input, async (on: SecretStore, request, call) => {
  const { SecretBinary, SecretString } = request;
  const value = { ...(SecretString !== undefined && { SecretString }), ...(SecretBinary && { SecretBinary }) };
  checkValue(value);
  if (!hasValue(value)) throw invalidRequest('You must provide either SecretString or SecretBinary.');
  const secret = findLiveSecret(on, request.SecretId);
  const id = versionIdOf(on, request.ClientRequestToken, call);
  const put = withVersion(on, secret, { id, stages: request.VersionStages ?? [current], ...value });
  await on.secrets.put(put.name, put);
  return { ...named(put), VersionId: id, VersionStages: put.versions.find((it) => it.id === id)?.stages };
});
