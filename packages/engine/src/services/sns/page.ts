import { invalidParameter } from './refusals.ts';

const pageSize = 100;

/** A hundred at a time, in the order of their ARNs. @throws ServiceError InvalidParameter */
export function pageOf<Item extends { readonly arn: string }>(
  all: readonly Item[],
  token: string | undefined,
): { readonly items: readonly Item[]; readonly NextToken: string | undefined } {
  const after = token === undefined ? '' : Buffer.from(token, 'base64').toString('utf8');
  if (token !== undefined && !after.startsWith('arn:')) throw invalidParameter('NextToken');
  const left = all.filter(({ arn }) => arn > after).sort((a, b) => (a.arn < b.arn ? -1 : 1));
  const items = left.slice(0, pageSize);
  const last = items.at(-1);
  return { items, NextToken: last && left.length > pageSize ? Buffer.from(last.arn).toString('base64') : undefined };
}
