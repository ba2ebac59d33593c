import { ServiceError } from '../../../protocol/service-error.ts';
import { findBucket } from '../find.ts';
import { encodingOf, limitOf } from '../listing.ts';
import type { MultipartUpload } from '../multipart-upload.ts';
import { commonPrefixOf } from '../object-listing.ts';
import type { S3Operation } from '../operation.ts';

/** @source "ListMultipartUploads", Amazon S3 API reference */
export const listMultipartUploads: S3Operation = {
  name: 'ListMultipartUploads',
  method: 'GET',
  on: 'bucket',
  query: ['uploads'],
  run(on, { bucket, query }) {
    findBucket(on, bucket);
    const [prefix, delimiter] = [query.get('prefix') ?? '', query.get('delimiter') || undefined];
    const [keyMarker, idMarker] = [query.get('key-marker') ?? '', query.get('upload-id-marker') ?? ''];
    const limit = limitOf(query, 'max-uploads', 'max-uploads');
    const encode = encodingOf(query);
    const all = on.uploads.all().filter((it) => it.bucket === bucket);
    if (keyMarker !== '' && idMarker !== '' && on.uploads.get(idMarker)?.key !== keyMarker) {
      const members = { ArgumentName: 'upload-id-marker', ArgumentValue: idMarker };
      throw new ServiceError('InvalidArgument', 'Invalid uploadId marker', 400, members);
    }
    const marked = on.uploads.get(idMarker);
    const isAfter = (it: MultipartUpload): boolean =>
      it.key > keyMarker || (it.key === keyMarker && marked !== undefined && inOrder(marked, it) < 0);
    const rest = all.filter((it) => it.key.startsWith(prefix) && (keyMarker === '' || isAfter(it))).sort(inOrder);
    const commonPrefixes = new Set<string>();
    const listed: MultipartUpload[] = [];
    let isTruncated = false;
    for (const upload of rest) {
      const common = commonPrefixOf(upload.key, prefix, delimiter);
      if (common !== undefined && (commonPrefixes.has(common) || keyMarker.startsWith(common))) continue;
      isTruncated = listed.length + commonPrefixes.size >= limit;
      if (isTruncated) break;
      if (common === undefined) listed.push(upload);
      else commonPrefixes.add(common);
    }
    const last = listed.at(-1);
    const owner = { ID: on.world.accountId, DisplayName: on.world.accountId };
    return {
      document: [
        'ListMultipartUploadsResult',
        {
          Bucket: bucket,
          KeyMarker: encode(keyMarker),
          UploadIdMarker: keyMarker === '' ? '' : idMarker,
          NextKeyMarker: encode(last?.key ?? ''),
          NextUploadIdMarker: last?.uploadId ?? '',
          Delimiter: delimiter === undefined ? undefined : encode(delimiter),
          Prefix: prefix === '' ? undefined : encode(prefix),
          EncodingType: query.get('encoding-type') ?? undefined,
          MaxUploads: limit,
          IsTruncated: isTruncated,
          Upload: listed.map((it) => ({
            Key: encode(it.key),
            UploadId: it.uploadId,
            Initiator: owner,
            Owner: owner,
            StorageClass: it.storageClass,
            Initiated: new Date(it.initiatedMs),
            ...(it.checksumNamed && { ChecksumAlgorithm: it.checksumAlgorithm, ChecksumType: it.checksumType }),
          })),
          CommonPrefixes: [...commonPrefixes].map((it) => ({ Prefix: encode(it) })),
        },
      ],
    };
  },
};

/** By key, then by time. */
function inOrder(a: MultipartUpload, b: MultipartUpload): number {
  if (a.key !== b.key) return a.key < b.key ? -1 : 1;
  return a.initiatedMs - b.initiatedMs || (a.uploadId < b.uploadId ? -1 : 1);
}
