import type { RpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { required, structure } from '../../../protocol/shape.ts';
import type { CloudWatchLogs } from '../cloudwatch-logs.ts';
import { findGroup } from '../log-group.ts';
import { logsOperation } from '../operation.ts';
import { logGroupName } from '../shapes.ts';

const input = structure('com.amazonaws.logs.ListTagsLogGroupRequest', {
  logGroupName: required(logGroupName),
});

/** @source "ListTagsLogGroup", CloudWatch Logs API reference */
export const listTagsLogGroup: RpcOperation<CloudWatchLogs> = logsOperation('ListTagsLogGroup', input, (on, request) => ({
  tags: findGroup(on, request.logGroupName).tags,
}));
