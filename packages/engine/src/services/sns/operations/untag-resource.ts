import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { list, string, structure } from '../../../protocol/shape.ts';
import { taggedTopic } from '../tags.ts';
import type { Topics } from '../topics.ts';

const input = structure('com.amazonaws.sns.UntagResourceInput', { ResourceArn: string(), TagKeys: list(string()) });

/** @source "UntagResource", Amazon SNS API reference */
export const untagResource: RpcOperation<Topics> = rpcOperation(
  'UntagResource',
  input,
  async (topics: Topics, { ResourceArn, TagKeys = [] }) => {
    const topic = taggedTopic(topics, ResourceArn);
    const tags = Object.fromEntries(Object.entries(topic.tags).filter(([key]) => !TagKeys.includes(key)));
    await topics.topics.put(topic.arn, { ...topic, tags });
    return undefined;
  },
);
