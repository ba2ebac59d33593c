import { ServiceError } from '../../protocol/service-error.ts';
import type { Bucket } from './bucket.ts';
import type { S3State } from './operation.ts';
import type { S3Object } from './s3-object.ts';
import type { S3Request } from './s3-request.ts';
import { type DeleteMarker, isMarker, versionIdOf } from './s3-version.ts';
import { nullVersion, placeOfId } from './version-id.ts';

/** @throws ServiceError NoSuchBucket */
export function findBucket({ buckets }: S3State, name: string): Bucket {
  const bucket = buckets.get(name);
  if (!bucket) throw new ServiceError('NoSuchBucket', 'The specified bucket does not exist', 404, { BucketName: name });
  return bucket;
}

/** What an object is looked up by. */
export interface ObjectName {
  readonly bucket: string;
  readonly key: string;
  readonly versionId?: string | undefined;
}

/** A refusal whose answer has headers: those of the delete marker that it met. */
export class MarkerRefusal extends ServiceError {
  readonly headers: { readonly [name: string]: string };

  constructor(marker: DeleteMarker, refusal: ServiceError, headers: { readonly [name: string]: string } = {}) {
    super(refusal.code, refusal.message, refusal.status, refusal.members);
    this.headers = { 'x-amz-delete-marker': 'true', 'x-amz-version-id': versionIdOf(marker), ...headers };
  }
}

/** The object that a request names, or the version. @throws ServiceError NoSuchBucket, NoSuchKey, NoSuchVersion, MethodNotAllowed, InvalidArgument */
export function findObject(on: S3State, request: S3Request): S3Object {
  return findVersion(on, { bucket: request.bucket, key: request.key, versionId: versionIdIn(on, request) }, request.method);
}

/** @param method that is refused when a version is named that is a delete marker */
export function findVersion(on: S3State, { bucket, key, versionId }: ObjectName, method: string): S3Object {
  findBucket(on, bucket);
  if (versionId === undefined) {
    const newest = on.objects.newest(bucket, key);
    if (!newest) throw noSuchKey(key);
    if (isMarker(newest)) throw new MarkerRefusal(newest, noSuchKey(key));
    return newest;
  }
  const version = on.objects.version(bucket, key, versionId);
  if (!version) {
    const members = { Key: key, VersionId: versionId };
    throw new ServiceError('NoSuchVersion', 'The specified version does not exist.', 404, members);
  }
  if (isMarker(version)) throw markerNotAllowed(version, method);
  return version;
}

/** The same for what describes an object, which a delete marker has none of: that is refused by name even when it is the newest. */
export function findDescribed(on: S3State, request: S3Request): S3Object {
  const named = versionIdIn(on, request);
  const newest =
    named === undefined && request.bucket !== '' ? on.objects.newest(findBucket(on, request.bucket).name, request.key) : undefined;
  if (newest && isMarker(newest)) throw markerNotAllowed(newest, request.method);
  return findObject(on, request);
}

/** @source recordings of localstack's test_s3_api, test_delete_object_versioned and test_object_tagging_versioned */
function markerNotAllowed(marker: DeleteMarker, method: string): ServiceError {
  const message = 'The specified method is not allowed against this resource.';
  const refusal = new ServiceError('MethodNotAllowed', message, 405, { Method: method, ResourceType: 'DeleteMarker' });
  return new MarkerRefusal(marker, refusal, { allow: 'DELETE', 'last-modified': new Date(marker.lastModifiedMs).toUTCString() });
}

/**
 * The version that a request names.
 * @throws ServiceError InvalidArgument when no bucket can have given such an id, or the request's has never given any
 */
export function versionIdIn(on: S3State, { bucket, query }: Pick<S3Request, 'bucket' | 'query'>): string | undefined {
  return checkedVersionId(findBucket(on, bucket), query.get('versionId') ?? undefined);
}

export function checkedVersionId(bucket: Bucket, versionId: string | undefined): string | undefined {
  if (versionId === undefined || versionId === nullVersion) return versionId;
  if (bucket.versioning !== undefined && placeOfId(versionId) !== undefined) return versionId;
  const message = versionId === '' ? 'Version id cannot be the empty string' : 'Invalid version id specified';
  throw new ServiceError('InvalidArgument', message, 400, { ArgumentName: 'versionId', ArgumentValue: versionId });
}

export function noSuchKey(key: string): ServiceError {
  return new ServiceError('NoSuchKey', 'The specified key does not exist.', 404, { Key: key });
}

/** The headers that tell the version of an answer's object, in a bucket that has versions. */
export function versionHeaders(
  on: S3State,
  bucketName: string,
  version: { readonly versionId?: string | undefined },
): {
  readonly [name: string]: string;
} {
  return on.buckets.get(bucketName)?.versioning === undefined ? {} : { 'x-amz-version-id': versionIdOf(version) };
}

/** The same for what has just been made: versions that are called null are not told of. @source recordings of localstack's test_s3_api, test_put_object_on_suspended_bucket */
export function newVersionHeaders({ versionId }: { readonly versionId?: string | undefined }): { readonly [name: string]: string } {
  return versionId === undefined ? {} : { 'x-amz-version-id': versionId };
}
