import { findBucket } from '../find.ts';
import { listingOf } from '../listing.ts';
import type { S3Operation } from '../operation.ts';

/** Every object has the one version that is called null. @source "ListObjectVersions", Amazon S3 API reference; localstack's test_s3_api */
export const listObjectVersions: S3Operation = {
  name: 'ListObjectVersions',
  method: 'GET',
  on: 'bucket',
  query: ['versions'],
  run(on, { bucket, query }) {
    findBucket(on, bucket);
    const marker = query.get('key-marker') ?? '';
    const { content, contents, listed, encode } = listingOf(on, { bucket, query, after: marker });
    const { Contents: _contents, ...shared } = content;
    const next = listed.lastOfMany;
    return {
      document: [
        'ListVersionsResult',
        {
          ...shared,
          KeyMarker: encode(marker),
          VersionIdMarker: query.get('version-id-marker') ?? '',
          NextKeyMarker: next === undefined ? undefined : encode(next),
          NextVersionIdMarker: next === undefined ? undefined : 'null',
          Version: contents.map((it) => ({ ...it, VersionId: 'null', IsLatest: true })),
        },
      ],
    };
  },
};
