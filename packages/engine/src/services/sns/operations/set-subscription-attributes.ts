import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { string, structure } from '../../../protocol/shape.ts';
import { given } from '../refusals.ts';
import { withSubscriptionAttributes } from '../subscription-attributes.ts';
import type { Topics } from '../topics.ts';

const input = structure('com.amazonaws.sns.SetSubscriptionAttributesInput', {
  SubscriptionArn: string(),
  AttributeName: string(),
  AttributeValue: string(),
});

/** @source "SetSubscriptionAttributes", Amazon SNS API reference */
export const setSubscriptionAttributes: RpcOperation<Topics> = rpcOperation(
  'SetSubscriptionAttributes',
  input,
  async (topics: Topics, { SubscriptionArn, AttributeName, AttributeValue = '' }) => {
    const subscription = topics.subscription(SubscriptionArn);
    const asked = { [given(AttributeName, 'AttributeName')]: AttributeValue };
    const attributes = withSubscriptionAttributes(subscription, asked);
    await topics.subscriptions.put(subscription.arn, { ...subscription, attributes });
    return undefined;
  },
);
