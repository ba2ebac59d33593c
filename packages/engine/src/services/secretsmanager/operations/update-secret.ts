import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { string, structure } from '../../../protocol/shape.ts';
import { clientRequestToken, description, kmsKeyId, secretBinary, secretId, secretString } from '../members.ts';
import { versionIdOf } from '../request-token.ts';
import { current } from '../secret.ts';
import { findLiveSecret, named, type SecretStore } from '../secret-store.ts';
import { checkValue, hasValue, withVersion } from '../versions.ts';

const input = structure('com.amazonaws.secretsmanager.UpdateSecretRequest', {
  SecretId: secretId,
  ClientRequestToken: clientRequestToken,
  Description: description,
  KmsKeyId: kmsKeyId,
  SecretBinary: secretBinary,
  SecretString: secretString,
  Type: string({ max: 256 }),
});

/** @source "UpdateSecret", AWS Secrets Manager API reference; recorded on AWS by the tests of localstack */
export const updateSecret: RpcOperation<SecretStore> = rpcOperation('UpdateSecret', input, async (on: SecretStore, request, call) => {
  const { SecretBinary, SecretString } = request;
  const value = { ...(SecretString !== undefined && { SecretString }), ...(SecretBinary && { SecretBinary }) };
  checkValue(value);
  const secret = findLiveSecret(on, request.SecretId);
  const described = {
    ...secret,
    description: request.Description ?? secret.description,
    kmsKeyId: request.KmsKeyId ?? secret.kmsKeyId,
    type: request.Type ?? secret.type,
    changedMs: on.world.now(),
  };
  const id = versionIdOf(on, request.ClientRequestToken, call);
  const updated = hasValue(value) ? withVersion(on, described, { id, stages: [current], ...value }) : described;
  await on.secrets.put(updated.name, updated);
  return { ...named(updated), VersionId: hasValue(value) ? id : undefined };
});
