import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { required, string, structure } from '../../../protocol/shape.ts';
import type { ParameterStore } from '../parameter-store.ts';
import { taggedParameter } from '../tagged-parameter.ts';

const input = structure('com.amazonaws.ssm.ListTagsForResourceRequest', {
  ResourceType: required(string()),
  ResourceId: required(string()),
});

/** @source "ListTagsForResource", Systems Manager API reference */
export const listTagsForResource: RpcOperation<ParameterStore> = rpcOperation(
  'ListTagsForResource',
  input,
  (on: ParameterStore, request) => {
    const { tags } = taggedParameter(on, request.ResourceType, request.ResourceId);
    return { TagList: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) };
  },
);
