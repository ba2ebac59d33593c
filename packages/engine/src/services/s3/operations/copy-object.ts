import { ServiceError } from '../../../protocol/service-error.ts';
import { readAclHeader } from '../acl.ts';
import { askedAlgorithm } from '../announced-checksum.ts';
import { passesReadConditions } from '../conditions.ts';
import { findSource, readCopySource, sourceHeaders } from '../copy-source.ts';
import { countedPayload } from '../counted-payload.ts';
import { findBucket, newVersionHeaders } from '../find.ts';
import { expirationHeaders } from '../lifecycle-rules.ts';
import { newObjectOf } from '../new-object.ts';
import { readObject } from '../object-answer.ts';
import { encryptionHeaders, encryptionOf } from '../object-encryption.ts';
import type { S3Operation } from '../operation.ts';
import type { S3Object } from '../s3-object.ts';
import { storeWritten } from '../store-object.ts';

/** What an object that is copied onto itself may be given by it. */
const inPlaceChanges: readonly string[] = ['x-amz-storage-class', 'x-amz-server-side-encryption', 'x-amz-website-redirect-location'];

/** @source "CopyObject", Amazon S3 API reference; recordings of localstack's test_s3 */
export const copyObject: S3Operation = {
  name: 'CopyObject',
  method: 'PUT',
  on: 'object',
  header: 'x-amz-copy-source',
  async run(on, request) {
    const bucket = findBucket(on, request.bucket);
    const place = readCopySource(request.header('x-amz-copy-source') ?? '');
    const source = findSource(on, place);
    passesReadConditions(request, source, { of: 'source', nowMs: on.world.now() });
    const described = newObjectOf(request);
    const acl = readAclHeader(request, bucket);
    const encryption = encryptionOf(on.world, request, bucket);
    const replacesMetadata = request.header('x-amz-metadata-directive') === 'REPLACE';
    const replacesTags = request.header('x-amz-tagging-directive') === 'REPLACE';
    // An older version may be copied onto its key: it is made the newest again.
    const isSame =
      place.bucket === bucket.name && place.key === request.key && source.stamp === on.objects.get(bucket.name, place.key)?.stamp;
    if (
      isSame &&
      !replacesMetadata &&
      bucket.configurations.encryption === undefined &&
      inPlaceChanges.every((header) => request.header(header) === undefined)
    ) {
      const message =
        "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.";
      throw new ServiceError('InvalidRequest', message, 400);
    }
    const blobId = on.world.hex(32);
    const algorithm = askedAlgorithm(request) ?? source.checksum?.algorithm ?? 'CRC64NVME';
    const payload = countedPayload(readObject(on.blobs, source, { start: 0, end: source.size }), algorithm);
    await on.blobs.write(blobId, payload.pieces);
    const { md5, checksum } = payload.facts;
    const object = {
      key: request.key,
      size: source.size,
      // A copy is one piece, however its source was put.
      eTag: encryption ? on.world.hex(32) : md5,
      checksum: { ...checksum, type: 'FULL_OBJECT' as const },
      lastModifiedMs: on.world.now(),
      parts: [{ blobId, size: source.size }],
      headers: replacesMetadata ? described.headers : { ...withoutRedirect(source.headers), ...redirectOf(described.headers) },
      tags: replacesTags ? described.tags : source.tags,
      storageClass: described.storageClass,
      acl,
      encryption,
    };
    const stored = await storeWritten(on, { request, object, eventName: 'ObjectCreated:Copy' });
    const answered = {
      LastModified: new Date(object.lastModifiedMs),
      ETag: `"${object.eTag}"`,
      [`Checksum${checksum.algorithm}`]: checksum.value,
    };
    const headers = {
      ...encryptionHeaders(encryption),
      ...sourceHeaders(on, place, source),
      ...newVersionHeaders(stored),
      ...expirationHeaders(findBucket(on, bucket.name), stored),
    };
    return { headers, document: ['CopyObjectResult', answered] };
  },
};

const redirect = 'x-amz-website-redirect-location';

/** It is of the object and not of its metadata: a copy has that of its own request. */
function withoutRedirect({ [redirect]: _redirect, ...headers }: S3Object['headers']): S3Object['headers'] {
  return headers;
}

function redirectOf({ [redirect]: location }: S3Object['headers']): S3Object['headers'] {
  return location === undefined ? {} : { [redirect]: location };
}
