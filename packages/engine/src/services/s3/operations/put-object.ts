import { headerOfChecksum } from '../checksums.ts';
import { encryptionHeaders } from '../object-encryption.ts';
import type { S3Operation } from '../operation.ts';
import { putBytes } from '../put-bytes.ts';

/** @source "PutObject", Amazon S3 API reference */
export const putObject: S3Operation = {
  name: 'PutObject',
  method: 'PUT',
  on: 'object',
  async run(on, request) {
    const { eTag, checksum, encryption } = await putBytes(on, request, 'ObjectCreated:Put');
    const headers = { etag: `"${eTag}"`, [headerOfChecksum(checksum.algorithm)]: checksum.value, 'x-amz-checksum-type': checksum.type };
    return { headers: { ...headers, ...encryptionHeaders(encryption) } };
  },
};
