import { headerOfChecksum } from '../checksums.ts';
import { findBucket, newVersionHeaders } from '../find.ts';
import { expirationHeaders } from '../lifecycle-rules.ts';
import { encryptionHeaders } from '../object-encryption.ts';
import type { S3Operation } from '../operation.ts';
import { putBytes } from '../put-bytes.ts';

/** @source "PutObject", Amazon S3 API reference */
export const putObject: S3Operation = {
  name: 'PutObject',
  method: 'PUT',
  on: 'object',
  async run(on, request) {
    const object = await putBytes(on, request, 'ObjectCreated:Put');
    const { eTag, checksum, encryption } = object;
    const headers = { etag: `"${eTag}"`, [headerOfChecksum(checksum.algorithm)]: checksum.value, 'x-amz-checksum-type': checksum.type };
    return {
      headers: {
        ...headers,
        ...encryptionHeaders(encryption),
        ...newVersionHeaders(object),
        ...expirationHeaders(findBucket(on, request.bucket), object),
      },
    };
  },
};
