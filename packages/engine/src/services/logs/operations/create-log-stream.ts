import type { RpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { ServiceError } from '../../../protocol/service-error.ts';
import { required, structure } from '../../../protocol/shape.ts';
import type { CloudWatchLogs } from '../cloudwatch-logs.ts';
import { findGroup } from '../log-group.ts';
import { createStream, streamKey } from '../log-stream.ts';
import { logsOperation } from '../operation.ts';
import { logGroupName, logStreamName } from '../shapes.ts';

const input = structure('com.amazonaws.logs.CreateLogStreamRequest', {
  logGroupName: required(logGroupName),
  logStreamName: required(logStreamName),
});

/** @source "CreateLogStream", CloudWatch Logs API reference */
export const createLogStream: RpcOperation<CloudWatchLogs> = logsOperation('CreateLogStream', input, async (on, request) => {
  const { name } = findGroup(on, request.logGroupName);
  if (on.streams.get(streamKey(name, request.logStreamName)))
    throw new ServiceError('ResourceAlreadyExistsException', 'The specified log stream already exists');
  createStream(on, name, request.logStreamName);
  return undefined;
});
