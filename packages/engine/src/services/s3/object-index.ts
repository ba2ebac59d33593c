import type { Change, Store } from '../../store/store.ts';
import { afterBucket, afterPrefix, keyOf, versionKeyOf, versionsOf, versionsUnder } from './object-keys.ts';
import type { S3Object } from './s3-object.ts';
import { type S3Version, stampOf, versionIdOf } from './s3-version.ts';
import { nullVersion, placeOf, placeOfId } from './version-id.ts';

/** What becomes of a key's records. */
export interface KeyChange {
  /** The object that the key has from now on; undefined is none. */
  readonly current: S3Object | undefined;
  /** Versions that come to lie before it, or to be the delete marker that hides them. */
  readonly shelved?: readonly S3Version[];
  readonly removed?: readonly S3Version[];
}

/** Every object's record, in the order of its key's UTF-8 bytes, and those of former versions and delete markers. */
export class ObjectIndex {
  readonly #store: Store;
  /** Keys whose last change is on its way to the disk, where ranges do not see it yet. */
  readonly #changing = new Map<string, Promise<void>>();

  constructor(store: Store) {
    this.#store = store;
  }

  /** The current object. */
  get(bucket: string, key: string): S3Object | undefined {
    const value = this.#store.latest(keyOf(bucket, key));
    return value && JSON.parse(value.toString('utf8'));
  }

  /** The current object, or the delete marker in its place. */
  newest(bucket: string, key: string): S3Version | undefined {
    return this.get(bucket, key) ?? this.shelved(bucket, key).next().value ?? undefined;
  }

  /** @param versionId `null` is that of objects which their bucket gave none */
  version(bucket: string, key: string, versionId: string): S3Version | undefined {
    const current = this.get(bucket, key);
    if (current && versionIdOf(current) === versionId) return current;
    if (versionId === nullVersion) {
      for (const version of this.shelved(bucket, key)) if (version.versionId === undefined) return version;
      return undefined;
    }
    const value = this.#store.latest(versionKeyOf(bucket, key, placeOfId(versionId) ?? ''));
    const version: S3Version | undefined = value && JSON.parse(value.toString('utf8'));
    return version?.versionId === versionId ? version : undefined;
  }

  /** The versions of a key beside its current object, the newest first. */
  *shelved(bucket: string, key: string): Generator<S3Version, undefined> {
    for (const value of this.#store.values(versionsOf(bucket, key))) yield JSON.parse(value.toString('utf8'));
  }

  /** Resolves when all that was written of a key is where `shelved` sees it. What follows in the same turn is a transaction. */
  async settled(bucket: string, key: string): Promise<void> {
    const name = `${bucket}/${key}`;
    for (let change = this.#changing.get(name); change; change = this.#changing.get(name)) await change;
  }

  put(bucket: string, object: S3Object): Promise<void> {
    return this.#store.write([{ key: keyOf(bucket, object.key), value: bytesOf(object) }]);
  }

  /** Describes a version anew, where it lies. */
  rewrite(bucket: string, version: S3Object): Promise<void> {
    const current = this.get(bucket, version.key);
    const isCurrent = current !== undefined && current.versionId === version.versionId;
    return this.#write(bucket, version.key, [
      { key: isCurrent ? keyOf(bucket, version.key) : placeKeyOf(bucket, version), value: bytesOf(version) },
    ]);
  }

  change(bucket: string, key: string, { current, shelved = [], removed = [] }: KeyChange): Promise<void> {
    return this.#write(bucket, key, [
      ...removed.map((it) => ({ key: placeKeyOf(bucket, it), value: undefined })),
      ...shelved.map((it) => ({ key: placeKeyOf(bucket, it), value: bytesOf(it) })),
      { key: keyOf(bucket, key), value: current && bytesOf(current) },
    ]);
  }

  #write(bucket: string, key: string, changes: readonly Change[]): Promise<void> {
    const name = `${bucket}/${key}`;
    const written = this.#store.write(changes);
    const forget = (): void => {
      if (this.#changing.get(name) === settled) this.#changing.delete(name);
    };
    const settled: Promise<void> = written.then(forget, forget);
    this.#changing.set(name, settled);
    return written;
  }

  delete(bucket: string, key: string): Promise<void> {
    return this.#store.write([{ key: keyOf(bucket, key), value: undefined }]);
  }

  isEmpty(bucket: string): boolean {
    const ranges = [{ start: keyOf(bucket, ''), end: afterBucket(bucket) }, versionsUnder(bucket, '')];
    return ranges.every((range) => this.#store.keys(range)[Symbol.iterator]().next().done === true);
  }

  /** The current objects from a place on. @param from in the store's keys */
  *objects(bucket: string, prefix: string, from: Buffer): Generator<S3Object> {
    const [first, end] = [keyOf(bucket, prefix), afterPrefix(bucket, prefix)];
    const start = Buffer.compare(first, from) > 0 ? first : from;
    if (Buffer.compare(start, end) >= 0) return;
    for (const value of this.#store.values({ start, end })) yield JSON.parse(value.toString('utf8'));
  }

  /** What lies beside the current objects, by key and then the newest first. @param from a key */
  *shelvedUnder(bucket: string, prefix: string, from: string): Generator<S3Version> {
    const { start: first, end } = versionsUnder(bucket, prefix);
    const { start: begin } = versionsOf(bucket, from);
    const start = from === '' || Buffer.compare(first, begin) > 0 ? first : begin;
    if (Buffer.compare(start, end) >= 0) return;
    for (const value of this.#store.values({ start, end })) yield JSON.parse(value.toString('utf8'));
  }
}

function placeKeyOf(bucket: string, version: S3Version): Buffer {
  return versionKeyOf(bucket, version.key, placeOf(stampOf(version)));
}

function bytesOf(version: S3Version): Buffer {
  return Buffer.from(JSON.stringify(version));
}
