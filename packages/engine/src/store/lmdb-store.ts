import { createRequire } from 'node:module';
import type { open as openDatabase, RootDatabase } from 'lmdb';
import { pageBytes } from './data-file.ts';
import { checkSpace, freeBytes } from './disk-space.ts';
import type { Change, Range, Store } from './store.ts';

// Its CommonJS form is a single file, which loads in half the time of its ES modules.
const { open }: { readonly open: typeof openDatabase } = createRequire(import.meta.url)('lmdb');

/** Writes of many callers share a transaction up to this size, so that one flood does not hold back all others. */
const transactionBytes = 32 * 1024 * 1024;

export interface LmdbOptions {
  readonly file: string;
  /** False leaves flushing to the operating system: for data that need not outlive the process. */
  readonly durable: boolean;
  /** Bytes that the disk still has; a test says otherwise than the disk. */
  readonly free?: () => number;
  /** What is left to do once the file is closed. */
  readonly onClosed: () => void;
}

/** A group of writes that goes to disk in one transaction. */
interface Batch {
  /** By key: of several changes to one key only the last has to be written. */
  readonly changes: Map<string, Change>;
  sizeBytes: number;
  readonly done: Promise<void>;
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * The store on LMDB, under the conditions of docs/decisions/0001-store.md: only asynchronous batches, one under way at a time,
 * acknowledged after the flush.
 */
export function openLmdbStore({ file, durable, onClosed, free = () => freeBytes(file) }: LmdbOptions): Store {
  const keys = new KeyCodec();
  const options = {
    path: file,
    noSubdir: true,
    pageSize: pageBytes,
    keyEncoder: keys,
    encoding: 'binary' as const,
    encoder: { encode: (value: Buffer) => value, decode: copyOf },
    // A commit is acknowledged after the flush, not before it.
    overlappingSync: false,
    noSync: !durable,
    eventTurnBatching: false,
  };
  const database: RootDatabase<Buffer, Buffer> = open(options);
  const queue: Batch[] = [];
  /** The one on its way to the disk. */
  let underway: Batch | undefined;
  let writing: Promise<void> | undefined;
  let last: Promise<void> = Promise.resolve();
  let closed = false;

  async function writeQueue(): Promise<void> {
    // Let the callers of this turn of the event loop join the first batch.
    await Promise.resolve();
    for (let batch = queue.shift(); batch; batch = queue.shift()) {
      underway = batch;
      try {
        if (durable) checkSpace(file, 2 * batch.sizeBytes, free());
        await writeBatch(database, batch.changes.values());
        database.resetReadTxn();
      } catch (error) {
        // What came after was decided on values that never reached the disk.
        underway = undefined;
        for (const refused of [batch, ...queue.splice(0)]) refused.reject(error);
        continue;
      }
      underway = undefined;
      batch.resolve();
    }
    writing = undefined;
  }

  /** The library ends the process when a closed database is read. */
  function opened(): RootDatabase<Buffer, Buffer> {
    if (closed) throw new Error('The store is closed.');
    return database;
  }

  /** What the last of the writes still on their way makes of a key. */
  function changeOf(key: Buffer): Change | undefined {
    if (!underway && queue.length === 0) return undefined;
    const name = key.toString('latin1');
    for (let at = queue.length - 1; at >= 0; at--) {
      const change = queue[at]?.changes.get(name);
      if (change) return change;
    }
    return underway?.changes.get(name);
  }

  return {
    get closed() {
      return closed;
    },
    get: (key) => readValue(opened(), key),
    latest(key) {
      const change = changeOf(key);
      return change ? change.value : readValue(opened(), key);
    },
    *values(range) {
      const entries = opened().getRange(rangeOptions(range))[Symbol.iterator]();
      try {
        for (;;) {
          keys.wanted = false;
          const { done, value: entry } = entries.next();
          keys.wanted = true;
          if (done) return;
          yield entry.value;
        }
      } finally {
        keys.wanted = true;
        entries.return?.();
      }
    },
    keys: (range) => opened().getKeys(rangeOptions(range)),
    write(changes) {
      if (closed) return Promise.reject(new Error('The store is closed.'));
      let batch = queue.at(-1);
      if (!batch || batch.sizeBytes > transactionBytes) {
        batch = createBatch();
        queue.push(batch);
      }
      for (const change of changes) {
        batch.changes.set(change.key.toString('latin1'), change);
        batch.sizeBytes += change.key.length + (change.value?.length ?? 0);
      }
      last = batch.done;
      writing ??= writeQueue();
      return batch.done;
    },
    settled: () => (writing ? last : Promise.resolve()),
    async close() {
      if (closed) return;
      closed = true;
      await writing;
      // The library resets its read transaction by a timer, which must not find it gone.
      database.resetReadTxn();
      await database.close();
      onClosed();
    },
  };
}

/** Keys as they are. While only values are walked through, none are made of them: that is a tenth of the work. */
class KeyCodec {
  wanted = true;

  readonly writeKey = (key: Buffer, target: Buffer, start: number): number => {
    target.set(key, start);
    return start + key.length;
  };

  readonly readKey = (target: Buffer, start: number, end: number): Buffer | undefined => {
    if (!this.wanted) return undefined;
    const key = Buffer.allocUnsafe(end - start);
    target.copy(key, 0, start, end);
    return key;
  };
}

function readValue(database: RootDatabase<Buffer, Buffer>, key: Buffer): Buffer | undefined {
  const bytes = database.getBinaryFast(key);
  return bytes && copyOf(bytes, bytes.length);
}

/**
 * The library reads into one buffer of its own, whose length as an array is that of the longest value. What is in it is copied into pooled
 * memory: the library's own copies each have memory of their own, which costs three times as much.
 */
function copyOf(bytes: Uint8Array, sizeBytes: number = bytes.length): Buffer {
  const value = Buffer.allocUnsafe(sizeBytes);
  value.set(new Uint8Array(bytes.buffer, bytes.byteOffset, sizeBytes));
  return value;
}

async function writeBatch(database: RootDatabase<Buffer, Buffer>, changes: Iterable<Change>): Promise<void> {
  const refused = (error: unknown): void => {
    // The library's promise for the cause is rejected as well, and nobody else waits for it.
    if (error instanceof Error && 'commitError' in error && error.commitError instanceof Promise) error.commitError.catch(() => undefined);
  };
  try {
    await database.batch(() => {
      let told: Promise<boolean> | undefined;
      for (const { key, value } of changes) {
        const done = value ? database.put(key, value) : database.remove(key);
        // The changes' own promises, nearly always one for all, fail with their batch.
        if (done !== told) done.catch(refused);
        told = done;
      }
    });
  } catch (error) {
    refused(error);
    throw await causeOf(error);
  }
}

/** What the disk said: the library tells the cause a little later than the failure. */
async function causeOf(error: unknown): Promise<unknown> {
  if (!(error instanceof Error && 'commitError' in error && error.commitError instanceof Promise)) return error;
  try {
    await error.commitError;
  } catch (cause) {
    return cause;
  }
  return error;
}

function createBatch(): Batch {
  const { promise, resolve, reject } = withResolvers();
  // A caller who does not wait is told by the next write; his silence is no unhandled rejection.
  promise.catch(() => undefined);
  return { changes: new Map(), sizeBytes: 0, done: promise, resolve, reject };
}

function withResolvers(): { promise: Promise<void>; resolve: () => void; reject: (reason: unknown) => void } {
  let resolve = (): void => undefined;
  let reject = (_reason: unknown): void => undefined;
  const promise = new Promise<void>((accept, refuse) => {
    resolve = accept;
    reject = refuse;
  });
  return { promise, resolve, reject };
}

/** LMDB walks backwards from `start` down to `end`, both as given: the bounds change places, and so does which is included. */
function rangeOptions({ start, end, reverse }: Range): {
  start: Buffer;
  end: Buffer;
  reverse?: boolean;
  exclusiveStart?: boolean;
  inclusiveEnd?: boolean;
} {
  return reverse ? { start: end, end: start, reverse: true, exclusiveStart: true, inclusiveEnd: true } : { start, end };
}
