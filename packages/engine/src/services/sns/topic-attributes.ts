import { effectiveDeliveryPolicy, topicDeliveryPolicy } from './delivery-policy.ts';
import { invalidParameter } from './refusals.ts';
import { defaultPolicy, isFifo, type Topic } from './topic.ts';
import type { Topics } from './topics.ts';

const settable: readonly string[] = ['DeliveryPolicy', 'DisplayName', 'KmsMasterKeyId', 'Policy', 'SignatureVersion', 'TracingConfig'];
const settableOfFifo: readonly string[] = ['ContentBasedDeduplication', 'FifoThroughputScope'];
/** Logs of deliveries, which are written nowhere here. */
const feedback = /^(?:Application|Firehose|HTTP|Lambda|SQS)(?:(?:Success|Failure)FeedbackRoleArn|SuccessFeedbackSampleRate)$/;
const choices: { readonly [name: string]: readonly string[] } = {
  ContentBasedDeduplication: ['true', 'false'],
  FifoThroughputScope: ['Topic', 'MessageGroup'],
  SignatureVersion: ['1', '2'],
  TracingConfig: ['PassThrough', 'Active'],
};

/** @throws ServiceError InvalidParameter */
export function checkTopicName(name: string, { FifoTopic }: { readonly [name: string]: string }): void {
  if (FifoTopic === 'true') {
    if (/^[\w-]{1,251}\.fifo$/.test(name)) return;
    throw invalidParameter(
      'Fifo Topic names must end with .fifo and must be made up of only uppercase and lowercase ASCII letters, numbers, underscores, and hyphens, and must be between 1 and 256 characters long.',
    );
  }
  if (!/^[\w-]{1,256}$/.test(name)) throw invalidParameter('Topic Name');
}

/** @throws ServiceError InvalidParameter */
export function checkTopicAttributes(topic: Pick<Topic, 'name'>, asked: { readonly [name: string]: string }): void {
  for (const [name, value] of Object.entries(asked)) {
    if (name === 'ArchivePolicy' && value !== '')
      throw invalidParameter('Attributes Reason: gatewright archives no messages. See docs/compatibility.md.');
    const known = settable.includes(name) || feedback.test(name) || (isFifo(topic) && settableOfFifo.includes(name));
    if (!known)
      throw invalidParameter(settableOfFifo.includes(name) ? `${name} Reason: not supported for this topic type` : 'AttributeName');
    if (choices[name]?.includes(value) === false) throw invalidParameter(name);
    if ((name === 'Policy' || name === 'DeliveryPolicy') && value !== '' && !isJson(value))
      throw invalidParameter(`${name}: failed to parse JSON.`);
    if (name === 'DisplayName' && value.length > 100) throw invalidParameter('DisplayName');
  }
}

/** What GetTopicAttributes answers. @source "GetTopicAttributes", Amazon SNS API reference */
export function topicAttributes(topics: Topics, topic: Topic): { readonly [name: string]: string } {
  const { DeliveryPolicy, ...attributes } = topic.attributes;
  const deliveryPolicy = topicDeliveryPolicy(DeliveryPolicy);
  const subscriptions = topics.subscriptionsOf(topic);
  const count = (confirmed: boolean): string => String(subscriptions.filter((it) => it.confirmed === confirmed).length);
  return {
    TopicArn: topic.arn,
    Owner: topics.world.accountId,
    DisplayName: '',
    SubscriptionsConfirmed: count(true),
    SubscriptionsPending: count(false),
    SubscriptionsDeleted: String(topic.deletedSubscriptions),
    EffectiveDeliveryPolicy: effectiveDeliveryPolicy(topic),
    Policy: defaultPolicy(topic.arn),
    ...(isFifo(topic) && { FifoTopic: 'true', ContentBasedDeduplication: 'false' }),
    ...(deliveryPolicy !== undefined && { DeliveryPolicy: deliveryPolicy }),
    ...Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== '')),
  };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
