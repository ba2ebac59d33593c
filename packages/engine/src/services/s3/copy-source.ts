import { ServiceError } from '../../protocol/service-error.ts';
import { checkedVersionId, findBucket, findVersion, MarkerRefusal, type ObjectName } from './find.ts';
import type { S3State } from './operation.ts';
import type { S3Object } from './s3-object.ts';
import { versionIdOf } from './s3-version.ts';

/** The object of `x-amz-copy-source`: `/BUCKET/KEY?versionId=ID`, percent-encoded. @throws ServiceError InvalidArgument */
export function readCopySource(header: string): ObjectName {
  const [, path = '', versionId] = /^(.*?)(?:\?versionId=(.*))?$/s.exec(header) ?? [];
  const [, bucket, key] = /^\/?([^/]+)\/(.+)$/s.exec(decoded(path)) ?? [];
  if (bucket !== undefined && key !== undefined) return { bucket, key, versionId };
  const members = { ArgumentName: 'x-amz-copy-source', ArgumentValue: header };
  throw new ServiceError('InvalidArgument', 'Copy Source must mention the source bucket and key: sourcebucket/sourcekey', 400, members);
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** Classes whose objects have to be restored first. @source recordings of localstack's test_s3, TestS3DeepArchive */
export const archivedClasses: readonly string[] = ['GLACIER', 'DEEP_ARCHIVE'];

/** The object to be copied. @throws ServiceError NoSuchBucket, NoSuchKey, NoSuchVersion, InvalidRequest, ObjectNotInActiveTierError */
export function findSource(on: S3State, place: ObjectName): S3Object {
  checkedVersionId(findBucket(on, place.bucket), place.versionId);
  let source: S3Object;
  try {
    source = findVersion(on, place, 'GET');
  } catch (error) {
    if (!(error instanceof MarkerRefusal) || place.versionId === undefined) throw error;
    const message = 'The source of a copy request may not specifically refer to a delete marker by version id.';
    throw new ServiceError('InvalidRequest', message, 400);
  }
  if (!archivedClasses.includes(source.storageClass)) return source;
  const message = 'The source object of the COPY operation is not in the active tier and is only stored in Amazon S3 Glacier.';
  throw new ServiceError('ObjectNotInActiveTierError', message, 403);
}

/** Which version was copied, of a bucket that has versions. */
export function sourceHeaders(on: S3State, { bucket }: ObjectName, source: S3Object): { readonly [name: string]: string } {
  return on.buckets.get(bucket)?.versioning === undefined ? {} : { 'x-amz-copy-source-version-id': versionIdOf(source) };
}
