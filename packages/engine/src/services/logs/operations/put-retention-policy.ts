import type { RpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { integer, required, structure } from '../../../protocol/shape.ts';
import type { CloudWatchLogs } from '../cloudwatch-logs.ts';
import { findGroup } from '../log-group.ts';
import { invalidParameter, logsOperation } from '../operation.ts';
import { logGroupName } from '../shapes.ts';

const input = structure('com.amazonaws.logs.PutRetentionPolicyRequest', {
  logGroupName: required(logGroupName),
  retentionInDays: required(integer()),
});

/** @source "PutRetentionPolicy", CloudWatch Logs API reference */
const days = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

/** Events that are older go at once from answers, and within the hour from the disk. */
export const putRetentionPolicy: RpcOperation<CloudWatchLogs> = logsOperation('PutRetentionPolicy', input, async (on, request) => {
  const { retentionInDays } = request;
  if (!days.includes(retentionInDays))
    throw invalidParameter(
      `1 validation error detected: Value '${retentionInDays}' at 'retentionInDays' failed to satisfy constraint: Member must satisfy enum value set: [${days.join(', ')}]`,
    );
  const group = findGroup(on, request.logGroupName);
  on.nextSweep.atMs = 0;
  await on.groups.put(group.name, { ...group, retentionInDays });
  return undefined;
});
