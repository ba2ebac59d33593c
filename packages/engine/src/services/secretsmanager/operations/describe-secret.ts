import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { structure } from '../../../protocol/shape.ts';
import { describedOf, stagesByVersion } from '../describe-secret.ts';
import { secretId } from '../members.ts';
import { findSecret, type SecretStore } from '../secret-store.ts';

const input = structure('com.amazonaws.secretsmanager.DescribeSecretRequest', { SecretId: secretId });

/** @source "DescribeSecret", AWS Secrets Manager API reference */
export const describeSecret: RpcOperation<SecretStore> = rpcOperation('DescribeSecret', input, (on: SecretStore, request) => {
  const secret = findSecret(on, request.SecretId);
  return { ...describedOf(secret), VersionIdsToStages: stagesByVersion(secret) };
});
