import { ServiceError } from '../../../protocol/service-error.ts';
import { announcedChecksum } from '../announced-checksum.ts';
import { headerOfChecksum } from '../checksums.ts';
import { findUpload, partNumberOf } from '../find-upload.ts';
import { encryptionHeaders } from '../object-encryption.ts';
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
    const { checksumAlgorithm, checksumNamed, checksumType, encryption } = findUpload(on, request);
    const sent = announcedChecksum(request)?.algorithm;
    const needed = checksumType === 'COMPOSITE' || sent !== undefined;
    if (checksumNamed && needed && sent !== checksumAlgorithm) {
      const types = `expected checksum Type: ${checksumAlgorithm.toLowerCase()}, actual checksum Type: ${sent?.toLowerCase() ?? 'null'}`;
      throw new ServiceError('InvalidRequest', `Checksum Type mismatch occurred, ${types}`, 400);
    }
    const part = await putPart(on, request, partNumber, readPayload(request, { given: checksumAlgorithm }));
    return {
      headers: {
        etag: `"${part.eTag}"`,
        [headerOfChecksum(part.checksumAlgorithm)]: part.checksum,
        ...encryptionHeaders(encryption),
      },
    };
  },
};
