import type { Change, Store } from '../../../store/store.ts';
import { countKey } from '../tables/store-keys.ts';

export interface ItemCount {
  readonly itemCount: number;
  readonly sizeBytes: number;
}

/** How many items a table or an index has, and their size. */
export function readCount(store: Store, spaceId: number): ItemCount {
  const stored = store.latest(countKey(spaceId));
  return stored ? { itemCount: stored.readDoubleBE(0), sizeBytes: stored.readDoubleBE(8) } : { itemCount: 0, sizeBytes: 0 };
}

/** Changes that go to the disk together, with the counts they lead to. Build and commit it within one turn of the event loop. */
export class WriteGroup {
  readonly #store: Store;
  readonly #changes: Change[] = [];
  readonly #counts = new Map<number, { itemCount: number; sizeBytes: number }>();
  readonly #afterwards = new Map<number, () => void>();

  constructor(store: Store) {
    this.#store = store;
  }

  /** Whether the store has the key, apart from what this group is about to do to it. */
  has(key: Buffer): boolean {
    return this.#store.latest(key) !== undefined;
  }

  put(key: Buffer, value: Buffer): void {
    this.#changes.push({ key, value });
  }

  remove(key: Buffer): void {
    this.#changes.push({ key, value: undefined });
  }

  count(spaceId: number, itemCount: number, sizeBytes: number): void {
    let count = this.#counts.get(spaceId);
    if (!count) {
      count = { ...readCount(this.#store, spaceId) };
      this.#counts.set(spaceId, count);
    }
    count.itemCount += itemCount;
    count.sizeBytes += sizeBytes;
  }

  /** Has `run` called once everything is on disk; of several for one space the last is called. */
  onCommitted(spaceId: number, run: () => void): void {
    this.#afterwards.set(spaceId, run);
  }

  /** Resolves once everything is on disk. */
  commit(): Promise<void> {
    for (const [spaceId, { itemCount, sizeBytes }] of this.#counts) {
      const value = Buffer.allocUnsafe(16);
      value.writeDoubleBE(itemCount, 0);
      value.writeDoubleBE(sizeBytes, 8);
      this.#changes.push({ key: countKey(spaceId), value });
    }
    // Nothing to write: what was read may still be on its way to the disk.
    const written = this.#changes.length === 0 ? this.#store.settled() : this.#store.write(this.#changes);
    return this.#afterwards.size === 0 ? written : written.then(() => this.#tell());
  }

  #tell(): void {
    for (const run of this.#afterwards.values()) run();
  }
}
