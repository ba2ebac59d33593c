import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { string, structure } from '../../../protocol/shape.ts';
import { pageOf } from '../page.ts';
import { listedSubscription } from '../subscription-attributes.ts';
import type { Topics } from '../topics.ts';

const input = structure('com.amazonaws.sns.ListSubscriptionsInput', { NextToken: string() });

/** @source "ListSubscriptions", Amazon SNS API reference */
export const listSubscriptions: RpcOperation<Topics> = rpcOperation('ListSubscriptions', input, (topics: Topics, { NextToken: token }) => {
  const { items, NextToken } = pageOf(topics.subscriptions.all(), token);
  return { Subscriptions: items.map(listedSubscription), NextToken };
});
