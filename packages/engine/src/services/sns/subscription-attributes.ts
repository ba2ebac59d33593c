import { isRecord } from '../../protocol/shape.ts';
import { checkFilterPolicy } from './filter.ts';
import { invalidParameter } from './refusals.ts';
import { effectiveDeliveryPolicy, type Subscription } from './topic.ts';
import type { Topics } from './topics.ts';

const settable: readonly string[] = [
  'DeliveryPolicy',
  'FilterPolicy',
  'FilterPolicyScope',
  'RawMessageDelivery',
  'RedrivePolicy',
  'SubscriptionRoleArn',
];
/** Protocols that take a message as it was published. */
const raw: readonly string[] = ['sqs', 'http', 'https', 'firehose'];

/** What a subscription has once these are set; an empty text takes a setting away. @throws ServiceError InvalidParameter */
export function withSubscriptionAttributes(
  { attributes, protocol }: Pick<Subscription, 'attributes' | 'protocol'>,
  asked: { readonly [name: string]: string },
): Subscription['attributes'] {
  for (const [name, value] of Object.entries(asked)) {
    if (!settable.includes(name)) throw invalidParameter('AttributeName');
    if (name === 'FilterPolicy') checkFilterPolicy(value);
    if (name === 'FilterPolicyScope' && !['MessageAttributes', 'MessageBody'].includes(value))
      throw invalidParameter(`FilterPolicyScope: Invalid value [${value}]. Please use either MessageBody or MessageAttributes`);
    if (name === 'RawMessageDelivery') checkRaw(protocol, value);
    if (name === 'RedrivePolicy' && value !== '') checkRedrivePolicy(value);
  }
  const merged = { ...attributes, ...asked };
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== ''));
}

function checkRaw(protocol: string, value: string): void {
  if (!['true', 'false'].includes(value.toLowerCase()))
    throw invalidParameter(`RawMessageDelivery: Invalid value [${value}]. Must be true or false.`);
  if (value.toLowerCase() === 'true' && !raw.includes(protocol))
    throw invalidParameter(`RawMessageDelivery: Delivery protocol [${protocol}] does not support raw message delivery.`);
}

function checkRedrivePolicy(text: string): void {
  let policy: unknown;
  try {
    policy = JSON.parse(text);
  } catch {
    throw invalidParameter('RedrivePolicy: failed to parse JSON.');
  }
  const arn = isRecord(policy) ? policy.deadLetterTargetArn : undefined;
  if (typeof arn !== 'string' || !/^arn:[^:]+:sqs:/.test(arn))
    throw invalidParameter('RedrivePolicy: deadLetterTargetArn is an invalid arn');
}

/** What GetSubscriptionAttributes answers. @source "GetSubscriptionAttributes", Amazon SNS API reference */
export function subscriptionAttributes(topics: Topics, subscription: Subscription): { readonly [name: string]: string } {
  const { arn, topicArn, protocol, endpoint, confirmed, attributes } = subscription;
  const { accountId, partition } = topics.world;
  const topic = topics.topics.get(topicArn);
  return {
    SubscriptionArn: arn,
    TopicArn: topicArn,
    Owner: accountId,
    Protocol: protocol,
    Endpoint: endpoint,
    ConfirmationWasAuthenticated: String(confirmed),
    PendingConfirmation: String(!confirmed),
    RawMessageDelivery: 'false',
    SubscriptionPrincipal: `arn:${partition}:iam::${accountId}:root`,
    ...(attributes.FilterPolicy !== undefined && { FilterPolicyScope: 'MessageAttributes' }),
    ...(protocol.startsWith('http') && topic && { EffectiveDeliveryPolicy: effectiveDeliveryPolicy(topic) }),
    ...attributes,
  };
}

/** A line of a listing. */
export function listedSubscription({ arn, topicArn, protocol, endpoint, confirmed }: Subscription): object {
  return {
    SubscriptionArn: confirmed ? arn : 'PendingConfirmation',
    Owner: topicArn.split(':')[4],
    Protocol: protocol,
    Endpoint: endpoint,
    TopicArn: topicArn,
  };
}
