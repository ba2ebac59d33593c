import type { RpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { boolean, required, structure } from '../../../protocol/shape.ts';
import type { CloudWatchLogs } from '../cloudwatch-logs.ts';
import { groupOfRequest } from '../log-group.ts';
import { logsOperation } from '../operation.ts';
import { logGroupIdentifier } from '../shapes.ts';

const input = structure('com.amazonaws.logs.PutLogGroupDeletionProtectionRequest', {
  logGroupIdentifier: required(logGroupIdentifier),
  deletionProtectionEnabled: required(boolean),
});

/** @source "PutLogGroupDeletionProtection", CloudWatch Logs API reference */
export const putLogGroupDeletionProtection: RpcOperation<CloudWatchLogs> = logsOperation(
  'PutLogGroupDeletionProtection',
  input,
  async (on, { logGroupIdentifier: identifier, deletionProtectionEnabled }) => {
    const group = groupOfRequest(on, { logGroupIdentifier: identifier });
    await on.groups.put(group.name, { ...group, deletionProtectionEnabled });
    return undefined;
  },
);
