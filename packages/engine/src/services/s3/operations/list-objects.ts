import { findBucket } from '../find.ts';
import { listingOf } from '../listing.ts';
import type { S3Operation } from '../operation.ts';

/** The first version. @source "ListObjects", Amazon S3 API reference */
export const listObjects: S3Operation = {
  name: 'ListObjects',
  method: 'GET',
  on: 'bucket',
  run(on, { bucket, query }) {
    findBucket(on, bucket);
    const marker = query.get('marker') ?? '';
    const { content, listed, encode } = listingOf(on, { bucket, query, after: marker });
    const next = query.get('delimiter') === null ? undefined : listed.lastOfMany;
    return {
      document: ['ListBucketResult', { ...content, Marker: encode(marker), NextMarker: next === undefined ? undefined : encode(next) }],
    };
  },
};
