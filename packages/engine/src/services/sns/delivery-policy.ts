import { isRecord } from '../../protocol/shape.ts';
import type { Subscription, Topic } from './topic.ts';

type Members = { readonly [member: string]: unknown };

export const defaultContentType = 'text/plain; charset=UTF-8';

/** How often, and after how many seconds, an HTTP endpoint that fails is tried again. @source "Amazon SNS message delivery retries" */
const defaultRetryPolicy = {
  minDelayTarget: 20,
  maxDelayTarget: 20,
  numRetries: 3,
  numMaxDelayRetries: 0,
  numNoDelayRetries: 0,
  numMinDelayRetries: 0,
  backoffFunction: 'linear',
} as const;

/**
 * A topic's `DeliveryPolicy` as it is answered; undefined when nothing is set.
 *
 * @source recorded on AWS by localstack, 2024-10-03
 */
export function topicDeliveryPolicy(text: string | undefined): string | undefined {
  const { http } = membersOf(text);
  if (!isRecord(http)) return undefined;
  const { disableSubscriptionOverrides = false, ...given } = present(http);
  return JSON.stringify({ http: { ...given, disableSubscriptionOverrides } });
}

/** The policy that holds for a topic, with AWS's defaults. @source recorded on AWS by localstack, 2024-10-03 */
export function effectiveDeliveryPolicy({ attributes }: Pick<Topic, 'attributes'>): string {
  return JSON.stringify({ http: effectiveHttp(attributes.DeliveryPolicy) });
}

/** A subscription's own policy as it is answered: what is not given is null. @source recorded on AWS by localstack, 2024-10-03 */
export function subscriptionDeliveryPolicy(text: string): string {
  const { healthyRetryPolicy, sicklyRetryPolicy, throttlePolicy, requestPolicy } = membersOf(text);
  return JSON.stringify({
    healthyRetryPolicy: isRecord(healthyRetryPolicy) ? retryPolicy(healthyRetryPolicy) : null,
    sicklyRetryPolicy: sicklyRetryPolicy ?? null,
    throttlePolicy: throttlePolicy ?? null,
    requestPolicy: requestPolicy ?? null,
    guaranteed: false,
  });
}

interface Effective {
  readonly healthyRetryPolicy: RetryPolicy;
  readonly sicklyRetryPolicy: unknown;
  readonly throttlePolicy: unknown;
  readonly requestPolicy: Members;
  readonly guaranteed: false;
}
type RetryPolicy = {
  readonly [Name in keyof typeof defaultRetryPolicy]: (typeof defaultRetryPolicy)[Name] extends number ? number : string;
};

/** What holds for a subscription: its own policy over its topic's. */
export function effectiveOf(topic: Pick<Topic, 'attributes'>, { attributes }: Pick<Subscription, 'attributes'>): Effective {
  const http = effectiveHttp(topic.attributes.DeliveryPolicy);
  const own = http.disableSubscriptionOverrides === true ? {} : present(membersOf(attributes.DeliveryPolicy));
  const { healthyRetryPolicy, sicklyRetryPolicy = null, throttlePolicy = http.defaultThrottlePolicy ?? null, requestPolicy } = own;
  return {
    healthyRetryPolicy: isRecord(healthyRetryPolicy) ? retryPolicy(healthyRetryPolicy) : http.defaultHealthyRetryPolicy,
    sicklyRetryPolicy,
    throttlePolicy,
    requestPolicy: isRecord(requestPolicy) ? requestPolicy : http.defaultRequestPolicy,
    guaranteed: false,
  };
}

/** The content type of what an endpoint gets. */
export function contentTypeOf({ requestPolicy }: Effective): string {
  return typeof requestPolicy.headerContentType === 'string' ? requestPolicy.headerContentType : defaultContentType;
}

/**
 * The seconds before each further attempt: at once, at the least delay, between the two, at the longest.
 *
 * @source "Amazon SNS message delivery retries", developer guide: the phases of a retry policy
 */
export function retryDelaysOf({ healthyRetryPolicy: policy }: Effective): readonly number[] {
  const { minDelayTarget: low, maxDelayTarget: high, numRetries, numNoDelayRetries, numMinDelayRetries, numMaxDelayRetries } = policy;
  const between = Math.max(0, numRetries - numNoDelayRetries - numMinDelayRetries - numMaxDelayRetries);
  const backoff = Array.from({ length: between }, (_, index) => low + ((high - low) * (index + 1)) / between);
  const phases = [...fill(numNoDelayRetries, 0), ...fill(numMinDelayRetries, low), ...backoff, ...fill(numMaxDelayRetries, high)];
  return phases.slice(0, numRetries);
}

function fill(count: number, seconds: number): readonly number[] {
  return Array.from({ length: count }, () => seconds);
}

function effectiveHttp(text: string | undefined): {
  readonly defaultHealthyRetryPolicy: RetryPolicy;
  readonly disableSubscriptionOverrides: unknown;
  readonly defaultThrottlePolicy?: unknown;
  readonly defaultRequestPolicy: Members;
} {
  const { http } = membersOf(text);
  const {
    defaultHealthyRetryPolicy,
    disableSubscriptionOverrides = false,
    defaultRequestPolicy,
    ...more
  } = isRecord(http) ? present(http) : {};
  return {
    ...more,
    defaultHealthyRetryPolicy: retryPolicy(isRecord(defaultHealthyRetryPolicy) ? defaultHealthyRetryPolicy : {}),
    disableSubscriptionOverrides,
    defaultRequestPolicy: isRecord(defaultRequestPolicy) ? defaultRequestPolicy : { headerContentType: defaultContentType },
  };
}

function retryPolicy(given: Members): RetryPolicy {
  const count = (name: keyof typeof defaultRetryPolicy, otherwise: number): number => {
    const value = given[name];
    return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 3600 ? value : otherwise;
  };
  return {
    minDelayTarget: count('minDelayTarget', defaultRetryPolicy.minDelayTarget),
    maxDelayTarget: count('maxDelayTarget', defaultRetryPolicy.maxDelayTarget),
    numRetries: count('numRetries', defaultRetryPolicy.numRetries),
    numMaxDelayRetries: count('numMaxDelayRetries', defaultRetryPolicy.numMaxDelayRetries),
    numNoDelayRetries: count('numNoDelayRetries', defaultRetryPolicy.numNoDelayRetries),
    numMinDelayRetries: count('numMinDelayRetries', defaultRetryPolicy.numMinDelayRetries),
    backoffFunction: typeof given.backoffFunction === 'string' ? given.backoffFunction : defaultRetryPolicy.backoffFunction,
  };
}

/** Without what is null. */
function present(members: Members): Members {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null));
}

/** What the text of a policy holds, which was checked when it was set. */
function membersOf(text: string | undefined): Members {
  const value: unknown = text === undefined || text === '' ? undefined : JSON.parse(text);
  return isRecord(value) ? value : {};
}
