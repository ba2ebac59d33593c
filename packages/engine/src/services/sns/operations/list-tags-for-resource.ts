import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { string, structure } from '../../../protocol/shape.ts';
import { taggedTopic } from '../tags.ts';
import type { Topics } from '../topics.ts';

const input = structure('com.amazonaws.sns.ListTagsForResourceInput', { ResourceArn: string() });

/** @source "ListTagsForResource", Amazon SNS API reference */
export const listTagsForResource: RpcOperation<Topics> = rpcOperation('ListTagsForResource', input, (topics: Topics, { ResourceArn }) => ({
  Tags: Object.entries(taggedTopic(topics, ResourceArn).tags).map(([Key, Value]) => ({ Key, Value })),
}));
