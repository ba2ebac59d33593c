import type { RpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { required, string, structure } from '../../../protocol/shape.ts';
import type { CloudWatchLogs } from '../cloudwatch-logs.ts';
import { logsOperation } from '../operation.ts';
import { taggedGroup } from '../tags.ts';

const input = structure('com.amazonaws.logs.ListTagsForResourceRequest', {
  resourceArn: required(string({ min: 1, max: 1011, pattern: '[\\w+=/:,.@*-]*' })),
});

/** @source "ListTagsForResource", CloudWatch Logs API reference */
export const listTagsForResource: RpcOperation<CloudWatchLogs> = logsOperation('ListTagsForResource', input, (on, request) => ({
  tags: taggedGroup(on, request.resourceArn).tags,
}));
