import type { RpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { map, required, string, structure } from '../../../protocol/shape.ts';
import type { CloudWatchLogs } from '../cloudwatch-logs.ts';
import { logsOperation } from '../operation.ts';
import { taggedGroup, withTags } from '../tags.ts';

const input = structure('com.amazonaws.logs.TagResourceRequest', {
  resourceArn: required(string({ min: 1, max: 1011, pattern: '[\\w+=/:,.@*-]*' })),
  tags: required(map(string({ max: 256 }), 'java.lang.String', { min: 1, max: 50 })),
});

/** @source "TagResource", CloudWatch Logs API reference */
export const tagResource: RpcOperation<CloudWatchLogs> = logsOperation('TagResource', input, async (on, request) => {
  const group = taggedGroup(on, request.resourceArn);
  await on.groups.put(group.name, withTags(group, request.tags));
  return undefined;
});
