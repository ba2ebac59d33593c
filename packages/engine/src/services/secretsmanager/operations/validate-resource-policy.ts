import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { ServiceError } from '../../../protocol/service-error.ts';
import { string, structure } from '../../../protocol/shape.ts';
import { resourcePolicy } from '../members.ts';
import { checkPolicy, isPublic } from '../resource-policies.ts';
import { findSecret, type SecretStore } from '../secret-store.ts';

const input = structure('com.amazonaws.secretsmanager.ValidateResourcePolicyRequest', {
  SecretId: string({ min: 1, max: 2048 }),
  ResourcePolicy: resourcePolicy,
});

/** @source "ValidateResourcePolicy", AWS Secrets Manager API reference */
export const validateResourcePolicy: RpcOperation<SecretStore> = rpcOperation(
  'ValidateResourcePolicy',
  input,
  (on: SecretStore, { SecretId, ResourcePolicy: policy }) => {
    if (SecretId !== undefined) findSecret(on, SecretId);
    const errors = [...problemsOf(policy), ...(isPublic(policy) ? [publicPolicy] : [])];
    return { PolicyValidationPassed: errors.length === 0, ValidationErrors: errors };
  },
);

const publicPolicy = { CheckName: 'Public policy', ErrorMessage: 'This resource policy grants broad access to the secret.' };

function problemsOf(policy: string): readonly object[] {
  try {
    checkPolicy(policy);
    return [];
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return [{ CheckName: 'Policy syntax', ErrorMessage: error.message }];
  }
}
