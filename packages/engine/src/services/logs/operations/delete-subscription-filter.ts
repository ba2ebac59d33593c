import type { RpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { ServiceError } from '../../../protocol/service-error.ts';
import { required, structure } from '../../../protocol/shape.ts';
import type { CloudWatchLogs } from '../cloudwatch-logs.ts';
import { findGroup } from '../log-group.ts';
import { logsOperation } from '../operation.ts';
import { filterName, logGroupName } from '../shapes.ts';

const input = structure('com.amazonaws.logs.DeleteSubscriptionFilterRequest', {
  logGroupName: required(logGroupName),
  filterName: required(filterName),
});

/** @source "DeleteSubscriptionFilter", CloudWatch Logs API reference */
export const deleteSubscriptionFilter: RpcOperation<CloudWatchLogs> = logsOperation(
  'DeleteSubscriptionFilter',
  input,
  async (on, request) => {
    const key = `${findGroup(on, request.logGroupName).name}:${request.filterName}`;
    if (!on.subscriptionFilters.get(key))
      throw new ServiceError('ResourceNotFoundException', 'The specified subscription filter does not exist.');
    await on.subscriptionFilters.delete(key);
    return undefined;
  },
);
