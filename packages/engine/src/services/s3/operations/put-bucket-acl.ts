import { readAcl } from '../acl.ts';
import { findBucket } from '../find.ts';
import type { S3Operation } from '../operation.ts';

/** @source "PutBucketAcl", Amazon S3 API reference */
export const putBucketAcl: S3Operation = {
  name: 'PutBucketAcl',
  method: 'PUT',
  on: 'bucket',
  query: ['acl'],
  async run(on, request) {
    const acl = await readAcl(request, findBucket(on, request.bucket));
    await on.buckets.put(request.bucket, { ...findBucket(on, request.bucket), acl });
    return {};
  },
};
