import { findUpload } from './find-upload.ts';
import type { UploadedPart } from './multipart-upload.ts';
import type { S3State } from './operation.ts';
import type { Payload } from './payload.ts';
import type { S3Request } from './s3-request.ts';

/** Writes a part and puts it in the place of an earlier one of the same number. The upload may be gone when all of it has come. */
export async function putPart(on: S3State, request: S3Request, partNumber: number, payload: Payload): Promise<UploadedPart> {
  const blobId = on.world.hex(32);
  await on.blobs.write(blobId, payload.pieces);
  const { size, md5, checksum } = payload.facts;
  const part: UploadedPart = {
    partNumber,
    blobId,
    size,
    eTag: md5,
    checksumAlgorithm: checksum.algorithm,
    checksum: checksum.value,
    lastModifiedMs: on.world.now(),
  };
  let uploadId: string;
  try {
    uploadId = findUpload(on, request).uploadId;
  } catch (error) {
    await on.blobs.delete(blobId);
    throw error;
  }
  const before = on.parts.get(uploadId, partNumber);
  await on.parts.put(uploadId, part);
  if (before) await on.blobs.delete(before.blobId);
  return part;
}
