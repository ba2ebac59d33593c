import { compilePattern } from '../event-pattern/event-pattern.ts';
import { InvalidPattern } from '../event-pattern/invalid-pattern.ts';
import type { Message } from './message.ts';
import { invalidParameter } from './refusals.ts';
import type { Subscription } from './topic.ts';

/** @throws ServiceError InvalidParameter */
export function checkFilterPolicy(text: string): void {
  if (text === '' || text === '{}') return;
  let policy: unknown;
  try {
    policy = JSON.parse(text);
  } catch {
    throw invalidParameter('FilterPolicy: failed to parse JSON.');
  }
  try {
    compilePattern(policy);
  } catch (error) {
    if (error instanceof InvalidPattern) throw invalidParameter(`FilterPolicy: ${error.message}`);
    throw error;
  }
}

/** Whether a subscription wants a message. @source "Amazon SNS message filtering", developer guide */
export function wants({ attributes }: Subscription, text: string, message: Message): boolean {
  const { FilterPolicy: policy, FilterPolicyScope: scope } = attributes;
  if (policy === undefined || policy === '{}') return true;
  const pattern = compilePattern(JSON.parse(policy));
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
