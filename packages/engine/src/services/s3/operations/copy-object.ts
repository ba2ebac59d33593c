import { ServiceError } from '../../../protocol/service-error.ts';
import { readAclHeader } from '../acl.ts';
import { passesReadConditions } from '../conditions.ts';
import { findSource, readCopySource, sourceHeaders } from '../copy-source.ts';
import { findBucket, newVersionHeaders } from '../find.ts';
import { expirationHeaders } from '../lifecycle-rules.ts';
import { newObjectOf } from '../new-object.ts';
import { readObject } from '../object-answer.ts';
import { encryptionHeaders, encryptionOf } from '../object-encryption.ts';
import type { S3Operation } from '../operation.ts';
import { storeWritten } from '../store-object.ts';

/** @source "CopyObject", Amazon S3 API reference */
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
      request.header('x-amz-storage-class') === undefined &&
      request.header('x-amz-server-side-encryption') === undefined
    ) {
      const message =
        "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.";
      throw new ServiceError('InvalidRequest', message, 400);
    }
    const blobId = on.world.hex(32);
    await on.blobs.write(blobId, readObject(on.blobs, source, { start: 0, end: source.size }));
    const object = {
      ...source,
      key: request.key,
      lastModifiedMs: on.world.now(),
      parts: [{ blobId, size: source.size }],
      headers: replacesMetadata ? described.headers : source.headers,
      tags: replacesTags ? described.tags : source.tags,
      storageClass: described.storageClass,
      acl,
      encryption,
    };
    const stored = await storeWritten(on, { request, object, eventName: 'ObjectCreated:Copy' });
    const answered = {
      LastModified: new Date(object.lastModifiedMs),
      ETag: `"${object.eTag}"`,
      ...(object.checksum && { [`Checksum${object.checksum.algorithm}`]: object.checksum.value, ChecksumType: object.checksum.type }),
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
