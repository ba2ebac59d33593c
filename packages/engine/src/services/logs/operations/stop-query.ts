import type { RpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { ServiceError } from '../../../protocol/service-error.ts';
import { required, string, structure } from '../../../protocol/shape.ts';
import type { CloudWatchLogs } from '../cloudwatch-logs.ts';
import { invalidParameter, logsOperation } from '../operation.ts';

const input = structure('com.amazonaws.logs.StopQueryRequest', { queryId: required(string({ min: 1, max: 256 })) });

/** @source "StopQuery", CloudWatch Logs API reference */
export const stopQuery: RpcOperation<CloudWatchLogs> = logsOperation('StopQuery', input, (on, { queryId }) => {
  const query = on.queries.get(queryId);
  if (!query) throw new ServiceError('ResourceNotFoundException', `Query ${queryId} does not exist.`);
  if (query.status !== 'Running' && query.status !== 'Scheduled')
    throw invalidParameter(`Query ${queryId} is not running; it has the status ${query.status}.`);
  query.status = 'Cancelled';
  return { success: true };
});
