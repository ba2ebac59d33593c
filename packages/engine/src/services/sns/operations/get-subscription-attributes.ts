import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { string, structure } from '../../../protocol/shape.ts';
import { subscriptionAttributes } from '../subscription-attributes.ts';
import type { Topics } from '../topics.ts';

const input = structure('com.amazonaws.sns.GetSubscriptionAttributesInput', { SubscriptionArn: string() });

/** @source "GetSubscriptionAttributes", Amazon SNS API reference */
export const getSubscriptionAttributes: RpcOperation<Topics> = rpcOperation(
  'GetSubscriptionAttributes',
  input,
  (topics: Topics, { SubscriptionArn }) => ({
    Attributes: new Map(Object.entries(subscriptionAttributes(topics, topics.subscription(SubscriptionArn)))),
  }),
);
