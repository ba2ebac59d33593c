import type { Bucket } from './bucket.ts';
import { checkWriteConditions } from './conditions.ts';
import { findBucket } from './find.ts';
import type { S3State } from './operation.ts';
import type { S3Object } from './s3-object.ts';
import type { S3Request } from './s3-request.ts';
import { isMarker, type S3Version, stampOf } from './s3-version.ts';
import { makeVersionId } from './version-id.ts';

export interface Creation {
  readonly request: S3Request;
  readonly object: S3Object;
  readonly eventName: string;
}

/** Stores an object whose bytes are its own: when it is refused, they are removed. @throws ServiceError as `storeObject` */
export async function storeWritten(on: S3State, creation: Creation): Promise<S3Object> {
  try {
    return await storeObject(on, creation);
  } catch (error) {
    await removeBytes(on, [creation.object]);
    throw error;
  }
}

/**
 * Puts an object in the place of what was there: that becomes a version of its own where the bucket keeps versions, and its bytes are
 * removed where it does not. The request's conditions are held against what is there now: another client may have written, or removed the
 * bucket, while the bytes came.
 * @returns the object, with its version
 * @throws ServiceError PreconditionFailed, NoSuchKey, NoSuchBucket
 */
export async function storeObject(on: S3State, { request, object, eventName }: Creation): Promise<S3Object> {
  const { key } = object;
  if (findBucket(on, request.bucket).versioning !== undefined) await on.objects.settled(request.bucket, key);
  const bucket = findBucket(on, request.bucket);
  const before = on.objects.get(bucket.name, key);
  checkWriteConditions(request, before);
  let stored: S3Object = { ...object, stamp: on.stamp() };
  let removed: readonly S3Version[] = before ? [before] : [];
  if (bucket.versioning === undefined) await on.objects.put(bucket.name, stored);
  else {
    const next = nextVersion(on, bucket, key);
    stored = { ...object, stamp: next.stamp, versionId: next.versionId };
    removed = next.removed;
    await on.objects.change(bucket.name, key, { current: stored, shelved: next.shelved, removed });
  }
  await removeBytes(on, removed);
  const { size, eTag, versionId } = stored;
  on.changed({ bucket, key, size, eTag, versionId, eventName, request });
  return stored;
}

export interface NextVersion {
  readonly versionId: string | undefined;
  readonly stamp: number;
  /** The version that was current, when it stays. */
  readonly shelved: readonly S3Version[];
  /** A version called null, when the next one is called so too. */
  readonly removed: readonly S3Version[];
}

/** What a version that is made now is called, and what becomes of the others. To be called once `settled` has resolved. */
export function nextVersion(on: S3State, bucket: Bucket, key: string): NextVersion {
  const current = on.objects.get(bucket.name, key);
  const newest = on.objects.newest(bucket.name, key);
  // A clock that was set back must not put a version behind older ones.
  const stamp = Math.max(on.stamp(), newest ? stampOf(newest) + 1 : 0);
  if (bucket.versioning === 'Enabled')
    return { versionId: makeVersionId(on.world, stamp), stamp, shelved: current ? [current] : [], removed: [] };
  const unnamed = on.objects.version(bucket.name, key, 'null');
  const stays = current !== undefined && current.versionId !== undefined;
  return { versionId: undefined, stamp, shelved: stays ? [current] : [], removed: unnamed ? [unnamed] : [] };
}

/** Delete markers have none. */
export async function removeBytes(on: S3State, versions: readonly S3Version[]): Promise<void> {
  const parts = versions.flatMap((it) => (isMarker(it) ? [] : it.parts));
  await Promise.all(parts.map(({ blobId }) => on.blobs.delete(blobId)));
}
