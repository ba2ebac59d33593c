import type { RpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { map, required, string, structure } from '../../../protocol/shape.ts';
import type { CloudWatchLogs } from '../cloudwatch-logs.ts';
import { findGroup } from '../log-group.ts';
import { logsOperation } from '../operation.ts';
import { logGroupName } from '../shapes.ts';
import { withTags } from '../tags.ts';

const input = structure('com.amazonaws.logs.TagLogGroupRequest', {
  logGroupName: required(logGroupName),
  tags: required(map(string({ max: 256 }), 'java.lang.String', { min: 1, max: 50 })),
});

/** @source "TagLogGroup", CloudWatch Logs API reference */
export const tagLogGroup: RpcOperation<CloudWatchLogs> = logsOperation('TagLogGroup', input, async (on, request) => {
  const group = findGroup(on, request.logGroupName);
  await on.groups.put(group.name, withTags(group, request.tags));
  return undefined;
});
