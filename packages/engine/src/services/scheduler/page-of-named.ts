import { pageOf } from '../page.ts';
import { refusal } from './refusal.ts';

export interface ListRequest {
  readonly NamePrefix?: string;
  readonly MaxResults?: number;
  readonly NextToken?: string;
}

/** One page of what has a name, in the names' order. @throws ServiceError ValidationException */
export function pageOfNamed<Item extends { readonly name: string }>(
  all: Iterable<Item>,
  { NamePrefix = '', MaxResults = 100, NextToken }: ListRequest,
): { readonly items: readonly Item[]; readonly nextToken: string | undefined } {
  const named = [...all].filter(({ name }) => name.startsWith(NamePrefix)).sort((a, b) => (a.name < b.name ? -1 : 1));
  const page = pageOf(named, ({ name }) => name, { limit: MaxResults, token: NextToken });
  if (!page) throw refusal('ValidationException', 'Invalid NextToken.');
  return page;
}
