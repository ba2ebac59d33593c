import { ServiceError } from '../../protocol/service-error.ts';
import { isRecord } from '../../protocol/shape.ts';
import type { Delivery } from '../targets.ts';
import { wants } from './filter.ts';
import { postToEndpoint } from './http-endpoint.ts';
import type { Message } from './message.ts';
import { lambdaEvent, type Notice, notification } from './notification.ts';
import { defaultRetryPolicy, type Subscription, type Topic } from './topic.ts';
import type { Topics } from './topics.ts';

/** Hands a message to every subscription that wants it. Resolves when queues and functions have it; HTTP endpoints are not waited for. */
export async function deliverToAll(topics: Topics, topic: Topic, message: Message): Promise<void> {
  const subscriptions = topics.subscriptionsOf(topic).filter((it) => it.confirmed);
  await Promise.all(
    subscriptions.map(async (subscription) => {
      const text = message.texts[subscription.protocol] ?? message.texts.default;
      if (!wants(subscription, text, message)) return;
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
    const again = notice.subscription.protocol.startsWith('http') && error.status >= 500 && attempt < defaultRetryPolicy.numRetries;
    if (again) topics.world.after(defaultRetryPolicy.minDelayTarget * 1000, () => void deliver(topics, notice, attempt + 1));
    else await bury(topics, notice, error);
  }
}

async function deliverOnce(topics: Topics, notice: Notice): Promise<void> {
  const { topic, subscription, message, text } = notice;
  const onBehalfOf = { principal: 'sns.amazonaws.com', sourceArn: topic.arn };
  const raw = subscription.attributes.RawMessageDelivery === 'true';
  switch (subscription.protocol) {
    case 'lambda':
      return topics.targets.deliver(subscription.endpoint, { payload: await lambdaEvent(topics, notice), onBehalfOf });
    case 'sqs':
      return topics.targets.deliver(subscription.endpoint, {
        payload: raw ? text : await notification(topics, notice),
        onBehalfOf,
        ...(raw && { messageAttributes: message.attributes }),
        ...fifoMembers(message),
      });
    case 'http':
    case 'https':
      return postToEndpoint(subscription.endpoint, {
        type: 'Notification',
        messageId: message.messageId,
        topicArn: topic.arn,
        subscriptionArn: subscription.arn,
        raw,
        body: raw ? text : await notification(topics, notice),
      });
    default:
      // Mail and text messages leave this machine for nobody.
      return undefined;
  }
}

function fifoMembers({ groupId, deduplicationId }: Message): Pick<Delivery, 'messageGroupId' | 'messageDeduplicationId'> {
  return { messageGroupId: groupId, messageDeduplicationId: deduplicationId };
}

/** What cannot be delivered goes to the subscription's dead-letter queue. @source "Amazon SNS dead-letter queues", developer guide */
async function bury(topics: Topics, notice: Notice, { code, message: reason }: ServiceError): Promise<void> {
  const queueArn = deadLetterArnOf(notice.subscription);
  if (queueArn === undefined) return;
  const raw = notice.subscription.attributes.RawMessageDelivery === 'true';
  const text = (StringValue: string): { readonly DataType: string; readonly StringValue: string } => ({ DataType: 'String', StringValue });
  try {
    await topics.targets.deliver(queueArn, {
      payload: raw ? notice.text : await notification(topics, notice),
      onBehalfOf: { principal: 'sns.amazonaws.com', sourceArn: notice.topic.arn },
      messageAttributes: {
        RequestID: text(topics.world.uuid()),
        ErrorCode: text(code),
        ErrorMessage: text(reason),
      },
      ...fifoMembers(notice.message),
    });
  } catch (error) {
    // AWS drops it as well, and counts it: NumberOfNotificationsFailedToRedriveToDlq.
    if (!(error instanceof ServiceError)) throw error;
  }
}

function deadLetterArnOf({ attributes }: Subscription): string | undefined {
  const policy: unknown = JSON.parse(attributes.RedrivePolicy ?? 'null');
  return isRecord(policy) && typeof policy.deadLetterTargetArn === 'string' ? policy.deadLetterTargetArn : undefined;
}
