import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { required, string, structure } from '../../../protocol/shape.ts';
import type { CloudWatchState } from '../cloudwatch-state.ts';
import { tags } from '../shapes.ts';
import { taggedResource } from '../tagged-resource.ts';

const input = structure('com.amazonaws.cloudwatch.TagResourceInput', {
  ResourceARN: required(string({ min: 1, max: 1024 })),
  Tags: required(tags),
});

export const tagResource: RpcOperation<CloudWatchState> = rpcOperation('TagResource', input, async (on: CloudWatchState, request) => {
  const resource = taggedResource(on, request.ResourceARN);
  await resource.set({ ...resource.tags, ...Object.fromEntries(request.Tags.map(({ Key, Value }) => [Key, Value])) });
  return {};
});
