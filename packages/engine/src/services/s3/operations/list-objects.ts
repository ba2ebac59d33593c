import { findBucket } from '../find.ts';
import { listingOf } from '../listing.ts';
import { commonPrefixOf } from '../object-listing.ts';
import type { S3Operation } from '../operation.ts';

/** The first version. @source "ListObjects", Amazon S3 API reference */
export const listObjects: S3Operation = {
  name: 'ListObjects',
  method: 'GET',
  on: 'bucket',
  run(on, { bucket, query, principalId }) {
    const { region } = findBucket(on, bucket);
    const marker = query.get('marker') ?? '';
    const { content, listed, encode } = listingOf(on, { bucket, query, principalId, after: afterMarker(marker, query) });
    const next = query.get('delimiter') === null ? undefined : listed.lastOfMany;
    return {
      headers: { 'x-amz-bucket-region': region },
      document: ['ListBucketResult', { ...content, Marker: encode(marker), NextMarker: next === undefined ? undefined : encode(next) }],
    };
  },
};

/** A marker inside a common prefix stands for all of it. @source localstack's test_s3_list_operations, test_list_objects_marker_common_prefixes */
function afterMarker(marker: string, query: URLSearchParams): string {
  const prefix = query.get('prefix') ?? '';
  return marker.startsWith(prefix) ? (commonPrefixOf(marker, prefix, query.get('delimiter') || undefined) ?? marker) : marker;
}
