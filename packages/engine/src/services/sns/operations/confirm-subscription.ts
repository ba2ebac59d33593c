import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { string, structure } from '../../../protocol/shape.ts';
import { given, invalidParameter } from '../refusals.ts';
import type { Topics } from '../topics.ts';

const input = structure('com.amazonaws.sns.ConfirmSubscriptionInput', {
  TopicArn: string(),
  Token: string(),
  AuthenticateOnUnsubscribe: string(),
});

/** @source "ConfirmSubscription", Amazon SNS API reference */
export const confirmSubscription: RpcOperation<Topics> = rpcOperation(
  'ConfirmSubscription',
  input,
  async (topics: Topics, { TopicArn, Token }) => {
    const topic = topics.topic(TopicArn);
    const token = given(Token, 'Token');
    const found = topics.subscriptionsOf(topic).find((it) => it.token === token);
    if (!found) throw invalidParameter('Token');
    await topics.subscriptions.put(found.arn, { ...found, confirmed: true });
    return { SubscriptionArn: found.arn };
  },
);
