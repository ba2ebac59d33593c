import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { required, string, structure } from '../../../protocol/shape.ts';
import type { CloudWatchState } from '../cloudwatch-state.ts';
import { taggedResource } from '../tagged-resource.ts';

const input = structure('com.amazonaws.cloudwatch.ListTagsForResourceInput', { ResourceARN: required(string({ min: 1, max: 1024 })) });

export const listTagsForResource: RpcOperation<CloudWatchState> = rpcOperation(
  'ListTagsForResource',
  input,
  (on: CloudWatchState, request) => ({
    Tags: Object.entries(taggedResource(on, request.ResourceARN).tags).map(([Key, Value]) => ({ Key, Value })),
  }),
);
