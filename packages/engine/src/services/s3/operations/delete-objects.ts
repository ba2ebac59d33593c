import { ServiceError } from '../../../protocol/service-error.ts';
import type { Bucket } from '../bucket.ts';
import { checkBypass, eTagMatches } from '../conditions.ts';
import { checkedVersionId, findBucket, noSuchKey } from '../find.ts';
import type { S3Operation, S3State } from '../operation.ts';
import { readDocument, requireDigest } from '../payload.ts';
import { removeObject } from '../remove-object.ts';
import { type Element, malformedXml, maximumXmlBytes, parseDocument } from '../request-document.ts';
import type { S3Request } from '../s3-request.ts';
import { isMarker, type S3Version, versionIdOf } from '../s3-version.ts';
import type { Xml } from '../xml.ts';

const maximumKeys = 1000;
const maximumKeyBytes = 1024;

/** @source "DeleteObjects", Amazon S3 API reference; recordings of localstack's test_s3_api, test_delete_objects_versioned */
export const deleteObjects: S3Operation = {
  name: 'DeleteObjects',
  method: 'POST',
  on: 'bucket',
  query: ['delete'],
  async run(on, request) {
    const bucket = findBucket(on, request.bucket);
    requireDigest(request);
    checkBypass(request);
    const root = parseDocument(await readDocument(request, maximumXmlBytes), 'Delete');
    const objects = root.all('Object').map(deletionOf);
    if (objects.length === 0 || objects.length > maximumKeys) throw malformedXml();
    // All at once: their writes share a flush.
    const outcomes = await Promise.all(objects.map((it) => outcomeOf(on, bucket, request, it)));
    const deleted = outcomes.flatMap((it) => it.deleted ?? []);
    const errors = outcomes.flatMap((it) => it.error ?? []);
    const quiet = root.textOf('Quiet') === 'true';
    return { document: ['DeleteResult', { Deleted: quiet ? [] : deleted, Error: errors }] };
  },
};

interface Outcome {
  readonly deleted?: Xml;
  readonly error?: Xml;
}

async function outcomeOf(on: S3State, bucket: Bucket, request: S3Request, object: Deletion): Promise<Outcome> {
  const { key: Key, versionId: VersionId } = object;
  try {
    return { deleted: { Key, VersionId, ...(await remove(on, bucket, request, object)) } };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return { error: { Key, VersionId, Code: error.code, Message: error.message } };
  }
}

interface Deletion {
  readonly key: string;
  readonly versionId: string | undefined;
  readonly eTag: string | undefined;
}

/** @throws ServiceError UserKeyMustBeSpecified, NotImplemented */
function deletionOf(object: Element): Deletion {
  const key = object.textOf('Key');
  if (key === undefined || key === '') throw new ServiceError('UserKeyMustBeSpecified', 'You must specify a key.', 400);
  if (object.first('LastModifiedTime') || object.first('Size')) {
    const message = 'A parameter you provided implies functionality that is not implemented';
    throw new ServiceError('NotImplemented', message, 501);
  }
  return { key, versionId: object.textOf('VersionId') || undefined, eTag: object.textOf('ETag') };
}

async function remove(
  on: S3State,
  bucket: Bucket,
  request: S3Request,
  { key, versionId, eTag }: Deletion,
): Promise<{ readonly [name: string]: Xml }> {
  if (Buffer.byteLength(key) > maximumKeyBytes) throw new ServiceError('KeyTooLongError', 'Your key is too long', 400);
  if (!isKnown(bucket, versionId)) throw new ServiceError('NoSuchVersion', 'The specified version does not exist.', 404);
  const check = (current: S3Version | undefined): void => {
    if (eTag === undefined) return;
    if (!current || isMarker(current)) throw noSuchKey(key);
    if (!eTagMatches(eTag, current.eTag))
      throw new ServiceError('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', 412);
  };
  const { marker } = await removeObject(on, bucket, { request, key, versionId, check });
  return marker ? { DeleteMarker: true, DeleteMarkerVersionId: versionIdOf(marker) } : {};
}

/** Here an id that no bucket can have given is one of a version which is not there. */
function isKnown(bucket: Bucket, versionId: string | undefined): boolean {
  try {
    checkedVersionId(bucket, versionId);
    return true;
  } catch (error) {
    if (error instanceof ServiceError) return false;
    throw error;
  }
}
