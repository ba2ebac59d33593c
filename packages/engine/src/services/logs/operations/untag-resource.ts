import type { RpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { required, string, structure } from '../../../protocol/shape.ts';
import type { CloudWatchLogs } from '../cloudwatch-logs.ts';
import { logsOperation } from '../operation.ts';
import { tagKeys } from '../shapes.ts';
import { taggedGroup, withoutTags } from '../tags.ts';

const input = structure('com.amazonaws.logs.UntagResourceRequest', {
  resourceArn: required(string({ min: 1, max: 1011, pattern: '[\\w+=/:,.@*-]*' })),
  tagKeys: required(tagKeys),
});

/** @source "UntagResource", CloudWatch Logs API reference */
export const untagResource: RpcOperation<CloudWatchLogs> = logsOperation('UntagResource', input, async (on, request) => {
  const group = taggedGroup(on, request.resourceArn);
  await on.groups.put(group.name, withoutTags(group, request.tagKeys));
  return undefined;
});
