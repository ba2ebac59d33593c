/** One page of a list, and the token of the next when there is more. Tokens are the name that the next page begins after. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextToken: string | undefined;
}

/**
 * Cuts a page from items sorted by `nameOf`.
 * @returns undefined when the token is none that `pageOf` gave
 */
export function pageOf<Item>(
  sorted: readonly Item[],
  nameOf: (item: Item) => string,
  { limit, token }: { readonly limit: number; readonly token: string | undefined },
): Page<Item> | undefined {
  const after = token === undefined ? undefined : readToken(token);
  if (token !== undefined && after === undefined) return undefined;
  const rest = after === undefined ? sorted : sorted.filter((item) => nameOf(item) > after);
  const items = rest.slice(0, limit);
  const last = items.at(-1);
  const nextToken = rest.length > limit && last !== undefined ? Buffer.from(`after:${nameOf(last)}`).toString('base64url') : undefined;
  return { items, nextToken };
}

function readToken(token: string): string | undefined {
  const text = Buffer.from(token, 'base64url').toString('utf8');
  return text.startsWith('after:') ? text.slice('after:'.length) : undefined;
}
