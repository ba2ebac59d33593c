import type { RpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { list, required, string, structure } from '../../../protocol/shape.ts';
import type { CloudWatchLogs } from '../cloudwatch-logs.ts';
import { findGroup } from '../log-group.ts';
import { logsOperation } from '../operation.ts';
import { logGroupName } from '../shapes.ts';
import { withoutTags } from '../tags.ts';

const input = structure('com.amazonaws.logs.UntagLogGroupRequest', {
  logGroupName: required(logGroupName),
  tags: required(list(string({ min: 1, max: 128 }), { min: 1 })),
});

/** @source "UntagLogGroup", CloudWatch Logs API reference */
export const untagLogGroup: RpcOperation<CloudWatchLogs> = logsOperation('UntagLogGroup', input, async (on, request) => {
  const group = findGroup(on, request.logGroupName);
  await on.groups.put(group.name, withoutTags(group, request.tags));
  return undefined;
});
