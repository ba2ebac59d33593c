import type { Bucket } from './bucket.ts';
import type { Requester, S3State } from './operation.ts';
import type { S3Object } from './s3-object.ts';
import { type DeleteMarker, isMarker, type S3Version } from './s3-version.ts';
import { nextVersion, removeBytes } from './store-object.ts';

export interface Removal {
  readonly request: Requester;
  readonly key: string;
  /** The version to be removed for good; without one the key gets a delete marker where the bucket keeps versions. */
  readonly versionId?: string | undefined;
  /** `ObjectRemoved`, or `LifecycleExpiration`. */
  readonly kind?: string;
  /** Held against what is there, in the turn in which it is removed. @throws ServiceError */
  readonly check?: (current: S3Version | undefined) => void;
}

/** What was removed, or put in its place. */
export interface Removed {
  /** A delete marker that was made or removed. */
  readonly marker: DeleteMarker | undefined;
  readonly object: S3Object | undefined;
}

/** Removes an object as its bucket's versioning has it, and tells of it; nothing happens when it is not there. @source "Working with delete markers", Amazon S3 user guide */
export async function removeObject(on: S3State, bucket: Bucket, removal: Removal): Promise<Removed> {
  const { key, versionId, check } = removal;
  if (bucket.versioning === undefined) {
    const object = on.objects.get(bucket.name, key);
    check?.(object);
    if (!object) return { marker: undefined, object };
    await Promise.all([on.objects.delete(bucket.name, key), tellUploads(on, bucket, key)]);
    await removeBytes(on, [object]);
    tell(on, bucket, removal, { action: 'Delete' });
    return { marker: undefined, object };
  }
  await on.objects.settled(bucket.name, key);
  check?.(on.objects.newest(bucket.name, key));
  return versionId === undefined ? mark(on, bucket, removal) : removeVersion(on, bucket, { ...removal, versionId });
}

async function mark(on: S3State, bucket: Bucket, removal: Removal): Promise<Removed> {
  const { key } = removal;
  const { versionId, stamp, shelved, removed } = nextVersion(on, bucket, key);
  const marker: DeleteMarker = { deleteMarker: true, key, lastModifiedMs: on.world.now(), versionId, stamp };
  const change = on.objects.change(bucket.name, key, { current: undefined, shelved: [...shelved, marker], removed });
  await Promise.all([change, tellUploads(on, bucket, key)]);
  await removeBytes(on, removed);
  tell(on, bucket, removal, { action: 'DeleteMarkerCreated', versionId: versionId ?? 'null', eTag: 'd41d8cd98f00b204e9800998ecf8427e' });
  return { marker, object: undefined };
}

async function removeVersion(on: S3State, bucket: Bucket, removal: Removal & { readonly versionId: string }): Promise<Removed> {
  const { key, versionId } = removal;
  const version = on.objects.version(bucket.name, key, versionId);
  if (!version) return { marker: undefined, object: undefined };
  const current = on.objects.get(bucket.name, key);
  const stays = current !== undefined && current.versionId !== version.versionId ? current : undefined;
  // What was before it becomes the object again, unless a delete marker is the newest then.
  const next = stays ?? nextOf(on, bucket, version);
  const promoted = next && !isMarker(next) ? next : undefined;
  const removed = promoted && promoted !== stays ? [version, promoted] : [version];
  await on.objects.change(bucket.name, key, { current: promoted, removed });
  await removeBytes(on, [version]);
  tell(on, bucket, removal, { action: 'Delete', versionId });
  return isMarker(version) ? { marker: version, object: undefined } : { marker: undefined, object: version };
}

/** The newest of a key's versions but the one. */
function nextOf(on: S3State, bucket: Bucket, { key, versionId }: S3Version): S3Version | undefined {
  for (const version of on.objects.shelved(bucket.name, key)) if (version.versionId !== versionId) return version;
  return undefined;
}

/** A condition on an upload's completion looks back to its beginning. */
async function tellUploads({ uploads }: S3State, bucket: Bucket, key: string): Promise<void> {
  const open = uploads.all().filter((it) => it.bucket === bucket.name && it.key === key);
  await Promise.all(open.map((it) => uploads.put(it.uploadId, { ...it, keyWasDeleted: true })));
}

interface Told {
  readonly action: string;
  readonly versionId?: string;
  readonly eTag?: string;
}

function tell(on: S3State, bucket: Bucket, { key, request, kind = 'ObjectRemoved' }: Removal, { action, ...rest }: Told): void {
  on.changed({ bucket, key, eventName: `${kind}:${action}`, request, ...rest });
}
