import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { required, structure } from '../../../protocol/shape.ts';
import { secretId, tags } from '../members.ts';
import { findLiveSecret, invalidParameter, type SecretStore } from '../secret-store.ts';

const input = structure('com.amazonaws.secretsmanager.TagResourceRequest', { SecretId: secretId, Tags: required(tags) });

/** @source "AWS Secrets Manager quotas" */
const maximumTags = 50;

/** @source "TagResource", AWS Secrets Manager API reference */
export const tagResource: RpcOperation<SecretStore> = rpcOperation('TagResource', input, async (on: SecretStore, { SecretId, Tags }) => {
  const secret = findLiveSecret(on, SecretId);
  const byKey = new Map([...(secret.tags ?? []), ...Tags].map((tag) => [tag.Key, tag]));
  if (byKey.size > maximumTags) throw invalidParameter(`You can't have more than ${maximumTags} tags on a secret.`);
  await on.secrets.put(secret.name, { ...secret, tags: [...byKey.values()] });
  return undefined;
});
