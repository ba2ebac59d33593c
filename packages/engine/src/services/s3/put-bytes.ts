import { readAclHeader } from './acl.ts';
import { checkWriteConditions } from './conditions.ts';
import { findBucket } from './find.ts';
import { newObjectOf } from './new-object.ts';
import { encryptionOf } from './object-encryption.ts';
import type { S3State } from './operation.ts';
import { readPayload } from './payload.ts';
import type { ObjectChecksum, S3Object } from './s3-object.ts';
import type { S3Request } from './s3-request.ts';
import { storeWritten } from './store-object.ts';

/** Writes a request's body as an object. @throws ServiceError */
export async function putBytes(
  on: S3State,
  request: S3Request,
  eventName: string,
): Promise<S3Object & { readonly checksum: ObjectChecksum }> {
  const bucket = findBucket(on, request.bucket);
  const described = newObjectOf(request);
  const acl = readAclHeader(request, bucket);
  const encryption = encryptionOf(on.world, request, bucket);
  checkWriteConditions(request, on.objects.get(bucket.name, request.key));
  const payload = readPayload(request);
  const blobId = on.world.hex(32);
  await on.blobs.write(blobId, payload.pieces);
  const { size, md5, checksum } = payload.facts;
  const object = {
    ...described,
    size,
    // AWS gives the digest of what it keeps, which is not that of the bytes when a key of KMS seals them.
    eTag: encryption ? on.world.hex(32) : md5,
    lastModifiedMs: on.world.now(),
    parts: [{ blobId, size }],
    checksum: { ...checksum, type: 'FULL_OBJECT' as const },
    acl,
    encryption,
  };
  const stored = await storeWritten(on, { request, object, eventName });
  return { ...stored, checksum: object.checksum };
}
