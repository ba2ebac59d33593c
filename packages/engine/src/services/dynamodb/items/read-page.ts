import { type Condition, matches } from '../expressions/condition.ts';
import { type Projection, project } from '../expressions/projection.ts';
import type { Database } from '../operation.ts';
import { itemKey } from '../tables/store-keys.ts';
import type { Index, Table } from '../tables/table.ts';
import { addIndexUnits, readUnits, type TableUsage, usageOf } from './capacity.ts';
import type { ReadTarget } from './read-target.ts';
import { itemOf, jsonOf, sizeOf } from './stored-item.ts';

/** @source Query and Scan: a page ends with the item that brings it to 1 MB */
const pageBytesMax = 1024 * 1024;

export interface PageRequest {
  readonly target: ReadTarget;
  readonly range: { readonly start: Buffer; readonly end: Buffer; readonly reverse?: boolean };
  /** Items looked at, before the filter. */
  readonly limit: number;
  readonly filter: Condition | undefined;
  readonly projection: Projection | undefined;
  /** Only the count is wanted. */
  readonly countOnly: boolean;
  readonly consistentRead: boolean;
  /** The attributes wanted are not all in a local index: each item is fetched from its table as well. */
  readonly fetchFromTable: boolean;
}

export interface Page {
  /** JSON of each item that passed the filter; empty when only counted. */
  readonly items: readonly Buffer[];
  readonly count: number;
  readonly scannedCount: number;
  /** Where the page ended, when there may be more: the stored item or index entry. */
  readonly last: Buffer | undefined;
  readonly usage: TableUsage;
}

/** Reads one page of a table or an index, from a snapshot. */
export function readPage(database: Database, request: PageRequest): Page {
  const { target, range, limit, filter, projection, countOnly } = request;
  const usage = usageOf(target.table);
  const items: Buffer[] = [];
  let count = 0;
  let scannedCount = 0;
  let sizeBytes = 0;
  let last: Buffer | undefined;
  for (const entry of database.store.values(range)) {
    scannedCount += 1;
    sizeBytes += sizeOf(entry);
    const stored = request.fetchFromTable ? fetchItem(database, target.table, entry, request.consistentRead, usage) : entry;
    const item = filter || (projection && !countOnly) ? itemOf(stored) : undefined;
    if (!filter || (item && matches(filter, item))) {
      count += 1;
      if (!countOnly) items.push(projection && item ? Buffer.from(JSON.stringify(project(item, projection))) : jsonOf(stored));
    }
    if (scannedCount >= limit || sizeBytes >= pageBytesMax) {
      last = entry;
      break;
    }
  }
  addReadUnits(usage, target.index, readUnits(sizeBytes, request.consistentRead));
  database.throttle?.take(usage, 'read');
  return { items, count, scannedCount, last, usage };
}

function addReadUnits(usage: TableUsage, index: Index | undefined, units: number): void {
  if (index) addIndexUnits(usage, index, units);
  else usage.tableUnits += units;
}

function fetchItem({ store }: Database, table: Table, entry: Buffer, consistentRead: boolean, usage: TableUsage): Buffer {
  const stored = store.get(itemKey(table.spaceId, table.key, itemOf(entry)));
  // An index is never out of step with its table: both are written in one transaction.
  if (!stored) throw new Error('An index entry has no item in its table.');
  usage.tableUnits += readUnits(sizeOf(stored), consistentRead);
  return stored;
}
