import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { list, required, string, structure } from '../../../protocol/shape.ts';
import type { EventBridge } from '../event-bus.ts';
import { arn } from '../shapes.ts';
import { findTagged } from '../tagged.ts';

const input = structure('com.amazonaws.events.UntagResourceRequest', {
  ResourceARN: required(arn),
  TagKeys: required(list(string({ min: 1, max: 128 }))),
});

/** @source "UntagResource", EventBridge API reference */
export const untagResource: RpcOperation<EventBridge> = rpcOperation(
  'UntagResource',
  input,
  (on: EventBridge, { ResourceARN, TagKeys }) => {
    const tagged = findTagged(on, ResourceARN);
    tagged.put(Object.fromEntries(Object.entries(tagged.tags).filter(([key]) => !TagKeys.includes(key))));
    return {};
  },
);
