import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { ServiceError } from '../../../protocol/service-error.ts';
import { boolean, structure } from '../../../protocol/shape.ts';
import { resourcePolicy, secretId } from '../members.ts';
import { checkPolicy, isPublic } from '../resource-policies.ts';
import { findLiveSecret, named, type SecretStore } from '../secret-store.ts';

const input = structure('com.amazonaws.secretsmanager.PutResourcePolicyRequest', {
  SecretId: secretId,
  ResourcePolicy: resourcePolicy,
  BlockPublicPolicy: boolean,
});

/** The policy is kept; nothing is refused because of it. @source "PutResourcePolicy", AWS Secrets Manager API reference */
export const putResourcePolicy: RpcOperation<SecretStore> = rpcOperation(
  'PutResourcePolicy',
  input,
  async (on: SecretStore, { SecretId, ResourcePolicy: policy, BlockPublicPolicy }) => {
    const secret = findLiveSecret(on, SecretId);
    checkPolicy(policy);
    if (BlockPublicPolicy && isPublic(policy))
      throw new ServiceError('PublicPolicyException', 'This resource policy grants broad access to the secret.');
    await on.secrets.put(secret.name, { ...secret, policy });
    return named(secret);
  },
);
