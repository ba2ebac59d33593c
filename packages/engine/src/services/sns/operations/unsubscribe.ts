import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { string, structure } from '../../../protocol/shape.ts';
import { givenArn } from '../refusals.ts';
import type { Topics } from '../topics.ts';

const input = structure('com.amazonaws.sns.UnsubscribeInput', { SubscriptionArn: string() });

/** @source "Unsubscribe", Amazon SNS API reference */
export const unsubscribe: RpcOperation<Topics> = rpcOperation('Unsubscribe', input, async (topics: Topics, { SubscriptionArn }) => {
  const found = topics.subscriptions.get(givenArn(SubscriptionArn, 'SubscriptionArn'));
  if (!found) return undefined;
  const topic = topics.topics.get(found.topicArn);
  if (topic) await topics.topics.put(topic.arn, { ...topic, deletedSubscriptions: topic.deletedSubscriptions + 1 });
  await topics.subscriptions.delete(found.arn);
  return undefined;
});
