import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { list, required, string, structure } from '../../../protocol/shape.ts';
import type { ParameterStore } from '../parameter-store.ts';
import { taggedParameter } from '../tagged-parameter.ts';
import { tag, tagsOf } from '../tags.ts';

const input = structure('com.amazonaws.ssm.AddTagsToResourceRequest', {
  ResourceType: required(string()),
  ResourceId: required(string()),
  Tags: required(list(tag, { max: 1000 })),
});

/** @source "AddTagsToResource", Systems Manager API reference */
export const addTagsToResource: RpcOperation<ParameterStore> = rpcOperation(
  'AddTagsToResource',
  input,
  async (on: ParameterStore, request) => {
    const parameter = taggedParameter(on, request.ResourceType, request.ResourceId);
    await on.parameters.put(parameter.name, { ...parameter, tags: { ...parameter.tags, ...tagsOf(request.Tags) } });
    return {};
  },
);
