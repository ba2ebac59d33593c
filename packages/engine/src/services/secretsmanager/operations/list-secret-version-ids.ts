import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { ServiceError } from '../../../protocol/service-error.ts';
import { boolean, integer, structure } from '../../../protocol/shape.ts';
import { dateOf } from '../describe-secret.ts';
import { nextToken, secretId } from '../members.ts';
import { findSecret, named, type SecretStore } from '../secret-store.ts';

const input = structure('com.amazonaws.secretsmanager.ListSecretVersionIdsRequest', {
  SecretId: secretId,
  MaxResults: integer({ min: 1, max: 100 }),
  NextToken: nextToken,
  IncludeDeprecated: boolean,
});

/** @source "ListSecretVersionIds", AWS Secrets Manager API reference; recorded on AWS by the tests of localstack */
export const listSecretVersionIds: RpcOperation<SecretStore> = rpcOperation(
  'ListSecretVersionIds',
  input,
  (on: SecretStore, { SecretId, MaxResults = 100, NextToken, IncludeDeprecated = false }) => {
    const secret = findSecret(on, SecretId);
    const versions = secret.versions.filter(({ stages }) => IncludeDeprecated || stages.length > 0);
    const begin = NextToken === undefined ? 0 : versions.findIndex(({ id }) => id === NextToken) + 1;
    if (NextToken !== undefined && begin === 0) throw new ServiceError('InvalidNextTokenException', 'The NextToken value is invalid.');
    const page = versions.slice(begin, begin + MaxResults);
    return {
      Versions: page.map(({ id, stages, createdMs, accessedMs }) => ({
        VersionId: id,
        VersionStages: stages.length === 0 ? undefined : stages,
        LastAccessedDate: dateOf(accessedMs),
        CreatedDate: dateOf(createdMs),
        KmsKeyIds: [secret.kmsKeyId ?? 'DefaultEncryptionKey'],
      })),
      NextToken: begin + MaxResults < versions.length ? page.at(-1)?.id : undefined,
      ...named(secret),
    };
  },
);
