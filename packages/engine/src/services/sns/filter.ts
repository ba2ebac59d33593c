import type { ServiceError } from '../../protocol/service-error.ts';
import { isRecord } from '../../protocol/shape.ts';
import { filterPolicy } from '../event-pattern/dialect.ts';
import { parsePattern } from '../event-pattern/event-pattern.ts';
import { InvalidPattern } from '../event-pattern/invalid-pattern.ts';
import type { Message } from './message.ts';
import type { Subscription } from './topic.ts';
import type { Topics } from './topics.ts';

/** @source "Filter policy constraints in Amazon SNS"; refusals recorded on AWS by localstack, 2024-05-14 */
const [maximumCombinations, maximumKeys] = [150, 5];

/**
 * @param scope of the policy: what is in attributes has no levels
 * @param refuse words the refusal: Subscribe does so otherwise than SetSubscriptionAttributes
 * @throws ServiceError InvalidParameter
 */
export function checkFilterPolicy(text: string, scope: string | undefined, refuse: (what: string) => ServiceError): void {
  if (text === '' || text === '{}') return;
  let policy: unknown;
  try {
    // AWS's parser says why a text is none.
    parsePattern(text, filterPolicy);
    policy = JSON.parse(text);
  } catch (error) {
    if (!(error instanceof InvalidPattern)) throw error;
    policy = parsedOr(text, () => refuse(`FilterPolicy: failed to parse JSON. ${error.message}`));
  }
  if (isRecord(policy)) {
    if (combinationsOf(policy) > maximumCombinations) throw refuse('FilterPolicy: Filter policy is too complex');
    if (keysOf(policy).length > maximumKeys) throw refuse(`FilterPolicy: Filter policy can not have more than ${maximumKeys} keys`);
  }
  try {
    // Refused is what is left once the spaces are taken out.
    parsePattern(JSON.stringify(policy), filterPolicy);
  } catch (error) {
    if (error instanceof InvalidPattern) throw refuse(`FilterPolicy: ${error.message}`);
    throw error;
  }
  if (scope !== 'MessageBody' && isRecord(policy) && Object.values(policy).some(isRecord))
    throw refuse('Filter policy scope MessageAttributes does not support nested filter policy');
}

/** Every combination of the values, each as often as it is nested deep; those of `$or` add up. */
function combinationsOf(policy: { readonly [key: string]: unknown }, depth = 1): number {
  return Object.entries(policy).reduce((product, [key, value]) => {
    if (isRecord(value)) return product * combinationsOf(value, depth + 1);
    if (!Array.isArray(value)) return product;
    if (key !== '$or') return product * value.length * depth;
    return product * value.filter(isRecord).reduce((sum, it) => sum + combinationsOf(it, depth), 0);
  }, 1);
}

function keysOf(policy: { readonly [key: string]: unknown }): readonly string[] {
  return Object.entries(policy).flatMap(([key, value]) =>
    key === '$or' && Array.isArray(value) ? value.filter(isRecord).flatMap(keysOf) : key,
  );
}

function parsedOr(text: string, otherwise: () => ServiceError): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw otherwise();
  }
}

/** Whether a subscription wants a message. @source "Amazon SNS message filtering", developer guide */
export function wants(
  topics: Topics,
  subscription: Subscription,
  { text, message }: { readonly text: string; readonly message: Message },
): boolean {
  const { FilterPolicy: policy, FilterPolicyScope: scope } = subscription.attributes;
  if (policy === undefined || policy === '{}') return true;
  const pattern = topics.filters.get(subscription) ?? parsePattern(policy, filterPolicy);
  topics.filters.set(subscription, pattern);
  if (scope !== 'MessageBody') return pattern.matches(filteredAttributes(message));
  try {
    return pattern.matches(JSON.parse(text));
  } catch {
    // A text that is no JSON has no members that a policy could ask for.
    return false;
  }
}

function filteredAttributes({ attributes }: Message): { readonly [name: string]: unknown } {
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([name, { DataType, StringValue = '' }]): [string, unknown][] => {
      if (DataType.startsWith('Binary')) return [];
      if (DataType.startsWith('Number')) return [[name, Number(StringValue)]];
      return [[name, DataType === 'String.Array' ? listIn(StringValue) : StringValue]];
    }),
  );
}

function listIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
