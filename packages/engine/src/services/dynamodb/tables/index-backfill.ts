import { writeUnits } from '../items/capacity.ts';
import { writeIndexEntry } from '../items/index-entries.ts';
import { itemOf, sizeOf } from '../items/stored-item.ts';
import { readCount, WriteGroup } from '../items/write-group.ts';
import type { Database } from '../operation.ts';
import { spaceRange } from './store-keys.ts';
import type { Index, Table } from './table.ts';

/** Items put into an index in one transaction; the others wait for no longer than that. */
const itemsAtOnce = 500;

/** Fills the indexes that a stop left half filled. */
export function resumeBackfills(database: Database, report: (error: unknown) => void): void {
  for (const name of database.tables.names()) {
    const table = database.tables.get(name);
    for (const index of table.indexes) if (index.backfilling) backfill(database, table, index).catch(report);
  }
}

/**
 * Puts the items that a table had before its index into the index. Writes meanwhile keep the index up to date themselves,
 * so that each item is put in by whichever comes first.
 */
export async function backfill(database: Database, table: Table, index: Index): Promise<void> {
  const { store, tables, meter } = database;
  // What was written before the index was there has to be visible.
  await store.settled();
  const { end } = spaceRange(table.spaceId);
  let { start } = spaceRange(table.spaceId);
  let done = 0;
  while (isFilling(database, table.name, index)) {
    const keys: Buffer[] = [];
    for (const key of store.keys({ start, end })) {
      keys.push(key);
      if (keys.length === itemsAtOnce) break;
    }
    const last = keys.at(-1);
    if (!last) break;
    const group = new WriteGroup(store);
    let units = 0;
    for (const key of keys) {
      const stored = store.latest(key);
      // An entry that is already there is that of the item's present state.
      if (!stored) continue;
      units += writeUnits(sizeOf(stored));
      writeIndexEntry(group, { table, index, usage: undefined }, itemOf(stored), itemOf(stored));
    }
    await group.commit().catch((error: unknown) => {
      if (!store.closed) throw error;
    });
    start = Buffer.concat([last, Buffer.alloc(1)]);
    done += keys.length;
    const percentage = Math.min(100, Math.floor((100 * done) / Math.max(1, readCount(store, table.spaceId).itemCount)));
    meter?.indexed(table.name, index.name, { units, percentage });
  }
  if (!isFilling(database, table.name, index)) return;
  const current = tables.get(table.name);
  const filled = current.indexes.map((it) => (it.spaceId === index.spaceId ? { ...it, backfilling: undefined } : it));
  await tables.save({ ...current, indexes: filled });
}

/** False once the index or its table is deleted, or the store closed: the next start goes on. */
function isFilling({ store, tables }: Database, tableName: string, { spaceId }: Index): boolean {
  return !store.closed && (tables.find(tableName)?.indexes.some((it) => it.spaceId === spaceId) ?? false);
}
