/**
 * Where S3's records lie in the store. `o`, the bucket, a NUL and the key is a current object; `oV`, the same and the version's place is
 * what came before it, and a delete marker; `oU` is `upload-parts.ts`'s. No bucket's name has a capital letter.
 */

/** At most 1 + 63 + 1 + 1,024 bytes. */
export function keyOf(bucket: string, key: string): Buffer {
  return Buffer.from(`o${bucket}\0${key}`);
}

export function afterBucket(bucket: string): Buffer {
  return Buffer.from(`o${bucket}\x01`);
}

/** The first key that does not begin with the prefix and comes after all that do. */
export function afterPrefix(bucket: string, prefix: string): Buffer {
  return prefix === '' ? afterBucket(bucket) : following(keyOf(bucket, prefix));
}

/** Where the versions of keys that begin so lie, by key, the newest version first. */
export function versionsUnder(bucket: string, prefix: string): { readonly start: Buffer; readonly end: Buffer } {
  if (prefix === '') return { start: Buffer.from(`oV${bucket}\0`), end: Buffer.from(`oV${bucket}\x01`) };
  const start = withoutEnd(bucket, prefix);
  return { start, end: following(start) };
}

/** Where the versions of one key lie. */
export function versionsOf(bucket: string, key: string): { readonly start: Buffer; readonly end: Buffer } {
  const start = Buffer.concat([withoutEnd(bucket, key), keyEnd]);
  return { start, end: following(start) };
}

/** @param place sorts the versions of a key */
export function versionKeyOf(bucket: string, key: string, place: string): Buffer {
  return Buffer.concat([withoutEnd(bucket, key), keyEnd, Buffer.from(place)]);
}

/** A NUL that ends a key, and sorts before one that is part of it. */
const keyEnd: Buffer = Buffer.from([0, 1]);

function withoutEnd(bucket: string, key: string): Buffer {
  // The character of U+FFFD is no byte of 0xFF, but sorts after the 1 that ends a key, which is enough.
  return Buffer.from(`oV${bucket}\0${key.replaceAll('\0', '\0\ufffd')}`);
}

/** No byte of UTF-8 is 0xFF, so that adding one never carries over. */
function following(bytes: Buffer): Buffer {
  const next = Buffer.from(bytes);
  next[next.length - 1] = (next.at(-1) ?? 0) + 1;
  return next;
}
