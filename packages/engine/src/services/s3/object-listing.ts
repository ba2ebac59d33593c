import type { ObjectIndex } from './object-index.ts';
import { afterPrefix, keyOf } from './object-keys.ts';
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

/** The current objects of a bucket. Keys that share a beginning up to the delimiter count as one, and are jumped over. */
export function listObjectsOf(index: ObjectIndex, bucket: string, { prefix, delimiter, after, limit }: Listing): Listed {
  const objects: S3Object[] = [];
  const commonPrefixes: string[] = [];
  let from: Buffer | undefined = startAfter(bucket, { after, prefix, delimiter });
  let last: string | undefined;
  while (from) {
    const start: Buffer = from;
    from = undefined;
    for (const object of index.objects(bucket, prefix, start)) {
      if (objects.length + commonPrefixes.length >= limit) return { objects, commonPrefixes, lastOfMany: limit === 0 ? undefined : last };
      const common = commonPrefixOf(object.key, prefix, delimiter);
      last = common ?? object.key;
      if (common === undefined) objects.push(object);
      else {
        commonPrefixes.push(common);
        from = afterPrefix(bucket, common);
        break;
      }
    }
  }
  return { objects, commonPrefixes, lastOfMany: undefined };
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
