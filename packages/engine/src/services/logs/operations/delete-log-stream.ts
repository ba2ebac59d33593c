import type { RpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { required, structure } from '../../../protocol/shape.ts';
import type { CloudWatchLogs } from '../cloudwatch-logs.ts';
import { findGroup } from '../log-group.ts';
import { findStream, streamKey } from '../log-stream.ts';
import { logsOperation } from '../operation.ts';
import { logGroupName, logStreamName } from '../shapes.ts';

const input = structure('com.amazonaws.logs.DeleteLogStreamRequest', {
  logGroupName: required(logGroupName),
  logStreamName: required(logStreamName),
});

/** @source "DeleteLogStream", CloudWatch Logs API reference */
export const deleteLogStream: RpcOperation<CloudWatchLogs> = logsOperation('DeleteLogStream', input, async (on, request) => {
  const group = findGroup(on, request.logGroupName);
  const { name } = findStream(on, group.name, request.logStreamName);
  await on.streams.delete(streamKey(group.name, name));
  await on.events.remove(group.id, Number.POSITIVE_INFINITY, name);
  return undefined;
});
