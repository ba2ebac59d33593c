import type { RpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { string, structure } from '../../../protocol/shape.ts';
import type { CloudWatchLogs } from '../cloudwatch-logs.ts';
import { describedMetricFilter } from '../described.ts';
import { listed } from '../listing.ts';
import { findGroup } from '../log-group.ts';
import { invalidParameter, logsOperation } from '../operation.ts';
import { filterName, logGroupName, nextToken, pageLimit } from '../shapes.ts';

const input = structure('com.amazonaws.logs.DescribeMetricFiltersRequest', {
  logGroupName,
  filterNamePrefix: filterName,
  nextToken,
  limit: pageLimit,
  metricName: string({ max: 255, pattern: '[^:*$]*' }),
  metricNamespace: string({ max: 255, pattern: '[^*$]*' }),
});

/** @source "DescribeMetricFilters", CloudWatch Logs API reference */
export const describeMetricFilters: RpcOperation<CloudWatchLogs> = logsOperation('DescribeMetricFilters', input, (on, request) => {
  const { filterNamePrefix = '', metricName, metricNamespace } = request;
  if ((metricName === undefined) !== (metricNamespace === undefined))
    throw invalidParameter('If you include the metricName parameter in your request, you must also include the metricNamespace parameter.');
  const group = request.logGroupName === undefined ? undefined : findGroup(on, request.logGroupName);
  const found = on.metricFilters
    .all()
    .filter(
      ({ groupName, name, transformations }) =>
        (group === undefined || groupName === group.name) &&
        name.startsWith(filterNamePrefix) &&
        (metricName === undefined || transformations.some((it) => it.metricName === metricName && it.metricNamespace === metricNamespace)),
    );
  const page = listed(found, ({ name, groupName }) => `${name}:${groupName}`, request);
  return { metricFilters: page.items.map(describedMetricFilter), nextToken: page.nextToken };
});
