import { findBucket } from '../find.ts';
import type { S3Operation } from '../operation.ts';

/** @source "HeadBucket", Amazon S3 API reference */
export const headBucket: S3Operation = {
  name: 'HeadBucket',
  method: 'HEAD',
  on: 'bucket',
  run: (on, { bucket }) => ({ headers: { 'x-amz-bucket-region': findBucket(on, bucket).region, 'x-amz-access-point-alias': 'false' } }),
};
