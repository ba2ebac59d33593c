import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { list, required, string, structure } from '../../../protocol/shape.ts';
import type { CloudWatchState } from '../cloudwatch-state.ts';
import { taggedResource } from '../tagged-resource.ts';

const input = structure('com.amazonaws.cloudwatch.UntagResourceInput', {
  ResourceARN: required(string({ min: 1, max: 1024 })),
  TagKeys: required(list(string({ min: 1, max: 128 }))),
});

export const untagResource: RpcOperation<CloudWatchState> = rpcOperation('UntagResource', input, async (on: CloudWatchState, request) => {
  const resource = taggedResource(on, request.ResourceARN);
  await resource.set(Object.fromEntries(Object.entries(resource.tags).filter(([key]) => !request.TagKeys.includes(key))));
  return {};
});
