import { ServiceError } from '../../../protocol/service-error.ts';
import { findBucket } from '../find.ts';
import { findUpload } from '../find-upload.ts';
import { abortHeaders } from '../lifecycle-rules.ts';
import { limitOf } from '../listing.ts';
import type { UploadedPart } from '../multipart-upload.ts';
import type { S3Operation } from '../operation.ts';

/** @source "ListParts", Amazon S3 API reference */
export const listParts: S3Operation = {
  name: 'ListParts',
  method: 'GET',
  on: 'object',
  query: ['uploadId'],
  run(on, request) {
    const upload = findUpload(on, request);
    const marker = request.query.get('part-number-marker') || '0';
    const members = { ArgumentName: 'part-number-marker', ArgumentValue: marker };
    if (!/^\d{1,10}$/.test(marker))
      throw new ServiceError('InvalidArgument', 'Provided part-number-marker not an integer or within integer range', 400, members);
    const after = Number(marker);
    const limit = limitOf(request.query, 'max-parts', 'max-parts');
    const headers = abortHeaders(findBucket(on, request.bucket), upload);
    const listed: UploadedPart[] = [];
    let isTruncated = false;
    for (const part of on.parts.of(upload.uploadId, after)) {
      isTruncated = listed.length === limit;
      if (isTruncated) break;
      listed.push(part);
    }
    const owner = { ID: on.world.accountId, DisplayName: on.world.accountId };
    return {
      headers,
      document: [
        'ListPartsResult',
        {
          Bucket: upload.bucket,
          Key: upload.key,
          UploadId: upload.uploadId,
          PartNumberMarker: after,
          NextPartNumberMarker: listed.at(-1)?.partNumber ?? 0,
          MaxParts: limit,
          IsTruncated: isTruncated,
          Part: listed.map((part) => ({
            PartNumber: part.partNumber,
            LastModified: new Date(part.lastModifiedMs),
            ETag: `"${part.eTag}"`,
            Size: part.size,
            ...(upload.checksumNamed && { [`Checksum${upload.checksumAlgorithm}`]: part.checksum }),
          })),
          Initiator: owner,
          Owner: owner,
          StorageClass: upload.storageClass,
          ...(upload.checksumNamed && { ChecksumAlgorithm: upload.checksumAlgorithm, ChecksumType: upload.checksumType }),
        },
      ],
    };
  },
};
