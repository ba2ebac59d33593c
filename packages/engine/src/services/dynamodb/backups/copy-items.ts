import { WriteGroup } from '../items/write-group.ts';
import type { Database } from '../operation.ts';
import { spaceRange } from '../tables/store-keys.ts';

/** Items copied in one transaction; the others wait for no longer than that. */
const itemsAtOnce = 500;

/**
 * Walks through the items of a space, letting others have their turn in between: a copy is of each item at some moment of it, as
 * AWS's backups are.
 *
 * @source "Backup and restore", developer guide: a backup does not guarantee causal consistency across items
 */
export async function copyItems(
  { store }: Database,
  fromSpaceId: number,
  copy: (group: WriteGroup, key: Buffer, stored: Buffer) => void,
): Promise<void> {
  await store.settled();
  const { end } = spaceRange(fromSpaceId);
  let { start } = spaceRange(fromSpaceId);
  for (;;) {
    const group = new WriteGroup(store);
    let last: Buffer | undefined;
    let count = 0;
    for (const key of store.keys({ start, end })) {
      const stored = store.get(key);
      if (stored) copy(group, key, stored);
      last = key;
      if (++count === itemsAtOnce) break;
    }
    if (!last) return;
    await group.commit();
    start = Buffer.concat([last, Buffer.alloc(1)]);
  }
}
