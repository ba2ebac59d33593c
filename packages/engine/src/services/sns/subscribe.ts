import { ServiceError } from '../../protocol/service-error.ts';
import { defaultContentType } from './delivery-policy.ts';
import { checkEndpoint, postToEndpoint } from './http-endpoint.ts';
import { confirmation } from './notification.ts';
import { given, invalidParameter } from './refusals.ts';
import { withSubscriptionAttributes } from './subscription-attributes.ts';
import { isFifo, type Subscription, type Topic } from './topic.ts';
import type { Topics } from './topics.ts';

export interface RequestedSubscription {
  readonly TopicArn?: string;
  readonly Protocol?: string;
  readonly Endpoint?: string;
  readonly Attributes?: { readonly [name: string]: string };
}

/** AWS's protocols; those that are refused here are named in docs/compatibility.md. */
const protocols: readonly string[] = ['http', 'https', 'email', 'email-json', 'sms', 'sqs', 'application', 'lambda', 'firehose'];
const refused: readonly string[] = ['application', 'firehose'];
/** Whoever owns the endpoint has to say yes. */
const asked: readonly string[] = ['http', 'https', 'email', 'email-json'];

/**
 * The subscription, made or found.
 *
 * @throws ServiceError InvalidParameter, NotFound
 * @source "Subscribe", Amazon SNS API reference; texts recorded on AWS by localstack, 2023-08-24 to 2024-05-14
 */
export async function subscribe(
  topics: Topics,
  { TopicArn, Protocol, Endpoint, Attributes = {} }: RequestedSubscription,
): Promise<Subscription> {
  const topic = topics.topic(TopicArn);
  const protocol = given(Protocol, 'Protocol');
  if (!protocols.includes(protocol)) throw invalidParameter(`Amazon SNS does not support this protocol string: ${protocol}`);
  if (refused.includes(protocol))
    throw new ServiceError('NotImplemented', `gatewright delivers to no ${protocol} endpoints. See docs/compatibility.md.`, 501);
  const endpoint = given(Endpoint, 'Endpoint');
  checkEndpointOf(topic, protocol, endpoint);
  const attributes = withSubscriptionAttributes({ attributes: {}, protocol, endpoint, topicArn: topic.arn }, Attributes, {
    refuse: (what) => invalidParameter(`Attributes Reason: ${what}`),
  });
  const before = topics.subscriptionsOf(topic).find((it) => it.protocol === protocol && it.endpoint === endpoint);
  if (before?.confirmed) {
    const has: Subscription['attributes'] = { RawMessageDelivery: 'false', ...before.attributes };
    if (Object.entries(attributes).some(([name, value]) => has[name] !== value))
      throw invalidParameter('Attributes Reason: Subscription already exists with different attributes');
    return before;
  }
  const subscription: Subscription = before ?? {
    arn: `${topic.arn}:${topics.world.uuid()}`,
    topicArn: topic.arn,
    protocol,
    endpoint,
    attributes,
    confirmed: !asked.includes(protocol),
    token: topics.world.hex(256),
  };
  await topics.subscriptions.put(subscription.arn, subscription);
  if (protocol.startsWith('http')) void askToConfirm(topics, topic, subscription);
  return subscription;
}

function checkEndpointOf(topic: Topic, protocol: string, endpoint: string): void {
  if (protocol === 'sqs') {
    if (!/^arn:[^:]+:sqs:[^:]*:\d{12}:[\w-]+(?:\.fifo)?$/.test(endpoint)) throw invalidParameter('SQS endpoint ARN');
    if (endpoint.endsWith('.fifo') && !isFifo(topic))
      // The words stand there twice on AWS as well. Source: recorded by localstack, 2023-08-24.
      throw invalidParameter('Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics');
  } else if (isFifo(topic)) {
    throw invalidParameter(`Endpoint Reason: Please use FIFO SQS queue`);
  } else if (protocol === 'lambda') {
    if (!/^arn:[^:]+:lambda:[^:]*:\d{12}:function:[\w-]+(?::[\w$-]+)?$/.test(endpoint)) throw invalidParameter('Lambda endpoint ARN');
  } else if (protocol.startsWith('http')) checkEndpoint(protocol, endpoint);
  else if (protocol.startsWith('email')) {
    if (!/^[^@\s]+@[^@\s]+$/.test(endpoint)) throw invalidParameter('Email address');
  } else if (!/^\+?[\d\s().-]{3,20}$/.test(endpoint)) throw new ServiceError('InvalidParameter', `Invalid SMS endpoint: ${endpoint}`);
}

function askToConfirm(topics: Topics, topic: Topic, subscription: Subscription): Promise<void> {
  return tell(topics, topic, { subscription, type: 'SubscriptionConfirmation' });
}

/** Lets an endpoint know that it is not subscribed any more, with a token that subscribes it again. */
export function tellUnsubscribed(topics: Topics, topic: Topic, before: Subscription): Promise<void> {
  const subscription = { ...before, token: topics.world.hex(256) };
  topics.unsubscribed.set(subscription.token, subscription);
  return tell(topics, topic, { subscription, type: 'UnsubscribeConfirmation' });
}

async function tell(
  topics: Topics,
  topic: Topic,
  { subscription, type }: { readonly subscription: Subscription; readonly type: 'SubscriptionConfirmation' | 'UnsubscribeConfirmation' },
): Promise<void> {
  const messageId = topics.world.uuid();
  try {
    await postToEndpoint(subscription.endpoint, {
      type,
      messageId,
      topicArn: topic.arn,
      subscriptionArn: type === 'UnsubscribeConfirmation' ? subscription.arn : undefined,
      raw: false,
      contentType: defaultContentType,
      body: await confirmation(topics, topic, { subscription, type, messageId }),
    });
  } catch (error) {
    // An endpoint that is not there stays pending, as on AWS; to subscribe again asks it again.
    if (!(error instanceof ServiceError)) throw error;
  }
}
