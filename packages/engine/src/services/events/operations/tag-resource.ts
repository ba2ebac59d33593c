import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { required, structure } from '../../../protocol/shape.ts';
import type { EventBridge } from '../event-bus.ts';
import { arn, tagList, tagsOf } from '../shapes.ts';
import { findTagged } from '../tagged.ts';

const input = structure('com.amazonaws.events.TagResourceRequest', { ResourceARN: required(arn), Tags: required(tagList) });

/** @source "TagResource", EventBridge API reference */
export const tagResource: RpcOperation<EventBridge> = rpcOperation('TagResource', input, (on: EventBridge, { ResourceARN, Tags }) => {
  const tagged = findTagged(on, ResourceARN);
  tagged.put({ ...tagged.tags, ...tagsOf(Tags) });
  return {};
});
