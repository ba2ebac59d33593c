import type { Queue } from './queue.ts';
import { invalidParameter } from './refusals.ts';

/** A page of queues in the order of their names; a token only when a size was asked for, as on AWS. @throws ServiceError InvalidParameterValueException */
export function pageOf(
  queues: readonly Queue[],
  { NextToken: token, MaxResults: size }: { readonly NextToken?: string; readonly MaxResults?: number },
): { readonly items: readonly Queue[]; readonly NextToken: string | undefined } {
  if (size !== undefined && (size < 1 || size > 1000))
    throw invalidParameter('Value for parameter MaxResults is invalid. Reason: MaxResults must be an integer between 1 and 1000.');
  const after = token === undefined ? '' : Buffer.from(token, 'base64').toString('utf8');
  const left = queues.filter(({ name }) => name > after);
  const items = left.slice(0, size ?? 1000);
  const last = items.at(-1);
  const more = size !== undefined && items.length < left.length && last;
  return { items, NextToken: more ? Buffer.from(last.name).toString('base64') : undefined };
}
