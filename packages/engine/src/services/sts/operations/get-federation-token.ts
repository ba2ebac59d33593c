import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { ServiceError } from '../../../protocol/service-error.ts';
import { required, string, structure } from '../../../protocol/shape.ts';
import { durationSeconds, policy } from '../members.ts';
import { issueSession } from '../session.ts';
import type { StsState } from '../sts-state.ts';
import { checkSessionPolicy, packedSize } from '../take-role.ts';

const input = structure('com.amazonaws.sts.GetFederationTokenRequest', {
  Name: required(string({ min: 2, max: 32, pattern: '[\\w+=,.@-]*' })),
  Policy: policy,
  DurationSeconds: durationSeconds,
});
const halfDaySeconds = 43_200;

/** @source "GetFederationToken", AWS Security Token Service API reference */
export const getFederationToken: RpcOperation<StsState> = rpcOperation(
  'GetFederationToken',
  input,
  async (on: StsState, { Name, Policy, DurationSeconds = halfDaySeconds }, { accessKeyId }) => {
    if (on.callerOf(accessKeyId).sessionToken !== undefined)
      throw new ServiceError('AccessDenied', 'Cannot call GetFederationToken with session credentials', 403);
    checkSessionPolicy(Policy);
    const { partition, accountId } = on.world;
    const arn = `arn:${partition}:sts::${accountId}:federated-user/${Name}`;
    const userId = `${accountId}:${Name}`;
    return {
      Credentials: await issueSession(on, { arn, roleArn: undefined, userId, durationSeconds: DurationSeconds }),
      FederatedUser: { FederatedUserId: userId, Arn: arn },
      // Told without a policy too, unlike AssumeRole's. @source recorded on AWS by the tests of localstack (test_get_federation_token)
      PackedPolicySize: Policy === undefined ? 0 : packedSize(Policy),
    };
  },
);
