/** One change to the store: a new value for a key, or its removal when the value is undefined. */
export interface Change {
  readonly key: Buffer;
  readonly value: Buffer | undefined;
}

/** From `start`, included, to `end`, excluded, in the order of the bytes; `reverse` walks from the end. */
export interface Range {
  readonly start: Buffer;
  readonly end: Buffer;
  readonly reverse?: boolean;
}

/**
 * An ordered map of bytes on disk. One process holds it at a time. Whose a key is, its first byte tells: `t n c d i r s m` and what else
 * `dynamodb/tables/store-keys.ts` lists are DynamoDB's, `l` log events, `o` objects of S3, `q` messages of queues, `w` metrics, and `x` the
 * documents of every service.
 *
 * There are two views of it. `get`, `values` and `keys` see what is on disk: nothing they answer can be lost. `latest` also sees
 * what `write` was given and is still on its way there; code that reads with `latest` and calls `write` in the same turn of the
 * event loop is a serial transaction, since nothing runs in between and writes reach the disk in the order they were given.
 */
export interface Store {
  /** True once `close` has been called; nothing is to be read any more. */
  readonly closed: boolean;
  get(key: Buffer): Buffer | undefined;
  latest(key: Buffer): Buffer | undefined;
  /** A snapshot, to be walked within one turn of the event loop. */
  values(range: Range): Iterable<Buffer>;
  keys(range: Range): Iterable<Buffer>;
  /**
   * Applies the changes all together or not at all, and resolves once they are on disk. Those of many callers share one flush.
   * Rejects when the disk refuses; then every write given after it is refused as well, since it may rest on this one.
   */
  write(changes: readonly Change[]): Promise<void>;
  /** Resolves once everything given to `write` so far is on disk; rejects as the last write did. */
  settled(): Promise<void>;
  /** Finishes the writes under way and gives up the folder. */
  close(): Promise<void>;
}
