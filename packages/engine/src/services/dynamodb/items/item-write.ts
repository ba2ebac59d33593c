import type { Database } from '../operation.ts';
import { itemKey } from '../tables/store-keys.ts';
import type { Table } from '../tables/table.ts';
import type { Item } from '../values/attribute-value.ts';
import { itemSizeBytes } from '../values/item-size.ts';
import { type TableUsage, writeUnits } from './capacity.ts';
import { writeIndexEntry } from './index-entries.ts';
import { itemOf, sizeOf, storedItem } from './stored-item.ts';
import type { WriteGroup } from './write-group.ts';

/** An item as it is, seen before it is written: read with `latest`, so write it in the same turn of the event loop. */
export class CurrentItem {
  readonly database: Database;
  readonly table: Table;
  readonly key: Buffer;
  readonly stored: Buffer | undefined;
  #item: Item | undefined;

  /** @param key where the item is, when that has been worked out before */
  constructor(database: Database, table: Table, keyAttributes: Item, key: Buffer = itemKey(table.spaceId, table.key, keyAttributes)) {
    this.database = database;
    this.table = table;
    this.key = key;
    this.stored = database.store.latest(this.key);
  }

  /** Parsed when first asked for. */
  get item(): Item | undefined {
    if (this.stored && !this.#item) this.#item = itemOf(this.stored);
    return this.#item;
  }

  get sizeBytes(): number {
    return this.stored ? sizeOf(this.stored) : 0;
  }
}

/**
 * Adds to the group what makes `next` the current item (undefined removes it), in the table, its indexes and its stream.
 * @param byService whether DynamoDB itself does it, as TTL does
 */
export function writeItem(group: WriteGroup, current: CurrentItem, next: Item | undefined, usage: TableUsage, byService = false): void {
  const { database, table, key, stored } = current;
  const nextBytes = next ? itemSizeBytes(next) : 0;
  usage.tableUnits += writeUnits(Math.max(current.sizeBytes, nextBytes));
  if (!next && !stored) return;
  const nextStored = next && storedItem(next, nextBytes);
  if (nextStored) group.put(key, nextStored);
  else group.remove(key);
  group.count(table.spaceId, (next ? 1 : 0) - (stored ? 1 : 0), nextBytes - current.sizeBytes);
  for (const index of table.indexes) writeIndexEntry(group, { table, index, usage }, current.item, next);
  if (table.streams.length > 0 && !(stored && nextStored?.equals(stored))) {
    database.streams.append(group, { table, old: current.item, next, byService });
  }
}
