import { dropUpload, findUpload } from '../find-upload.ts';
import type { S3Operation } from '../operation.ts';

/** @source "AbortMultipartUpload", Amazon S3 API reference */
export const abortMultipartUpload: S3Operation = {
  name: 'AbortMultipartUpload',
  method: 'DELETE',
  on: 'object',
  query: ['uploadId'],
  async run(on, request) {
    await dropUpload(on, findUpload(on, request));
    return { status: 204 };
  },
};
