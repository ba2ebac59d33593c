import { headerOfChecksum } from '../checksums.ts';
import { checkWriteConditions } from '../conditions.ts';
import { findBucket } from '../find.ts';
import { newObjectOf, storeObject } from '../new-object.ts';
import type { S3Operation } from '../operation.ts';
import { readPayload } from '../payload.ts';

/** @source "PutObject", Amazon S3 API reference */
export const putObject: S3Operation = {
  name: 'PutObject',
  method: 'PUT',
  on: 'object',
  async run(on, request) {
    const bucket = findBucket(on, request.bucket);
    const described = newObjectOf(request);
    checkWriteConditions(request, on.objects.get(bucket.name, request.key));
    const payload = readPayload(request);
    const blobId = on.world.hex(32);
    await on.blobs.write(blobId, payload.pieces);
    const { size, md5, checksum } = payload.facts;
    const object = {
      ...described,
      size,
      eTag: md5,
      lastModifiedMs: on.world.now(),
      parts: [{ blobId, size }],
      checksum: { ...checksum, type: 'FULL_OBJECT' as const },
    };
    // Another client may have written meanwhile: what holds now decides.
    await storeObject(on, { bucket, request, object, eventName: 'ObjectCreated:Put' });
    const headers = { etag: `"${md5}"`, [headerOfChecksum(checksum.algorithm)]: checksum.value, 'x-amz-checksum-type': 'FULL_OBJECT' };
    return { headers: { ...headers, 'x-amz-server-side-encryption': 'AES256' } };
  },
};
