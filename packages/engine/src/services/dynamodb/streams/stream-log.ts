import type { Store } from '../../../store/store.ts';
import type { World } from '../../../world/world.ts';
import type { WriteGroup } from '../items/write-group.ts';
import { sequenceOfKey, streamRange, streamRecordKey, trimmedKey } from '../tables/store-keys.ts';
import { currentStream, keyAttributes, type Stream, type Table } from '../tables/table.ts';
import type { Item } from '../values/attribute-value.ts';
import { itemSizeBytes } from '../values/item-size.ts';

/** AWS's numbers have 21 digits and more; ours begin there, so that their text sorts as they do. */
const firstNumber = 100_000_000_000_000_000_000n;

export interface ItemChange {
  readonly table: Table;
  readonly old: Item | undefined;
  readonly next: Item | undefined;
  /** TTL's deletions say that DynamoDB itself made them. */
  readonly byService?: boolean;
}

/** What happens to the items of tables with a stream, in order. */
export class StreamLog {
  readonly #store: Store;
  readonly #world: World;
  /** The next number of each stream, once it is known. */
  readonly #next = new Map<number, number>();
  readonly #listeners = new Map<number, Set<() => void>>();

  constructor(store: Store, world: World) {
    this.#store = store;
    this.#world = world;
  }

  /** Puts a record of the change beside the change itself. Nothing changed is no record. */
  append(group: WriteGroup, change: ItemChange): void {
    const stream = currentStream(change.table);
    if (!stream) return;
    const sequence = this.nextSequence(stream);
    this.#next.set(stream.spaceId, sequence + 1);
    group.put(streamRecordKey(stream.spaceId, sequence), Buffer.from(JSON.stringify(this.#record(stream, sequence, change))));
    if (this.#listeners.has(stream.spaceId)) group.onCommitted(stream.spaceId, () => this.#tell(stream.spaceId));
  }

  /**
   * Has `listener` called, without arguments, each time records of the stream have reached the disk: GetRecords shows them then.
   * @returns a function that ends it
   */
  listen({ spaceId }: Stream, listener: () => void): () => void {
    const listeners = this.#listeners.get(spaceId) ?? new Set();
    this.#listeners.set(spaceId, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#listeners.get(spaceId) === listeners) this.#listeners.delete(spaceId);
    };
  }

  nextSequence({ spaceId }: Stream): number {
    const known = this.#next.get(spaceId);
    if (known !== undefined) return known;
    const [last] = this.#store.keys({ ...streamRange(spaceId), reverse: true });
    const next = last ? sequenceOfKey(last) + 1 : this.firstSequence(spaceId);
    this.#next.set(spaceId, next);
    return next;
  }

  /** The number of the oldest record that has not been trimmed, or of the one to come. */
  firstSequence(spaceId: number): number {
    return this.#store.latest(trimmedKey(spaceId))?.readDoubleBE(0) ?? 1;
  }

  /** Takes records away from the old end; those that come are still numbered after them. */
  trim(group: WriteGroup, spaceId: number, sequences: readonly number[]): void {
    const last = sequences.at(-1);
    if (last === undefined) return;
    for (const sequence of sequences) group.remove(streamRecordKey(spaceId, sequence));
    const first = Buffer.alloc(8);
    first.writeDoubleBE(last + 1);
    group.put(trimmedKey(spaceId), first);
  }

  #tell(spaceId: number): void {
    for (const listener of [...(this.#listeners.get(spaceId) ?? [])]) listener();
  }

  #record({ viewType }: Stream, sequence: number, { table, old, next, byService }: ItemChange): object {
    const image = next ?? old ?? {};
    const keys = Object.fromEntries(keyAttributes(table.key).map(({ name }) => [name, image[name]])) as Item;
    const newImage = viewType === 'NEW_IMAGE' || viewType === 'NEW_AND_OLD_IMAGES' ? next : undefined;
    const oldImage = viewType === 'OLD_IMAGE' || viewType === 'NEW_AND_OLD_IMAGES' ? old : undefined;
    const sizeBytes = [keys, newImage, oldImage].reduce((sum, it) => sum + (it ? itemSizeBytes(it) : 0), 0);
    return {
      eventID: this.#world.hex(32),
      eventName: old ? (next ? 'MODIFY' : 'REMOVE') : 'INSERT',
      eventVersion: '1.1',
      eventSource: 'aws:dynamodb',
      awsRegion: this.#world.region,
      dynamodb: {
        ApproximateCreationDateTime: Math.floor(this.#world.now() / 1000),
        Keys: keys,
        ...(newImage && { NewImage: newImage }),
        ...(oldImage && { OldImage: oldImage }),
        SequenceNumber: sequenceText(sequence),
        SizeBytes: sizeBytes,
        StreamViewType: viewType,
      },
      ...(byService && { userIdentity: { PrincipalId: 'dynamodb.amazonaws.com', Type: 'Service' } }),
    };
  }
}

export function sequenceText(sequence: number): string {
  return String(firstNumber + BigInt(sequence));
}

/** Undefined when the text is no sequence number of ours. */
export function sequenceOf(text: string): number | undefined {
  if (!/^\d{21,40}$/.test(text)) return undefined;
  const sequence = BigInt(text) - firstNumber;
  return sequence >= 0n && sequence <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(sequence) : undefined;
}
