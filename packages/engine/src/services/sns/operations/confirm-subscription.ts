import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { ServiceError } from '../../../protocol/service-error.ts';
import { string, structure } from '../../../protocol/shape.ts';
import { given, givenArn, invalidParameter } from '../refusals.ts';
import type { Topics } from '../topics.ts';

const input = structure('com.amazonaws.sns.ConfirmSubscriptionInput', {
  TopicArn: string(),
  Token: string(),
  AuthenticateOnUnsubscribe: string(),
});

/**
 * Confirms by the token alone: the topic only has to be one of this region.
 *
 * @source "ConfirmSubscription", Amazon SNS API reference; recorded on AWS by localstack, 2023-08-24 and 2023-10-12
 */
export const confirmSubscription: RpcOperation<Topics> = rpcOperation(
  'ConfirmSubscription',
  input,
  async (topics: Topics, { TopicArn, Token }) => {
    const [, , service, region, accountId, name] = givenArn(TopicArn, 'TopicArn').split(':');
    if (service !== 'sns' || region !== topics.world.region || !accountId || !name) throw invalidParameter('Topic');
    const token = given(Token, 'Token');
    if (!/^[\da-f]{64,}$/.test(token)) throw new ServiceError('InvalidParameter', 'Invalid token');
    const found = topics.subscriptions.all().find((it) => it.token === token) ?? topics.unsubscribed.get(token);
    if (!found) throw invalidParameter('Token');
    topics.unsubscribed.delete(token);
    await topics.subscriptions.put(found.arn, { ...found, confirmed: true });
    return { SubscriptionArn: found.arn };
  },
);
