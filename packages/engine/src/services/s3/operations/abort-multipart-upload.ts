import { findUpload } from '../find-upload.ts';
import type { S3Operation } from '../operation.ts';

/** @source "AbortMultipartUpload", Amazon S3 API reference */
export const abortMultipartUpload: S3Operation = {
  name: 'AbortMultipartUpload',
  method: 'DELETE',
  on: 'object',
  query: ['uploadId'],
  async run(on, request) {
    const { uploadId, parts } = findUpload(on, request);
    await on.uploads.delete(uploadId);
    await Promise.all(Object.values(parts).map(({ blobId }) => on.blobs.delete(blobId)));
    return { status: 204 };
  },
};
