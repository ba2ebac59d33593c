import type { Connection } from './connection.ts';
import type { WireItem } from './plain-item.ts';

export interface Reading {
  readonly operation: 'Query' | 'Scan';
  readonly input: object;
  /** Items wanted at most. */
  readonly limit: number;
}

/** The items, page after page: no more than one page is held at a time. */
export async function* readItems(connection: Connection, { operation, input, limit }: Reading): AsyncIterable<WireItem> {
  let left = limit;
  let start: unknown;
  do {
    const more = { ...(start !== undefined && { ExclusiveStartKey: start }), ...(Number.isFinite(left) && { Limit: left }) };
    const page = await connection.call(operation, { ...input, ...more });
    // A page's Items are items.
    const items = (page.Items ?? []) as readonly WireItem[];
    yield* items;
    left -= items.length;
    start = page.LastEvaluatedKey;
  } while (start !== undefined && left > 0);
}
