import type { RpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { required, structure } from '../../../protocol/shape.ts';
import type { CloudWatchLogs } from '../cloudwatch-logs.ts';
import { describedSubscriptionFilter } from '../described.ts';
import { listed } from '../listing.ts';
import { findGroup } from '../log-group.ts';
import { logsOperation } from '../operation.ts';
import { filterName, logGroupName, nextToken, pageLimit } from '../shapes.ts';

const input = structure('com.amazonaws.logs.DescribeSubscriptionFiltersRequest', {
  logGroupName: required(logGroupName),
  filterNamePrefix: filterName,
  nextToken,
  limit: pageLimit,
});

/** @source "DescribeSubscriptionFilters", CloudWatch Logs API reference */
export const describeSubscriptionFilters: RpcOperation<CloudWatchLogs> = logsOperation(
  'DescribeSubscriptionFilters',
  input,
  (on, request) => {
    const { name: groupName } = findGroup(on, request.logGroupName);
    const found = on.subscriptionFilters
      .all()
      .filter((it) => it.groupName === groupName && it.name.startsWith(request.filterNamePrefix ?? ''));
    const page = listed(found, ({ name }) => name, request);
    return { subscriptionFilters: page.items.map(describedSubscriptionFilter), nextToken: page.nextToken };
  },
);
