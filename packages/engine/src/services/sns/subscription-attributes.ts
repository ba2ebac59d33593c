import type { ServiceError } from '../../protocol/service-error.ts';
import { isRecord } from '../../protocol/shape.ts';
import { effectiveOf, subscriptionDeliveryPolicy } from './delivery-policy.ts';
import { checkFilterPolicy } from './filter.ts';
import { invalidParameter } from './refusals.ts';
import type { Subscription } from './topic.ts';
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

type Subscribed = Pick<Subscription, 'attributes' | 'protocol' | 'endpoint' | 'topicArn'>;
type Refuse = (what: string) => ServiceError;

/** What a subscription has once these are set; an empty text takes a setting away. @throws ServiceError InvalidParameter */
export function withSubscriptionAttributes(
  subscription: Subscribed,
  asked: { readonly [name: string]: string },
  { refuse = invalidParameter }: { readonly refuse?: Refuse } = {},
): Subscription['attributes'] {
  const merged = { ...subscription.attributes, ...asked };
  for (const [name, value] of Object.entries(asked)) {
    if (!settable.includes(name)) throw refuse('AttributeName');
    if (name === 'FilterPolicyScope' && !['MessageAttributes', 'MessageBody'].includes(value))
      throw refuse(`FilterPolicyScope: Invalid value [${value}]. Please use either MessageBody or MessageAttributes`);
    if (name === 'RawMessageDelivery') checkRaw(subscription.protocol, value, refuse);
    if (name === 'RedrivePolicy' && value !== '') checkRedrivePolicy(subscription, value, refuse);
    if (name === 'DeliveryPolicy' && value !== '') parsedPolicy(name, value, refuse);
  }
  if (asked.FilterPolicy !== undefined || asked.FilterPolicyScope !== undefined)
    checkFilterPolicy(merged.FilterPolicy ?? '', merged.FilterPolicyScope, refuse);
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== ''));
}

function checkRaw(protocol: string, value: string, refuse: Refuse): void {
  if (!['true', 'false'].includes(value.toLowerCase()))
    throw refuse(`RawMessageDelivery: Invalid value [${value}]. Must be true or false.`);
  if (value.toLowerCase() === 'true' && !raw.includes(protocol))
    throw refuse(`RawMessageDelivery: Delivery protocol [${protocol}] does not support raw message delivery.`);
}

/** @source recorded on AWS by localstack, 2023-08-24 and 2024-03-29 */
function checkRedrivePolicy({ endpoint, topicArn }: Subscribed, text: string, refuse: Refuse): void {
  const policy = parsedPolicy('RedrivePolicy', text, refuse);
  const arn = isRecord(policy) ? policy.deadLetterTargetArn : undefined;
  if (typeof arn !== 'string' || !/^arn:[^:]+:sqs:/.test(arn)) throw refuse('RedrivePolicy: deadLetterTargetArn is an invalid arn');
  if (topicArn.endsWith('.fifo') && endpoint.endsWith('.fifo') && !arn.endsWith('.fifo'))
    throw refuse('RedrivePolicy: must use a FIFO queue as DLQ for a FIFO Subscription to a FIFO Topic.');
}

function parsedPolicy(name: string, text: string, refuse: Refuse): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw refuse(`${name}: failed to parse JSON.`);
  }
}

/** What GetSubscriptionAttributes answers. @source "GetSubscriptionAttributes", Amazon SNS API reference */
export function subscriptionAttributes(topics: Topics, subscription: Subscription): { readonly [name: string]: string } {
  const { arn, topicArn, protocol, endpoint, confirmed, attributes } = subscription;
  const { accountId, partition } = topics.world;
  const topic = topics.topics.get(topicArn);
  const { DeliveryPolicy, FilterPolicy, FilterPolicyScope = 'MessageAttributes', ...rest } = attributes;
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
    ...rest,
    ...(FilterPolicy !== undefined && { FilterPolicy, FilterPolicyScope }),
    ...(DeliveryPolicy !== undefined && { DeliveryPolicy: subscriptionDeliveryPolicy(DeliveryPolicy) }),
    ...(protocol.startsWith('http') && topic && { EffectiveDeliveryPolicy: JSON.stringify(effectiveOf(topic, subscription)) }),
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
