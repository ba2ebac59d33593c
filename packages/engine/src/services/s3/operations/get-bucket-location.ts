import { findBucket } from '../find.ts';
import type { S3Operation } from '../operation.ts';

/** us-east-1 has no constraint. @source "GetBucketLocation", Amazon S3 API reference */
export const getBucketLocation: S3Operation = {
  name: 'GetBucketLocation',
  method: 'GET',
  on: 'bucket',
  query: ['location'],
  run(on, { bucket }) {
    const { region } = findBucket(on, bucket);
    return { document: ['LocationConstraint', region === 'us-east-1' ? '' : region] };
  },
};
