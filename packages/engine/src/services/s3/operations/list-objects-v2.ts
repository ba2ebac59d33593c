import { ServiceError } from '../../../protocol/service-error.ts';
import { findBucket } from '../find.ts';
import { listingOf } from '../listing.ts';
import type { S3Operation } from '../operation.ts';

/** @source "ListObjectsV2", Amazon S3 API reference */
export const listObjectsV2: S3Operation = {
  name: 'ListObjectsV2',
  method: 'GET',
  on: 'bucket',
  query: ['list-type'],
  run(on, { bucket, query, principalId }) {
    const { region } = findBucket(on, bucket);
    const token = query.get('continuation-token');
    const startAfter = query.get('start-after');
    const { content, listed, encode } = listingOf(on, {
      bucket,
      query,
      principalId,
      after: token === null ? (startAfter ?? '') : keyOfToken(token),
    });
    const next = listed.lastOfMany;
    return {
      headers: { 'x-amz-bucket-region': region },
      document: [
        'ListBucketResult',
        {
          ...content,
          KeyCount: listed.objects.length + listed.commonPrefixes.length,
          ContinuationToken: token ?? undefined,
          NextContinuationToken: next === undefined ? undefined : Buffer.from(`after:${next}`).toString('base64'),
          StartAfter: startAfter === null ? undefined : encode(startAfter),
        },
      ],
    };
  },
};

function keyOfToken(token: string): string {
  const text = Buffer.from(token, 'base64').toString('utf8');
  if (text.startsWith('after:')) return text.slice('after:'.length);
  throw new ServiceError('InvalidArgument', 'The continuation token provided is incorrect', 400, { ArgumentName: 'continuation-token' });
}
