import type { Store } from '../../../store/store.ts';
import type { World } from '../../../world/world.ts';
import type { WriteGroup } from '../items/write-group.ts';
import { streamRange, streamRecordKey } from '../tables/store-keys.ts';
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
  }

  nextSequence({ spaceId }: Stream): number {
    const known = this.#next.get(spaceId);
    if (known !== undefined) return known;
    const [last] = this.#store.keys({ ...streamRange(spaceId), reverse: true });
    return last ? Number(last.readBigUInt64BE(5)) + 1 : 1;
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
