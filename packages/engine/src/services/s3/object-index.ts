import type { Store } from '../../store/store.ts';
import type { S3Object } from './s3-object.ts';

/** What a listing is cut by. */
export interface Listing {
  readonly prefix: string;
  readonly delimiter: string | undefined;
  /** Only what comes after it, in the order of UTF-8 bytes. */
  readonly after: string;
  readonly limit: number;
}

export interface Listed {
  readonly objects: readonly S3Object[];
  readonly commonPrefixes: readonly string[];
  /** The last key or common prefix, when there is more. */
  readonly lastOfMany: string | undefined;
}

/** Every object's record, in the order of its key's UTF-8 bytes. */
export class ObjectIndex {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  get(bucket: string, key: string): S3Object | undefined {
    const value = this.#store.latest(keyOf(bucket, key));
    return value && JSON.parse(value.toString('utf8'));
  }

  put(bucket: string, object: S3Object): Promise<void> {
    return this.#store.write([{ key: keyOf(bucket, object.key), value: Buffer.from(JSON.stringify(object)) }]);
  }

  delete(bucket: string, key: string): Promise<void> {
    return this.#store.write([{ key: keyOf(bucket, key), value: undefined }]);
  }

  isEmpty(bucket: string): boolean {
    return (
      this.#store
        .keys({ start: keyOf(bucket, ''), end: afterBucket(bucket) })
        [Symbol.iterator]()
        .next().done === true
    );
  }

  /** Keys that share a beginning up to the delimiter count as one, and are jumped over. */
  list(bucket: string, { prefix, delimiter, after, limit }: Listing): Listed {
    const objects: S3Object[] = [];
    const commonPrefixes: string[] = [];
    const end = afterPrefix(bucket, prefix);
    let start = laterOf(keyOf(bucket, prefix), startAfter(bucket, { after, prefix, delimiter }));
    let last: string | undefined;
    for (;;) {
      const jump = this.#walk({ start, end }, (object) => {
        const common = delimiter === undefined ? undefined : commonPrefixOf(object.key, prefix, delimiter);
        if (objects.length + commonPrefixes.length >= limit) return 'full';
        if (common === undefined) objects.push(object);
        else commonPrefixes.push(common);
        last = common ?? object.key;
        return common === undefined ? undefined : afterPrefix(bucket, common);
      });
      if (jump === 'full') return { objects, commonPrefixes, lastOfMany: limit === 0 ? undefined : last };
      if (jump === undefined) return { objects, commonPrefixes, lastOfMany: undefined };
      start = jump;
    }
  }

  /** Visits objects until one answers where to go on, or that there is enough. */
  #walk(
    range: { readonly start: Buffer; readonly end: Buffer },
    visit: (object: S3Object) => Buffer | 'full' | undefined,
  ): Buffer | 'full' | undefined {
    if (Buffer.compare(range.start, range.end) >= 0) return undefined;
    for (const value of this.#store.values(range)) {
      const outcome = visit(JSON.parse(value.toString('utf8')));
      if (outcome !== undefined) return outcome;
    }
    return undefined;
  }
}

/** What a key counts as, where keys that share a beginning up to the delimiter count as one. */
export function commonPrefixOf(key: string, prefix: string, delimiter: string | undefined): string | undefined {
  if (delimiter === undefined) return undefined;
  const at = key.indexOf(delimiter, prefix.length);
  return at < 0 ? undefined : key.slice(0, at + delimiter.length);
}

/** Where a listing goes on after a key, or after a common prefix and all that it stands for. */
function startAfter(bucket: string, { after, prefix, delimiter }: Pick<Listing, 'after' | 'prefix' | 'delimiter'>): Buffer {
  if (after === '') return keyOf(bucket, '');
  const isCommon = delimiter !== undefined && after.startsWith(prefix) && commonPrefixOf(after, prefix, delimiter) === after;
  return isCommon ? afterPrefix(bucket, after) : Buffer.concat([keyOf(bucket, after), Buffer.alloc(1)]);
}

function laterOf(a: Buffer, b: Buffer): Buffer {
  return Buffer.compare(a, b) > 0 ? a : b;
}

/** `o`, the bucket, a NUL, the key: at most 1 + 63 + 1 + 1,024 bytes. */
function keyOf(bucket: string, key: string): Buffer {
  return Buffer.from(`o${bucket}\0${key}`);
}

function afterBucket(bucket: string): Buffer {
  return Buffer.from(`o${bucket}\x01`);
}

/** The first key that does not begin with the prefix and comes after all that do. */
function afterPrefix(bucket: string, prefix: string): Buffer {
  if (prefix === '') return afterBucket(bucket);
  const bytes = keyOf(bucket, prefix);
  // No byte of UTF-8 is 0xFF, so that adding one never carries over.
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) + 1;
  return bytes;
}
