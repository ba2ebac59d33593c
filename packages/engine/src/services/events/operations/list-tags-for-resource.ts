import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { required, structure } from '../../../protocol/shape.ts';
import type { EventBridge } from '../event-bus.ts';
import { arn } from '../shapes.ts';
import { findTagged } from '../tagged.ts';

const input = structure('com.amazonaws.events.ListTagsForResourceRequest', { ResourceARN: required(arn) });

/** @source "ListTagsForResource", EventBridge API reference */
export const listTagsForResource: RpcOperation<EventBridge> = rpcOperation(
  'ListTagsForResource',
  input,
  (on: EventBridge, { ResourceARN }) => ({
    Tags: Object.entries(findTagged(on, ResourceARN).tags).map(([Key, Value]) => ({ Key, Value })),
  }),
);
