import { findBucket } from '../find.ts';
import type { S3Operation } from '../operation.ts';

/** @source "DeleteBucketTagging", Amazon S3 API reference */
export const deleteBucketTagging: S3Operation = {
  name: 'DeleteBucketTagging',
  method: 'DELETE',
  on: 'bucket',
  query: ['tagging'],
  async run(on, { bucket }) {
    await on.buckets.put(bucket, { ...findBucket(on, bucket), tags: {} });
    return { status: 204 };
  },
};
