import { type Page, pageOf } from '../page.ts';
import { invalidParameter } from './operation.ts';

/** A page of things sorted by what names them. @throws ServiceError InvalidParameterException */
export function listed<Item>(
  items: readonly Item[],
  nameOf: (item: Item) => string,
  { limit = 50, nextToken }: { readonly limit?: number | undefined; readonly nextToken?: string | undefined },
): Page<Item> {
  const sorted = items.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  const page = pageOf(sorted, nameOf, { limit, token: nextToken });
  if (!page) throw invalidNextToken();
  return page;
}

export function invalidNextToken(): Error {
  return invalidParameter('The specified nextToken is invalid.');
}
