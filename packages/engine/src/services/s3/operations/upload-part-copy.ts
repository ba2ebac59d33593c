import { ServiceError } from '../../../protocol/service-error.ts';
import type { ByteRange } from '../../../store/blobs.ts';
import { passesReadConditions } from '../conditions.ts';
import { findSource, readCopySource, sourceHeaders } from '../copy-source.ts';
import { countedPayload } from '../counted-payload.ts';
import { findUpload, partNumberOf } from '../find-upload.ts';
import { readObject } from '../object-answer.ts';
import { encryptionHeaders } from '../object-encryption.ts';
import type { S3Operation } from '../operation.ts';
import { putPart } from '../put-part.ts';

/** @source "UploadPartCopy", Amazon S3 API reference */
export const uploadPartCopy: S3Operation = {
  name: 'UploadPartCopy',
  method: 'PUT',
  on: 'object',
  query: ['uploadId', 'partNumber'],
  header: 'x-amz-copy-source',
  async run(on, request) {
    const partNumber = partNumberOf(request);
    const { checksumAlgorithm, encryption } = findUpload(on, request);
    const place = readCopySource(request.header('x-amz-copy-source') ?? '');
    const source = findSource(on, place);
    passesReadConditions(request, source, { of: 'source', nowMs: on.world.now() });
    const range = copyRange(request.header('x-amz-copy-source-range'), source.size);
    const payload = countedPayload(readObject(on.blobs, source, range), checksumAlgorithm);
    const part = await putPart(on, request, partNumber, payload);
    const headers = { ...encryptionHeaders(encryption), ...sourceHeaders(on, place, source) };
    return { headers, document: ['CopyPartResult', { LastModified: new Date(part.lastModifiedMs), ETag: `"${part.eTag}"` }] };
  },
};

/** @throws ServiceError InvalidArgument, InvalidRequest @source recordings of localstack's test_s3_api, test_upload_part_copy_range */
function copyRange(header: string | undefined, size: number): ByteRange {
  if (header === undefined) return { start: 0, end: size };
  const [, start, last] = /^bytes=(\d+)-(\d+)$/.exec(header) ?? [];
  const members = { ArgumentName: 'x-amz-copy-source-range', ArgumentValue: header };
  if (start === undefined || last === undefined || Number(start) > Number(last)) {
    const message =
      'The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy';
    throw new ServiceError('InvalidArgument', message, 400, members);
  }
  if (Number(start) >= size)
    throw new ServiceError('InvalidRequest', 'The specified copy range is invalid for the source object size', 400);
  if (Number(last) >= size)
    throw new ServiceError('InvalidArgument', `Range specified is not valid for source object of size: ${size}`, 400, members);
  return { start: Number(start), end: Number(last) + 1 };
}
