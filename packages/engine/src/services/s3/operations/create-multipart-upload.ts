import { ServiceError } from '../../../protocol/service-error.ts';
import { readAclHeader } from '../acl.ts';
import { askedAlgorithm } from '../announced-checksum.ts';
import { findBucket } from '../find.ts';
import { abortHeaders } from '../lifecycle-rules.ts';
import type { MultipartUpload } from '../multipart-upload.ts';
import { newObjectOf } from '../new-object.ts';
import { encryptionHeaders, encryptionOf } from '../object-encryption.ts';
import type { S3Operation } from '../operation.ts';

/** @source "CreateMultipartUpload", Amazon S3 API reference */
export const createMultipartUpload: S3Operation = {
  name: 'CreateMultipartUpload',
  method: 'POST',
  on: 'object',
  query: ['uploads'],
  async run(on, request) {
    const bucket = findBucket(on, request.bucket);
    const acl = readAclHeader(request, bucket);
    const encryption = encryptionOf(on.world, request, bucket);
    const { key, headers, tags, storageClass } = newObjectOf(request);
    const named = askedAlgorithm(request);
    const checksumAlgorithm = named ?? 'CRC64NVME';
    const asked = request.header('x-amz-checksum-type')?.toUpperCase();
    if (asked !== undefined && asked !== 'FULL_OBJECT' && asked !== 'COMPOSITE')
      throw new ServiceError('InvalidRequest', 'Value for x-amz-checksum-type header is invalid.', 400);
    if (asked !== undefined && named === undefined) {
      const message = 'The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.';
      throw new ServiceError('InvalidRequest', message, 400);
    }
    const isWhole = asked === undefined ? checksumAlgorithm === 'CRC64NVME' : asked === 'FULL_OBJECT';
    if ((isWhole && checksumAlgorithm.startsWith('SHA')) || (!isWhole && checksumAlgorithm === 'CRC64NVME')) {
      const message = `The ${isWhole ? 'FULL_OBJECT' : 'COMPOSITE'} checksum type cannot be used with the ${checksumAlgorithm.toLowerCase()} checksum algorithm.`;
      throw new ServiceError('InvalidRequest', message, 400);
    }
    const checksumType = isWhole ? 'FULL_OBJECT' : 'COMPOSITE';
    const uploadId = on.world.hex(64);
    const upload: MultipartUpload = {
      uploadId,
      bucket: request.bucket,
      key,
      initiatedMs: on.world.now(),
      stamp: on.stamp(),
      headers,
      tags,
      storageClass,
      acl,
      encryption,
      checksumAlgorithm,
      checksumNamed: named !== undefined,
      checksumType,
    };
    await on.uploads.put(uploadId, upload);
    return {
      headers: {
        ...(named && { 'x-amz-checksum-algorithm': checksumAlgorithm, 'x-amz-checksum-type': checksumType }),
        ...encryptionHeaders(encryption),
        ...abortHeaders(bucket, upload),
      },
      document: ['InitiateMultipartUploadResult', { Bucket: request.bucket, Key: key, UploadId: uploadId }],
    };
  },
};
