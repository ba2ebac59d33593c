import { ServiceError } from '../../protocol/service-error.ts';
import type { Store } from '../../store/store.ts';
import type { Bucket } from './bucket.ts';
import { dropUpload } from './find-upload.ts';
import { abortOf, expiryOf, isAbout, type LifecycleRule, lifecycleRulesOf, midnightAfter } from './lifecycle-rules.ts';
import type { Requester, S3State } from './operation.ts';
import { removeObject } from './remove-object.ts';
import type { S3Object } from './s3-object.ts';
import { isMarker, type S3Version, stampOf, versionIdOf } from './s3-version.ts';
import { slicesOf } from './version-slices.ts';

/**
 * Does what the buckets' lifecycles say is due: removes objects, former versions and delete markers that hide nothing, and ends uploads
 * that nobody completed. @source "Lifecycle configuration elements", Amazon S3 user guide
 */
export async function expireObjects(on: S3State, store: Store): Promise<void> {
  for (const bucket of on.buckets.all()) {
    const rules = lifecycleRulesOf(bucket);
    if (rules.length === 0) continue;
    await abortUploads(on, bucket, rules);
    let walked: Walked | undefined;
    for await (const versions of slicesOf(on, store, bucket.name)) {
      for (const version of versions) {
        walked = stepTo(version, walked);
        if (isDue(on, bucket, rules, walked)) await remove(on, bucket, walked);
      }
    }
  }
}

async function abortUploads(on: S3State, { name }: Bucket, rules: readonly LifecycleRule[]): Promise<void> {
  for (const upload of on.uploads.all()) {
    if (upload.bucket !== name || on.completing.has(upload.uploadId)) continue;
    const end = abortOf(rules, upload);
    if (end && end.atMs <= on.world.now()) await dropUpload(on, upload);
  }
}

/** A version, and what lies above it. */
interface Walked {
  readonly version: S3Version;
  /** When a newer version took its place; undefined of the newest. */
  readonly noncurrentSinceMs: number | undefined;
  /** How many former versions are newer. */
  readonly newerNoncurrent: number;
}

function stepTo(version: S3Version, before: Walked | undefined): Walked {
  if (before?.version.key !== version.key) return { version, noncurrentSinceMs: undefined, newerNoncurrent: 0 };
  const newerNoncurrent = before.noncurrentSinceMs === undefined ? 0 : before.newerNoncurrent + 1;
  return { version, noncurrentSinceMs: before.version.lastModifiedMs, newerNoncurrent };
}

function isDue(
  on: S3State,
  bucket: Bucket,
  rules: readonly LifecycleRule[],
  { version, noncurrentSinceMs, newerNoncurrent }: Walked,
): boolean {
  const nowMs = on.world.now();
  if (noncurrentSinceMs !== undefined)
    return rules.some(
      (rule) =>
        rule.noncurrent !== undefined &&
        newerNoncurrent >= rule.noncurrent.newerKept &&
        midnightAfter(noncurrentSinceMs, rule.noncurrent.days) <= nowMs &&
        isAbout(rule, describedBy(version)),
    );
  if (!isMarker(version)) return (expiryOf(rules, version)?.atMs ?? Number.POSITIVE_INFINITY) <= nowMs;
  const described = describedBy(version);
  const isLonely = [...on.objects.shelved(bucket.name, version.key)].length === 1;
  return isLonely && rules.some((rule) => isAbout(rule, described) && marksExpire(rule, described, nowMs));
}

/** A rule that has objects expire by their age cleans up the markers that are left of them as well. */
function marksExpire(rule: LifecycleRule, marker: S3Object, nowMs: number): boolean {
  if (rule.expiration?.lonelyMarkers) return true;
  return rule.expiration?.days !== undefined && midnightAfter(marker.lastModifiedMs, rule.expiration.days) <= nowMs;
}

/** A delete marker has no tags and no bytes. */
function describedBy(version: S3Version): S3Object {
  if (!isMarker(version)) return version;
  const { key, lastModifiedMs } = version;
  return { key, lastModifiedMs, size: 0, eTag: '', parts: [], headers: {}, tags: {}, storageClass: 'STANDARD' };
}

async function remove(on: S3State, bucket: Bucket, { version, noncurrentSinceMs }: Walked): Promise<void> {
  const request: Requester = { principalId: 's3.amazonaws.com', sourceIp: 's3.amazonaws.com', requestId: on.world.uuid() };
  const isObject = noncurrentSinceMs === undefined && !isMarker(version);
  const removal = { key: version.key, request, kind: 'LifecycleExpiration' };
  // A client may have written since the listing: then the version is no longer the newest.
  const check = (current: S3Version | undefined): void => {
    if (isObject && (!current || stampOf(current) !== stampOf(version))) throw new ServiceError('NoSuchKey', 'written over');
  };
  try {
    await removeObject(on, bucket, isObject ? { ...removal, check } : { ...removal, versionId: versionIdOf(version) });
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
  }
}
