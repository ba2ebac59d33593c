import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { string, structure } from '../../../protocol/shape.ts';
import { pageOf } from '../page.ts';
import type { Topics } from '../topics.ts';

const input = structure('com.amazonaws.sns.ListTopicsInput', { NextToken: string() });

/** @source "ListTopics", Amazon SNS API reference */
export const listTopics: RpcOperation<Topics> = rpcOperation('ListTopics', input, (topics: Topics, { NextToken: token }) => {
  const { items, NextToken } = pageOf(topics.topics.all(), token);
  return { Topics: items.map(({ arn }) => ({ TopicArn: arn })), NextToken };
});
