import type { RpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { ServiceError } from '../../../protocol/service-error.ts';
import { boolean, map, required, string, structure } from '../../../protocol/shape.ts';
import type { CloudWatchLogs } from '../cloudwatch-logs.ts';
import { createGroup } from '../log-group.ts';
import { invalidParameter, logsOperation } from '../operation.ts';
import { logGroupClass, logGroupName } from '../shapes.ts';

const input = structure('com.amazonaws.logs.CreateLogGroupRequest', {
  logGroupName: required(logGroupName),
  kmsKeyId: string({ max: 256 }),
  tags: map(string({ max: 256 }), 'java.lang.String', { min: 1, max: 50 }),
  logGroupClass,
  deletionProtectionEnabled: boolean,
});

/** @source "CreateLogGroup", CloudWatch Logs API reference */
export const createLogGroup: RpcOperation<CloudWatchLogs> = logsOperation('CreateLogGroup', input, async (on, request) => {
  const { kmsKeyId, tags = {} } = request;
  if (kmsKeyId !== undefined)
    throw invalidParameter('gatewright does not encrypt log groups with KMS keys; leave kmsKeyId out on this machine.');
  if (on.groups.get(request.logGroupName))
    throw new ServiceError('ResourceAlreadyExistsException', 'The specified log group already exists');
  createGroup(on, request.logGroupName, {
    tags,
    logGroupClass: request.logGroupClass ?? 'STANDARD',
    deletionProtectionEnabled: request.deletionProtectionEnabled ?? false,
  });
  return undefined;
});
