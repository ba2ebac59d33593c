import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { ServiceError } from '../../../protocol/service-error.ts';
import { boolean, required, string, structure, validationError } from '../../../protocol/shape.ts';
import { randomSuffix } from '../arn-suffix.ts';
import { clientRequestToken, description, kmsKeyId, replicaRegions, secretBinary, secretString, tags } from '../members.ts';
import { refuseReplicas } from '../replicas.ts';
import { versionIdOf } from '../request-token.ts';
import { current, type Secret } from '../secret.ts';
import { invalidRequest, lookUp, named, type SecretStore } from '../secret-store.ts';
import { checkValue, hasValue, withVersion } from '../versions.ts';

const input = structure('com.amazonaws.secretsmanager.CreateSecretRequest', {
  Name: required(string({ min: 1, max: 512 })),
  ClientRequestToken: clientRequestToken,
  Description: description,
  KmsKeyId: kmsKeyId,
  SecretBinary: secretBinary,
  SecretString: secretString,
  Tags: tags,
  AddReplicaRegions: replicaRegions,
  ForceOverwriteReplicaSecret: boolean,
  Type: string({ max: 256 }),
});

/** @source "CreateSecret", AWS Secrets Manager API reference; refusals recorded on AWS by the tests of localstack */
export const createSecret: RpcOperation<SecretStore> = rpcOperation('CreateSecret', input, async (on: SecretStore, request, call) => {
  const { Name: name, SecretBinary, SecretString } = request;
  if (!/^[A-Za-z0-9/_+=.@-]+$/.test(name)) {
    throw validationError('Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!');
  }
  refuseReplicas(request.AddReplicaRegions);
  const value = { ...(SecretString !== undefined && { SecretString }), ...(SecretBinary && { SecretBinary }) };
  checkValue(value);
  const existing = lookUp(on, name);
  const id = versionIdOf(on, request.ClientRequestToken, call);
  if (existing?.deletedMs !== undefined)
    throw invalidRequest("You can't create this secret because a secret with this name is already scheduled for deletion.");
  if (existing) {
    // The same request again is answered again.
    if (request.ClientRequestToken === undefined || !existing.versions.some((it) => it.id === id))
      throw new ServiceError('ResourceExistsException', `The operation failed because the secret ${name} already exists.`);
    withVersion(on, existing, { id, stages: [], ...value });
    return { ...named(existing), VersionId: id };
  }
  const now = on.world.now();
  const { partition, region, accountId } = on.world;
  const secret: Secret = {
    name,
    arn: `arn:${partition}:secretsmanager:${region}:${accountId}:secret:${name}-${randomSuffix()}`,
    description: request.Description,
    kmsKeyId: request.KmsKeyId,
    type: request.Type,
    createdMs: now,
    changedMs: now,
    tags: request.Tags,
    versions: [],
  };
  const created = hasValue(value) ? withVersion(on, secret, { id, stages: [current], ...value }) : secret;
  await on.secrets.put(name, created);
  return { ...named(created), VersionId: hasValue(value) ? id : undefined };
});
