import type { Change, Store } from '../../store/store.ts';

/** Where an event stands among those of its group: by its time, then in the order in which it came. */
export interface Position {
  readonly timestamp: number;
  readonly sequence: number;
}

export interface StoredEvent extends Position {
  readonly streamName: string;
  readonly ingestionTime: number;
  readonly message: string;
}

export interface LogEvent {
  readonly timestamp: number;
  readonly message: string;
}

export interface EventRange {
  readonly groupId: string;
  /** Included. */
  readonly startMs: number;
  /** Included. */
  readonly endMs: number;
  /** Events behind it alone (before it, when `reverse`). */
  readonly after?: Position | undefined;
  readonly reverse?: boolean;
}

/** How many events are read in one turn of the event loop. */
const batchSize = 2000;
const prefix = 'l'.charCodeAt(0);
const keyLength = 1 + 8 + 6 + 8;
const lastMs = 2 ** 48 - 1;
const lastSequence = Number.MAX_SAFE_INTEGER;

/** The events of all groups: in the store under `l`, their group, their time and the order in which they came. */
export class EventLog {
  readonly #store: Store;
  readonly #now: () => number;
  #lastSequence = 0;

  constructor(store: Store, now: () => number) {
    this.#store = store;
    this.#now = now;
  }

  /** Resolves, with the events as they are stored, once they are on disk. */
  async append(groupId: string, streamName: string, events: readonly LogEvent[]): Promise<readonly StoredEvent[]> {
    const ingestionTime = this.#now();
    const stored = events.map(({ timestamp, message }) => ({ timestamp, message, streamName, ingestionTime, sequence: this.#sequence() }));
    await this.#store.write(stored.map((it): Change => ({ key: keyOf(groupId, it), value: encode(it) })));
    return stored;
  }

  /** Events in their order, a few thousand in each turn of the event loop. */
  async *read(range: EventRange): AsyncGenerator<readonly StoredEvent[]> {
    let after = range.after;
    for (;;) {
      const batch = this.#batch({ ...range, after });
      if (batch.length > 0) yield batch;
      after = batch.at(-1);
      if (batch.length < batchSize || after === undefined || this.#store.closed) return;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  /** Removes what is older than `beforeMs`, or all that `wanted` names. */
  async remove(groupId: string, beforeMs: number, wanted: (event: StoredEvent) => boolean = () => true): Promise<void> {
    for await (const batch of this.read({ groupId, startMs: 0, endMs: beforeMs - 1 })) {
      await this.#store.write(batch.filter(wanted).map((it) => ({ key: keyOf(groupId, it), value: undefined })));
    }
  }

  #batch({ groupId, startMs, endMs, after, reverse = false }: EventRange): StoredEvent[] {
    if (this.#store.closed) return [];
    const first = { timestamp: Math.max(0, startMs), sequence: 0 };
    const last = { timestamp: Math.min(lastMs, endMs), sequence: lastSequence };
    const start = after && !reverse && isBefore(first, after) ? { ...after, sequence: after.sequence + 1 } : first;
    const end = after && reverse && isBefore(after, last) ? after : last;
    if (!isBefore(start, end)) return [];
    const batch: StoredEvent[] = [];
    for (const value of this.#store.values({ start: keyOf(groupId, start), end: keyOf(groupId, end), reverse })) {
      batch.push(decode(value));
      if (batch.length === batchSize) break;
    }
    return batch;
  }

  /** Grows over restarts too: a thousand in each millisecond, then it runs ahead of the clock. */
  #sequence(): number {
    this.#lastSequence = Math.max(this.#lastSequence + 1, this.#now() * 1024);
    return this.#lastSequence;
  }
}

export function isBefore(one: Position, other: Position): boolean {
  return one.timestamp < other.timestamp || (one.timestamp === other.timestamp && one.sequence < other.sequence);
}

function keyOf(groupId: string, { timestamp, sequence }: Position): Buffer {
  const key = Buffer.allocUnsafe(keyLength);
  key[0] = prefix;
  key.write(groupId, 1, 8, 'hex');
  key.writeUIntBE(timestamp, 9, 6);
  writeSequence(key, sequence, 15);
  return key;
}

function writeSequence(into: Buffer, sequence: number, at: number): void {
  into.writeUInt32BE(Math.floor(sequence / 2 ** 32), at);
  into.writeUInt32BE(sequence % 2 ** 32, at + 4);
}

function encode({ timestamp, sequence, ingestionTime, streamName, message }: StoredEvent): Buffer {
  const nameLength = Buffer.byteLength(streamName);
  const value = Buffer.allocUnsafe(22 + nameLength + Buffer.byteLength(message));
  value.writeUIntBE(timestamp, 0, 6);
  writeSequence(value, sequence, 6);
  value.writeUIntBE(ingestionTime, 14, 6);
  value.writeUInt16BE(nameLength, 20);
  value.write(streamName, 22);
  value.write(message, 22 + nameLength);
  return value;
}

function decode(value: Buffer): StoredEvent {
  const messageAt = 22 + value.readUInt16BE(20);
  return {
    timestamp: value.readUIntBE(0, 6),
    sequence: value.readUInt32BE(6) * 2 ** 32 + value.readUInt32BE(10),
    ingestionTime: value.readUIntBE(14, 6),
    streamName: value.toString('utf8', 22, messageAt),
    message: value.toString('utf8', messageAt),
  };
}
