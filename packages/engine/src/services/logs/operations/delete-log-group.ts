import type { RpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { ServiceError } from '../../../protocol/service-error.ts';
import { required, structure } from '../../../protocol/shape.ts';
import type { CloudWatchLogs } from '../cloudwatch-logs.ts';
import { findGroup } from '../log-group.ts';
import { streamKey, streamsOf } from '../log-stream.ts';
import { logsOperation } from '../operation.ts';
import { logGroupName } from '../shapes.ts';

const input = structure('com.amazonaws.logs.DeleteLogGroupRequest', { logGroupName: required(logGroupName) });

/** With its streams, events and filters. @source "DeleteLogGroup", CloudWatch Logs API reference */
export const deleteLogGroup: RpcOperation<CloudWatchLogs> = logsOperation('DeleteLogGroup', input, async (on, request) => {
  const { name, id, deletionProtectionEnabled } = findGroup(on, request.logGroupName);
  if (deletionProtectionEnabled)
    throw new ServiceError(
      'ValidationException',
      'The log group has deletion protection enabled. Disable it before you delete the log group.',
    );
  const filters = [on.metricFilters, on.subscriptionFilters].flatMap((documents) =>
    documents
      .names()
      .filter((it) => it.startsWith(`${name}:`))
      .map((it) => documents.delete(it)),
  );
  await Promise.all([
    on.groups.delete(name),
    ...streamsOf(on, name).map((it) => on.streams.delete(streamKey(name, it.name))),
    ...filters,
    on.events.remove(id, Number.POSITIVE_INFINITY),
  ]);
  return undefined;
});
