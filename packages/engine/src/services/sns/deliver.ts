import { ServiceError } from '../../protocol/service-error.ts';
import { isRecord } from '../../protocol/shape.ts';
import type { Delivery } from '../targets.ts';
import { contentTypeOf, effectiveOf, retryDelaysOf } from './delivery-policy.ts';
import { wants } from './filter.ts';
import { postToEndpoint } from './http-endpoint.ts';
import type { Message } from './message.ts';
import { lambdaEvent, type Notice, notification } from './notification.ts';
import type { Subscription, Topic } from './topic.ts';
import type { Topics } from './topics.ts';

/** Hands a message to every subscription that wants it. Resolves when queues and functions have it; HTTP endpoints are not waited for. */
export async function deliverToAll(topics: Topics, topic: Topic, message: Message): Promise<void> {
  const subscriptions = topics.subscriptionsOf(topic).filter((it) => it.confirmed);
  await Promise.all(
    subscriptions.map(async (subscription) => {
      const text = message.texts[subscription.protocol] ?? message.texts.default;
      if (!wants(topics, subscription, { text, message })) return;
      const delivered = deliver(topics, { topic, subscription, message, text });
      if (!subscription.protocol.startsWith('http')) await delivered;
    }),
  );
}

async function deliver(topics: Topics, notice: Notice, attempt = 0): Promise<void> {
  try {
    await deliverOnce(topics, notice);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const { protocol } = notice.subscription;
    const delays = protocol.startsWith('http') && error.status >= 500 ? retryDelaysOf(effectiveOf(notice.topic, notice.subscription)) : [];
    const seconds = delays[attempt];
    if (seconds === undefined) await bury(topics, notice);
    else topics.world.after(seconds * 1000, () => void deliver(topics, notice, attempt + 1));
  }
}

async function deliverOnce(topics: Topics, notice: Notice): Promise<void> {
  const { topic, subscription, message, text } = notice;
  const onBehalfOf = { principal: 'sns.amazonaws.com', sourceArn: topic.arn };
  const raw = isRaw(subscription);
  switch (subscription.protocol) {
    case 'lambda':
      return topics.targets.deliver(subscription.endpoint, { payload: await lambdaEvent(topics, notice), onBehalfOf });
    case 'sqs':
      return topics.targets.deliver(subscription.endpoint, await forQueue(topics, notice));
    case 'http':
    case 'https':
      return postToEndpoint(subscription.endpoint, {
        type: 'Notification',
        messageId: message.messageId,
        topicArn: topic.arn,
        subscriptionArn: subscription.arn,
        raw,
        contentType: contentTypeOf(effectiveOf(topic, subscription)),
        body: raw ? text : await notification(topics, notice),
      });
    default:
      // Mail and text messages leave this machine for nobody.
      return undefined;
  }
}

async function forQueue(topics: Topics, notice: Notice): Promise<Delivery> {
  const { topic, subscription, message, text } = notice;
  const raw = isRaw(subscription);
  return {
    payload: raw ? text : await notification(topics, notice),
    onBehalfOf: { principal: 'sns.amazonaws.com', sourceArn: topic.arn },
    ...(raw && { messageAttributes: message.attributes }),
    traceHeader: message.traceHeader,
    messageGroupId: message.groupId,
    messageDeduplicationId: message.deduplicationId,
  };
}

function isRaw({ attributes }: Subscription): boolean {
  return attributes.RawMessageDelivery?.toLowerCase() === 'true';
}

/**
 * What cannot be delivered goes to the subscription's dead-letter queue as it would have gone to a queue.
 *
 * @source "Amazon SNS dead-letter queues", developer guide; recorded on AWS by localstack, 2023-08-24
 */
async function bury(topics: Topics, notice: Notice): Promise<void> {
  const queueArn = deadLetterArnOf(notice.subscription);
  if (queueArn === undefined) return;
  try {
    await topics.targets.deliver(queueArn, await forQueue(topics, notice));
  } catch (error) {
    // AWS drops it as well, and counts it: NumberOfNotificationsFailedToRedriveToDlq.
    if (!(error instanceof ServiceError)) throw error;
  }
}

function deadLetterArnOf({ attributes }: Subscription): string | undefined {
  const policy: unknown = JSON.parse(attributes.RedrivePolicy ?? 'null');
  return isRecord(policy) && typeof policy.deadLetterTargetArn === 'string' ? policy.deadLetterTargetArn : undefined;
}
