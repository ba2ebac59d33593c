import type { RpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { ServiceError } from '../../../protocol/service-error.ts';
import { required, structure } from '../../../protocol/shape.ts';
import type { CloudWatchLogs } from '../cloudwatch-logs.ts';
import { findGroup } from '../log-group.ts';
import { logsOperation } from '../operation.ts';
import { filterName, logGroupName } from '../shapes.ts';

const input = structure('com.amazonaws.logs.DeleteMetricFilterRequest', {
  logGroupName: required(logGroupName),
  filterName: required(filterName),
});

/** @source "DeleteMetricFilter", CloudWatch Logs API reference */
export const deleteMetricFilter: RpcOperation<CloudWatchLogs> = logsOperation('DeleteMetricFilter', input, async (on, request) => {
  const key = `${findGroup(on, request.logGroupName).name}:${request.filterName}`;
  if (!on.metricFilters.get(key)) throw new ServiceError('ResourceNotFoundException', 'The specified metric filter does not exist.');
  await on.metricFilters.delete(key);
  return undefined;
});
