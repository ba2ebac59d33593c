import type { RpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { required, structure } from '../../../protocol/shape.ts';
import type { CloudWatchLogs } from '../cloudwatch-logs.ts';
import { findGroup } from '../log-group.ts';
import { logsOperation } from '../operation.ts';
import { logGroupName } from '../shapes.ts';

const input = structure('com.amazonaws.logs.DeleteRetentionPolicyRequest', { logGroupName: required(logGroupName) });

/** @source "DeleteRetentionPolicy", CloudWatch Logs API reference */
export const deleteRetentionPolicy: RpcOperation<CloudWatchLogs> = logsOperation('DeleteRetentionPolicy', input, async (on, request) => {
  const group = findGroup(on, request.logGroupName);
  await on.groups.put(group.name, { ...group, retentionInDays: undefined });
  return undefined;
});
