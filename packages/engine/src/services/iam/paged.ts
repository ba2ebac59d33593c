import { ServiceError } from '../../protocol/service-error.ts';
import { integer, type Shape, string } from '../../protocol/shape.ts';
import { pageOf } from '../page.ts';

export interface Paging {
  readonly Marker?: string;
  readonly MaxItems?: number;
}

export const paging: { readonly Marker: Shape<string>; readonly MaxItems: Shape<number> } = {
  Marker: string({ min: 1, max: 1024 }),
  MaxItems: integer({ min: 1, max: 1000 }),
};

/** A page of a list in the order of its names, as IAM answers it. @throws ServiceError ValidationError */
export function paged<Item>(
  items: readonly Item[],
  nameOf: (item: Item) => string,
  { Marker, MaxItems = 100 }: Paging,
): { readonly items: readonly Item[]; readonly rest: { readonly IsTruncated: boolean; readonly Marker: string | undefined } } {
  const sorted = [...items].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  const page = pageOf(sorted, nameOf, { limit: MaxItems, token: Marker });
  if (!page) throw new ServiceError('ValidationException', `Invalid Marker: ${Marker}`);
  return { items: page.items, rest: { IsTruncated: page.nextToken !== undefined, Marker: page.nextToken } };
}
