import type { RpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { ServiceError } from '../../../protocol/service-error.ts';
import { string, structure } from '../../../protocol/shape.ts';
import type { CloudWatchLogs } from '../cloudwatch-logs.ts';
import { logsOperation } from '../operation.ts';

const input = structure('com.amazonaws.logs.DeleteResourcePolicyRequest', {
  policyName: string(),
  resourceArn: string(),
  expectedRevisionId: string({ min: 1 }),
});

/** @source "DeleteResourcePolicy", CloudWatch Logs API reference */
export const deleteResourcePolicy: RpcOperation<CloudWatchLogs> = logsOperation(
  'DeleteResourcePolicy',
  input,
  async (on, { policyName = '' }) => {
    if (!on.resourcePolicies.get(policyName))
      throw new ServiceError('ResourceNotFoundException', `Policy with name [${policyName}] does not exist.`);
    await on.resourcePolicies.delete(policyName);
    return undefined;
  },
);
