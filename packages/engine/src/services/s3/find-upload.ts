import { ServiceError } from '../../protocol/service-error.ts';
import { findBucket } from './find.ts';
import type { MultipartUpload } from './multipart-upload.ts';
import type { S3State } from './operation.ts';
import type { S3Request } from './s3-request.ts';

const maximumPartNumber = 10_000;

/** @throws ServiceError NoSuchBucket, NoSuchUpload */
export function findUpload(on: S3State, request: S3Request): MultipartUpload {
  const { completing } = on;
  findBucket(on, request.bucket);
  const uploadId = request.query.get('uploadId') ?? '';
  const upload = on.uploads.get(uploadId);
  if (upload && !completing.has(uploadId) && upload.bucket === request.bucket && upload.key === request.key) return upload;
  const message = 'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.';
  throw new ServiceError('NoSuchUpload', message, 404, { UploadId: uploadId });
}

/** Forgets an upload, and removes the bytes of its parts but for those that have become an object's. */
export async function dropUpload(on: S3State, { uploadId }: MultipartUpload, used: ReadonlySet<string> = new Set()): Promise<void> {
  await on.uploads.delete(uploadId);
  const parts = await on.parts.drop(uploadId);
  // At most ten thousand; the system takes a few files at a time.
  await Promise.all(parts.map(({ blobId }) => (used.has(blobId) ? undefined : on.blobs.delete(blobId))));
}

/** @throws ServiceError InvalidArgument */
export function partNumberOf({ query }: S3Request): number {
  const text = query.get('partNumber') ?? '';
  if (/^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= maximumPartNumber) return Number(text);
  const members = { ArgumentName: 'partNumber', ArgumentValue: text };
  throw new ServiceError('InvalidArgument', `Part number must be an integer between 1 and ${maximumPartNumber}, inclusive`, 400, members);
}
