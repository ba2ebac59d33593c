import type { ObjectIndex } from './object-index.ts';
import { keyOf } from './object-keys.ts';
import { commonPrefixOf } from './object-listing.ts';
import { type S3Version, versionIdOf } from './s3-version.ts';
import { placeOfId } from './version-id.ts';

/** What a listing of versions is cut by. */
export interface VersionListing {
  readonly prefix: string;
  readonly delimiter: string | undefined;
  /** Only what comes after all versions of that key, or after one of them. */
  readonly keyMarker: string;
  readonly versionIdMarker: string | undefined;
  readonly limit: number;
}

export interface ListedVersion {
  readonly version: S3Version;
  readonly isLatest: boolean;
}

export interface ListedVersions {
  readonly versions: readonly ListedVersion[];
  readonly commonPrefixes: readonly string[];
  /** Where the listing goes on, when there is more: a common prefix has no version. */
  readonly next: { readonly key: string; readonly versionId?: string } | undefined;
}

/** Every version and delete marker of a bucket, by key and then the newest first. @source recordings of localstack's test_s3_list_operations */
export function listVersionsOf(index: ObjectIndex, bucket: string, listing: VersionListing): ListedVersions {
  const { prefix, delimiter, keyMarker, versionIdMarker, limit } = listing;
  const versions: ListedVersion[] = [];
  const commonPrefixes: string[] = [];
  const markedPrefix = keyMarker.startsWith(prefix) ? commonPrefixOf(keyMarker, prefix, delimiter) : undefined;
  let last: ListedVersions['next'];
  if (limit === 0) return { versions, commonPrefixes, next: undefined };
  for (const listed of after(inOrder(index, bucket, prefix, keyMarker), keyMarker, versionIdMarker)) {
    const { key } = listed.version;
    const common = commonPrefixOf(key, prefix, delimiter);
    if (common !== undefined && (common === markedPrefix || common === commonPrefixes.at(-1))) continue;
    if (versions.length + commonPrefixes.length >= limit) return { versions, commonPrefixes, next: last };
    if (common === undefined) versions.push(listed);
    else commonPrefixes.push(common);
    last = common === undefined ? { key, versionId: versionIdOf(listed.version) } : { key: common };
  }
  return { versions, commonPrefixes, next: undefined };
}

/** Leaves out what the markers say has been listed. */
function* after(
  listed: Iterable<ListedVersion>,
  keyMarker: string,
  versionIdMarker: string | undefined,
): Generator<ListedVersion, undefined> {
  const place = versionIdMarker === undefined ? undefined : placeOfId(versionIdMarker);
  let isPast = false;
  for (const it of listed) {
    if (keyMarker === '' || it.version.key !== keyMarker) yield it;
    else if (isPast) yield it;
    else if (versionIdMarker !== undefined) {
      const versionId = versionIdOf(it.version);
      // The marked version may be gone by now: those after it are told by their place.
      const own = placeOfId(versionId);
      if (place !== undefined && own !== undefined && own > place) yield it;
      isPast = versionId === versionIdMarker;
    }
  }
}

/** The current objects and what lies beside them, from a key on: of one key the current object is the newest. */
function* inOrder(index: ObjectIndex, bucket: string, prefix: string, from: string): Generator<ListedVersion> {
  const shelved = index.shelvedUnder(bucket, prefix, from);
  let beside = shelved.next();
  let former: string | undefined;
  for (const object of index.objects(bucket, prefix, keyOf(bucket, from))) {
    for (; !beside.done && isBefore(beside.value.key, object.key); beside = shelved.next()) {
      yield { version: beside.value, isLatest: beside.value.key !== former };
      former = beside.value.key;
    }
    yield { version: object, isLatest: true };
    former = object.key;
  }
  for (; !beside.done; beside = shelved.next()) {
    yield { version: beside.value, isLatest: beside.value.key !== former };
    former = beside.value.key;
  }
}

function isBefore(key: string, other: string): boolean {
  return key !== other && Buffer.compare(Buffer.from(key), Buffer.from(other)) < 0;
}
