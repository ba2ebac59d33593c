import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { string, structure } from '../../../protocol/shape.ts';
import { givenArn } from '../refusals.ts';
import type { Topics } from '../topics.ts';

const input = structure('com.amazonaws.sns.DeleteTopicInput', { TopicArn: string() });

/** @source "DeleteTopic", Amazon SNS API reference */
export const deleteTopic: RpcOperation<Topics> = rpcOperation('DeleteTopic', input, async (topics: Topics, { TopicArn }) => {
  const arn = givenArn(TopicArn, 'TopicArn');
  const found = topics.topics.get(arn);
  if (!found) return undefined;
  await Promise.all([topics.topics.delete(arn), ...topics.subscriptionsOf(found).map((it) => topics.subscriptions.delete(it.arn))]);
  return undefined;
});
