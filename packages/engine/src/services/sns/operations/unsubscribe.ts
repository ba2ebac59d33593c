import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { string, structure } from '../../../protocol/shape.ts';
import { givenArn, invalidParameter } from '../refusals.ts';
import { tellUnsubscribed } from '../subscribe.ts';
import type { Topics } from '../topics.ts';

const input = structure('com.amazonaws.sns.UnsubscribeInput', { SubscriptionArn: string() });

/** @source "Unsubscribe", Amazon SNS API reference; recorded on AWS by localstack, 2023-10-12 and 2023-10-20 */
export const unsubscribe: RpcOperation<Topics> = rpcOperation('Unsubscribe', input, async (topics: Topics, { SubscriptionArn }) => {
  const arn = givenArn(SubscriptionArn, 'SubscriptionArn');
  if (!/^(?:[^:]+:){6}[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(arn)) throw invalidParameter('SubscriptionId');
  const found = topics.subscriptions.get(arn);
  if (!found) return undefined;
  const topic = topics.topics.get(found.topicArn);
  if (topic) await topics.topics.put(topic.arn, { ...topic, deletedSubscriptions: topic.deletedSubscriptions + 1 });
  await topics.subscriptions.delete(found.arn);
  if (topic && found.confirmed && found.protocol.startsWith('http')) void tellUnsubscribed(topics, topic, found);
  return undefined;
});
