import { headerOfChecksum } from '../checksums.ts';
import { findUpload, partNumberOf } from '../find-upload.ts';
import type { S3Operation } from '../operation.ts';
import { readPayload } from '../payload.ts';
import { putPart } from '../put-part.ts';

/** @source "UploadPart", Amazon S3 API reference */
export const uploadPart: S3Operation = {
  name: 'UploadPart',
  method: 'PUT',
  on: 'object',
  query: ['uploadId', 'partNumber'],
  async run(on, request) {
    const partNumber = partNumberOf(request);
    const { checksumAlgorithm } = findUpload(on, request);
    const part = await putPart(on, request, partNumber, readPayload(request, checksumAlgorithm));
    return {
      headers: { etag: `"${part.eTag}"`, [headerOfChecksum(checksumAlgorithm)]: part.checksum, 'x-amz-server-side-encryption': 'AES256' },
    };
  },
};
