import type { Change, Store } from '../../store/store.ts';
import type { LogEvent, Position, StoredEvent } from './event.ts';
import { type Chunk, chunked, decodeChunk, encodeChunk, spanMs, writeSequence } from './event-chunk.ts';

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

/** How many events are read in one turn of the event loop, or a few more. */
const batchSize = 2000;
const prefix = 'l'.charCodeAt(0);
const keyLength = 1 + 8 + 6 + 8;
const lastMs = 2 ** 48 - 1;
const lastSequence = Number.MAX_SAFE_INTEGER;

/** The events of all groups: in the store under `l`, their group, their time and the order in which they came, some hundred in a record. */
export class EventLog {
  readonly #store: Store;
  readonly #now: () => number;
  #nextSequence = 0;

  constructor(store: Store, now: () => number) {
    this.#store = store;
    this.#now = now;
  }

  /** Resolves, with the events as they are stored, once they are on disk. @param events in the order of their times */
  async append(groupId: string, streamName: string, events: readonly LogEvent[]): Promise<readonly StoredEvent[]> {
    const ingestionTime = this.#now();
    const changes: Change[] = [];
    const stored: StoredEvent[] = [];
    for (const part of chunked(events)) {
      // Grows over restarts too: a thousand in each millisecond, then it runs ahead of the clock.
      const sequence = Math.max(this.#nextSequence, ingestionTime * 1024);
      this.#nextSequence = sequence + part.length;
      const first = { timestamp: part[0]?.timestamp ?? 0, sequence };
      changes.push({ key: keyOf(groupId, first), value: encodeChunk(first, streamName, { ingestionTime, events: part }) });
      for (const [index, { timestamp, message }] of part.entries())
        stored.push({ timestamp, sequence: sequence + index, streamName, ingestionTime, message });
    }
    await this.#store.write(changes);
    return stored;
  }

  /** Events in their order, a few thousand in each turn of the event loop. */
  async *read(range: EventRange): AsyncGenerator<readonly StoredEvent[]> {
    let after = range.after;
    for (;;) {
      const { events, isLast } = this.#batch({ ...range, after });
      if (events.length > 0) yield events;
      after = events.at(-1);
      if (isLast || after === undefined) return;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  /** Removes what is older than `beforeMs`, of one stream or of all; what came together goes together. */
  async remove(groupId: string, beforeMs: number, streamName?: string): Promise<void> {
    let start = { timestamp: 0, sequence: 0 };
    for (;;) {
      const found: Chunk[] = [];
      for (const chunk of this.#chunks(groupId, { start, end: { timestamp: Math.min(lastMs, beforeMs), sequence: lastSequence } })) {
        found.push(chunk);
        if (found.length === 100) break;
      }
      const last = found.at(-1);
      if (!last) return;
      const gone = found.filter((it) => it.lastMs < beforeMs && (streamName === undefined || it.streamName === streamName));
      await this.#store.write(gone.map(({ first }) => ({ key: keyOf(groupId, first), value: undefined })));
      start = { ...last.first, sequence: last.first.sequence + 1 };
    }
  }

  /** The next events behind `after`. Chunks overlap in time: an event is in its place once no chunk that is left can hold one before it. */
  #batch({ groupId, startMs, endMs, after, reverse = false }: EventRange): {
    readonly events: readonly StoredEvent[];
    readonly isLast: boolean;
  } {
    const first: Position = { timestamp: Math.max(0, startMs), sequence: -1 };
    const last: Position = { timestamp: Math.min(lastMs, endMs), sequence: lastSequence };
    const low = after && !reverse && isBefore(first, after) ? after : first;
    const high = after && reverse && isBefore(after, last) ? after : last;
    const found: StoredEvent[] = [];
    const start = { timestamp: Math.max(0, low.timestamp - spanMs), sequence: 0 };
    for (const chunk of this.#chunks(groupId, { start, end: high, reverse })) {
      if (found.length >= batchSize) {
        const settled = found.filter((it) => (reverse ? it.timestamp > chunk.first.timestamp + spanMs : isBefore(it, chunk.first)));
        if (settled.length > 0) return { events: inOrder(settled, reverse), isLast: false };
      }
      for (const event of chunk.events) if (isBefore(low, event) && isBefore(event, high)) found.push(event);
    }
    return { events: inOrder(found, reverse), isLast: true };
  }

  *#chunks(groupId: string, { start, end, reverse = false }: { start: Position; end: Position; reverse?: boolean }): Generator<Chunk> {
    if (this.#store.closed || !isBefore(start, end)) return;
    for (const value of this.#store.values({ start: keyOf(groupId, start), end: keyOf(groupId, end), reverse })) yield decodeChunk(value);
  }
}

export function isBefore(one: Position, other: Position): boolean {
  return one.timestamp < other.timestamp || (one.timestamp === other.timestamp && one.sequence < other.sequence);
}

function inOrder(events: StoredEvent[], reverse: boolean): readonly StoredEvent[] {
  return events.sort((a, b) => (reverse ? -1 : 1) * (a.timestamp - b.timestamp || a.sequence - b.sequence));
}

function keyOf(groupId: string, { timestamp, sequence }: Position): Buffer {
  const key = Buffer.allocUnsafe(keyLength);
  key[0] = prefix;
  key.write(groupId, 1, 8, 'hex');
  key.writeUIntBE(timestamp, 9, 6);
  writeSequence(key, sequence, 15);
  return key;
}
