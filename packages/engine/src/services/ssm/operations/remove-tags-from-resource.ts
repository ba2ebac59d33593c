import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { list, required, string, structure } from '../../../protocol/shape.ts';
import type { ParameterStore } from '../parameter-store.ts';
import { taggedParameter } from '../tagged-parameter.ts';

const input = structure('com.amazonaws.ssm.RemoveTagsFromResourceRequest', {
  ResourceType: required(string()),
  ResourceId: required(string()),
  TagKeys: required(list(string({ min: 1, max: 128 }))),
});

/** @source "RemoveTagsFromResource", Systems Manager API reference */
export const removeTagsFromResource: RpcOperation<ParameterStore> = rpcOperation(
  'RemoveTagsFromResource',
  input,
  async (on: ParameterStore, request) => {
    const parameter = taggedParameter(on, request.ResourceType, request.ResourceId);
    const tags = Object.fromEntries(Object.entries(parameter.tags).filter(([key]) => !request.TagKeys.includes(key)));
    await on.parameters.put(parameter.name, { ...parameter, tags });
    return {};
  },
);
