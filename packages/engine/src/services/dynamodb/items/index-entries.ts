import { indexItemKey } from '../tables/store-keys.ts';
import { type Index, keyAttributes, type Table } from '../tables/table.ts';
import type { AttributeValue, Item } from '../values/attribute-value.ts';
import { itemSizeBytes } from '../values/item-size.ts';
import { addIndexUnits, type TableUsage, writeUnits } from './capacity.ts';
import { fitsIndex } from './key-check.ts';
import { storedItem } from './stored-item.ts';
import type { WriteGroup } from './write-group.ts';

/** The attributes an index keeps of its table's items; undefined means all. */
export function projectedAttributes(table: Table, index: Index): readonly string[] | undefined {
  if (index.projection.type === 'ALL') return undefined;
  const keys = [...keyAttributes(table.key), ...keyAttributes(index.key)].map(({ name }) => name);
  return [...new Set([...keys, ...(index.projection.nonKeyAttributes ?? [])])];
}

/** What an index keeps of an item: undefined when the item has no place in the index. */
export function projectItem(table: Table, index: Index, item: Item): Item | undefined {
  if (!fitsIndex(index, item)) return undefined;
  const names = projectedAttributes(table, index);
  if (!names) return item;
  const kept: [string, AttributeValue][] = [];
  for (const name of Object.keys(item)) {
    const value = names.includes(name) ? item[name] : undefined;
    if (value) kept.push([name, value]);
  }
  return Object.fromEntries(kept);
}

/** Brings one index from an item's old state to its new one, and counts what AWS charges for it. */
export function writeIndexEntry(
  group: WriteGroup,
  { table, index, usage }: { table: Table; index: Index; usage: TableUsage | undefined },
  old: Item | undefined,
  next: Item | undefined,
): void {
  const was = old && entryOf(table, index, old);
  // An index that is being filled may not have the entry yet.
  const before = was && index.backfilling && !group.has(was.key) ? undefined : was;
  const after = next && entryOf(table, index, next);
  if (before && after && before.key.equals(after.key)) {
    if (before.stored.equals(after.stored)) return;
    group.put(after.key, after.stored);
    group.count(index.spaceId, 0, after.sizeBytes - before.sizeBytes);
    if (usage) addIndexUnits(usage, index, writeUnits(Math.max(before.sizeBytes, after.sizeBytes)));
    return;
  }
  if (before) {
    group.remove(before.key);
    group.count(index.spaceId, -1, -before.sizeBytes);
    if (usage) addIndexUnits(usage, index, writeUnits(before.sizeBytes));
  }
  if (after) {
    group.put(after.key, after.stored);
    group.count(index.spaceId, 1, after.sizeBytes);
    if (usage) addIndexUnits(usage, index, writeUnits(after.sizeBytes));
  }
}

function entryOf(table: Table, index: Index, item: Item): { key: Buffer; stored: Buffer; sizeBytes: number } | undefined {
  const projected = projectItem(table, index, item);
  if (!projected) return undefined;
  const sizeBytes = itemSizeBytes(projected);
  return { key: indexItemKey(index.spaceId, index.key, table.key, item), stored: storedItem(projected, sizeBytes), sizeBytes };
}
