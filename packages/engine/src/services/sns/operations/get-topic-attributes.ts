import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { string, structure } from '../../../protocol/shape.ts';
import { topicAttributes } from '../topic-attributes.ts';
import type { Topics } from '../topics.ts';

const input = structure('com.amazonaws.sns.GetTopicAttributesInput', { TopicArn: string() });

/** @source "GetTopicAttributes", Amazon SNS API reference */
export const getTopicAttributes: RpcOperation<Topics> = rpcOperation('GetTopicAttributes', input, (topics: Topics, { TopicArn }) => ({
  Attributes: new Map(Object.entries(topicAttributes(topics, topics.topic(TopicArn)))),
}));
