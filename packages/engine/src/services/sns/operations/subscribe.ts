import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { boolean, map, string, structure } from '../../../protocol/shape.ts';
import { subscribe as subscribeTo } from '../subscribe.ts';
import type { Topics } from '../topics.ts';

const input = structure('com.amazonaws.sns.SubscribeInput', {
  TopicArn: string(),
  Protocol: string(),
  Endpoint: string(),
  Attributes: map(string(), 'String'),
  ReturnSubscriptionArn: boolean,
});

/** @source "Subscribe", Amazon SNS API reference */
export const subscribe: RpcOperation<Topics> = rpcOperation('Subscribe', input, async (topics: Topics, request) => {
  const subscription = await subscribeTo(topics, request);
  const told = subscription.confirmed || request.ReturnSubscriptionArn === true;
  return { SubscriptionArn: told ? subscription.arn : 'pending confirmation' };
});
