import { usageOf } from './items/capacity.ts';
import { CurrentItem, writeItem } from './items/item-write.ts';
import { itemOf } from './items/stored-item.ts';
import { tokenExpiryMs } from './items/transaction-token.ts';
import { WriteGroup } from './items/write-group.ts';
import type { Database } from './operation.ts';
import { requestTokens, sequenceOfKey, spaceRange, streamRange } from './tables/store-keys.ts';
import type { Table } from './tables/table.ts';
import { attribute, type Item } from './values/attribute-value.ts';

/** AWS promises days; a person who tries TTL is glad to see it work. */
const pauseMs = 5000;
/** Looked at in one turn of the event loop, so that nobody waits for long. */
const atOnce = 1000;
/** @source "Time to Live": an item that expired more than five years ago is left alone */
const oldestSeconds = 5 * 365 * 24 * 60 * 60;
/** @source "DynamoDB Streams": records are kept for 24 hours */
const streamMs = 24 * 60 * 60 * 1000;

/** Removes what has had its time: expired items, old stream records, used request tokens. Runs until the store is closed. */
export function startSweeper(database: Database, report: (error: unknown) => void): void {
  const { world, store } = database;
  const run = async (): Promise<void> => {
    try {
      await sweep(database);
    } catch (error) {
      if (!store.closed) report(error);
    }
    if (!store.closed) world.after(pauseMs, () => void run());
  };
  world.after(pauseMs, () => void run());
}

async function sweep(database: Database): Promise<void> {
  for (const name of database.tables.names()) {
    const table = database.tables.find(name);
    if (table?.timeToLive) await removeExpired(database, table, table.timeToLive.attributeName);
    for (const { spaceId } of table?.streams ?? []) await trimStream(database, spaceId);
  }
  await forgetTokens(database);
}

async function removeExpired(database: Database, table: Table, attributeName: string): Promise<void> {
  const { store, tables, world } = database;
  const { end } = spaceRange(table.spaceId);
  let { start } = spaceRange(table.spaceId);
  while (!store.closed && tables.find(table.name)?.timeToLive?.attributeName === attributeName) {
    const keys = firstKeys(store.keys({ start, end }));
    const last = keys.at(-1);
    if (!last) return;
    const group = new WriteGroup(store);
    const current = tables.get(table.name);
    let expired = 0;
    for (const key of keys) {
      const stored = store.latest(key);
      const item = stored && itemOf(stored);
      if (item && hasExpired(item, attributeName, world.now() / 1000)) {
        writeItem(group, new CurrentItem(database, current, item), undefined, usageOf(current), true);
        expired += 1;
      }
    }
    await group.commit();
    if (expired > 0) database.meter?.expired(table.name, expired);
    start = Buffer.concat([last, Buffer.alloc(1)]);
  }
}

function hasExpired(item: Item, attributeName: string, nowSeconds: number): boolean {
  const value = attribute(item, attributeName);
  if (!value || !('N' in value)) return false;
  const seconds = Number(value.N);
  return seconds < nowSeconds && seconds > nowSeconds - oldestSeconds;
}

async function trimStream({ store, world, streams }: Database, spaceId: number): Promise<void> {
  const group = new WriteGroup(store);
  const old: number[] = [];
  for (const key of firstKeys(store.keys(streamRange(spaceId)))) {
    const record = store.get(key);
    // Written by the stream log, so a record.
    const { dynamodb }: { dynamodb: { ApproximateCreationDateTime: number } } = JSON.parse(String(record));
    if (dynamodb.ApproximateCreationDateTime * 1000 > world.now() - streamMs) break;
    old.push(sequenceOfKey(key));
  }
  streams.trim(group, spaceId, old);
  await group.commit();
}

async function forgetTokens({ store, world }: Database): Promise<void> {
  const group = new WriteGroup(store);
  for (const key of firstKeys(store.keys(requestTokens))) {
    const stored = store.get(key);
    if (stored && tokenExpiryMs(stored) < world.now()) group.remove(key);
  }
  await group.commit();
}

function firstKeys(keys: Iterable<Buffer>): Buffer[] {
  const first: Buffer[] = [];
  for (const key of keys) {
    first.push(key);
    if (first.length === atOnce) break;
  }
  return first;
}
