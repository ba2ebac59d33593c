import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { string, structure } from '../../../protocol/shape.ts';
import { pageOf } from '../page.ts';
import { listedSubscription } from '../subscription-attributes.ts';
import type { Topics } from '../topics.ts';

const input = structure('com.amazonaws.sns.ListSubscriptionsByTopicInput', { TopicArn: string(), NextToken: string() });

/** @source "ListSubscriptionsByTopic", Amazon SNS API reference */
export const listSubscriptionsByTopic: RpcOperation<Topics> = rpcOperation(
  'ListSubscriptionsByTopic',
  input,
  (topics: Topics, { TopicArn, NextToken: token }) => {
    const { items, NextToken } = pageOf(topics.subscriptionsOf(topics.topic(TopicArn)), token);
    return { Subscriptions: items.map(listedSubscription), NextToken };
  },
);
