import { keep } from '../bucket-configuration.ts';
import type { S3Operation } from '../operation.ts';

/** @source "DeleteBucketPolicy", Amazon S3 API reference */
export const deleteBucketPolicy: S3Operation = {
  name: 'DeleteBucketPolicy',
  method: 'DELETE',
  on: 'bucket',
  query: ['policy'],
  async run(on, { bucket }) {
    await keep(on, bucket, 'policy', undefined);
    return { status: 204 };
  },
};
