import { ServiceError } from '../../../protocol/service-error.ts';
import type { Change, Store } from '../../../store/store.ts';
import type { World } from '../../../world/world.ts';
import {
  countKey,
  droppedKey,
  droppedSpaces,
  lastSpaceIdKey,
  spaceIdOf,
  spaceRange,
  streamRange,
  tableRecordKey,
  tableRecords,
  trimmedKey,
} from './store-keys.ts';
import type { Table } from './table.ts';
import { nameOfTableArn } from './table-arn.ts';

/** Items removed in one transaction while a dropped table is cleared away. */
const clearedAtOnce = 1000;

/** All tables, in memory; the store has the truth. */
export class TableCatalog {
  readonly #store: Store;
  readonly #world: World;
  readonly #tables = new Map<string, Table>();
  #lastSpaceId: number;

  constructor(store: Store, world: World) {
    this.#store = store;
    this.#world = world;
    this.#lastSpaceId = store.get(lastSpaceIdKey)?.readUInt32BE(0) ?? 0;
    for (const record of store.values(tableRecords)) {
      // Written by `save`, so a table.
      const table: Table = JSON.parse(record.toString('utf8'));
      this.#tables.set(table.name, table);
    }
    const dropped = [...store.keys(droppedSpaces)].map(spaceIdOf);
    for (const spaceId of dropped) void this.#clear(spaceId);
  }

  arnPrefix(): string {
    const { partition, region, accountId } = this.#world;
    return `arn:${partition}:dynamodb:${region}:${accountId}:table/`;
  }

  arnOf(table: Table): string {
    return this.arnPrefix() + table.name;
  }

  find(name: string): Table | undefined {
    return this.#tables.get(name);
  }

  /** @param nameOrArn as requests give it @throws ServiceError ResourceNotFoundException */
  get(nameOrArn: string): Table {
    const table = this.#tables.get(this.nameOf(nameOrArn));
    if (!table) throw new ServiceError('ResourceNotFoundException', 'Requested resource not found');
    return table;
  }

  /** The table's name in a request that may give an ARN instead. @throws ServiceError ValidationException, AccessDeniedException */
  nameOf(nameOrArn: string): string {
    return nameOrArn.startsWith('arn:') ? nameOfTableArn(this.#world, nameOrArn) : nameOrArn;
  }

  /** Every table's name, in the order of ListTables. */
  names(): readonly string[] {
    return [...this.#tables.keys()].sort();
  }

  nextSpaceId(): number {
    this.#lastSpaceId += 1;
    return this.#lastSpaceId;
  }

  /** Adds the table, or replaces the one of that name. */
  async save(table: Table): Promise<void> {
    this.#tables.set(table.name, table);
    await this.#store.write([this.#counter(), { key: tableRecordKey(table.name), value: Buffer.from(JSON.stringify(table)) }]);
  }

  #counter(): Change {
    const value = Buffer.alloc(4);
    value.writeUInt32BE(this.#lastSpaceId);
    return { key: lastSpaceIdKey, value };
  }

  /** Takes the table out at once; its items go in the background, also after a restart. */
  async remove(table: Table): Promise<void> {
    this.#tables.delete(table.name);
    const spaces = [table, ...table.indexes, ...table.streams].map((it) => it.spaceId);
    await this.#store.write([{ key: tableRecordKey(table.name), value: undefined }, ...spaces.map(mark)]);
    for (const spaceId of spaces) void this.#clear(spaceId);
  }

  /** Replaces the table by one without some of its indexes, and clears those away. */
  async dropSpaces(table: Table, spaceIds: readonly number[]): Promise<void> {
    this.#tables.set(table.name, table);
    const record = { key: tableRecordKey(table.name), value: Buffer.from(JSON.stringify(table)) };
    await this.#store.write([record, ...spaceIds.map(mark)]);
    for (const spaceId of spaceIds) void this.#clear(spaceId);
  }

  /** A space to be filled before anything names it: should the process end first, the next one clears it away. */
  async openSpace(): Promise<number> {
    const spaceId = this.nextSpaceId();
    await this.#store.write([this.#counter(), mark(spaceId)]);
    return spaceId;
  }

  /** Gives up spaces that were opened. */
  discardSpaces(spaceIds: readonly number[]): void {
    for (const spaceId of spaceIds) void this.#clear(spaceId);
  }

  /** Adds a table whose spaces were opened and filled. */
  async saveFilled(table: Table): Promise<void> {
    this.#tables.set(table.name, table);
    const record = { key: tableRecordKey(table.name), value: Buffer.from(JSON.stringify(table)) };
    await this.#store.write([record, ...[table, ...table.indexes].map(({ spaceId }) => unmark(spaceId))]);
  }

  async #clear(spaceId: number): Promise<void> {
    try {
      while (!this.#store.closed) {
        const items = firstKeys(this.#store.keys(spaceRange(spaceId)), clearedAtOnce);
        const keys = items.length > 0 ? items : firstKeys(this.#store.keys(streamRange(spaceId)), clearedAtOnce);
        const changes = keys.length > 0 ? keys : [countKey(spaceId), trimmedKey(spaceId), droppedKey(spaceId)];
        await this.#store.write(changes.map((key) => ({ key, value: undefined })));
        if (keys.length === 0) return;
      }
    } catch {
      // The store is closed, or the disk refuses: the mark stays, and the next start goes on.
    }
  }
}

/** What has a space cleared, now or at the next start. */
export function mark(spaceId: number): Change {
  return { key: droppedKey(spaceId), value: Buffer.alloc(0) };
}

/** What takes a space out of those to be cleared. */
export function unmark(spaceId: number): Change {
  return { key: droppedKey(spaceId), value: undefined };
}

function firstKeys(keys: Iterable<Buffer>, count: number): Buffer[] {
  const first: Buffer[] = [];
  for (const key of keys) {
    first.push(key);
    if (first.length === count) break;
  }
  return first;
}
