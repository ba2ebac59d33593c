import { findBucket } from '../find.ts';
import type { S3Operation } from '../operation.ts';

const maximumUploads = 1000;

/** @source "ListMultipartUploads", Amazon S3 API reference */
export const listMultipartUploads: S3Operation = {
  name: 'ListMultipartUploads',
  method: 'GET',
  on: 'bucket',
  query: ['uploads'],
  run(on, { bucket, query }) {
    findBucket(on, bucket);
    const prefix = query.get('prefix') ?? '';
    const keyMarker = query.get('key-marker') ?? '';
    const idMarker = query.get('upload-id-marker') ?? '';
    const limit = Math.min(maximumUploads, Number(query.get('max-uploads') ?? maximumUploads));
    const rest = on.uploads
      .all()
      .filter((it) => it.bucket === bucket && it.key.startsWith(prefix))
      .filter((it) => it.key > keyMarker || (it.key === keyMarker && idMarker !== '' && it.uploadId > idMarker))
      .sort((a, b) => (a.key === b.key ? a.initiatedMs - b.initiatedMs : a.key < b.key ? -1 : 1));
    const listed = rest.slice(0, limit);
    const last = listed.at(-1);
    const owner = { ID: on.world.accountId, DisplayName: on.world.accountId };
    return {
      document: [
        'ListMultipartUploadsResult',
        {
          Bucket: bucket,
          KeyMarker: keyMarker,
          UploadIdMarker: idMarker,
          NextKeyMarker: last?.key ?? '',
          NextUploadIdMarker: last?.uploadId ?? '',
          Prefix: prefix,
          MaxUploads: limit,
          IsTruncated: rest.length > listed.length,
          Upload: listed.map((it) => ({
            Key: it.key,
            UploadId: it.uploadId,
            Initiator: owner,
            Owner: owner,
            StorageClass: it.storageClass,
            Initiated: new Date(it.initiatedMs),
            ChecksumAlgorithm: it.checksumAlgorithm,
            ChecksumType: it.checksumType,
          })),
        },
      ],
    };
  },
};
