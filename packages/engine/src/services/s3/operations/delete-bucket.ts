import { ServiceError } from '../../../protocol/service-error.ts';
import { findBucket } from '../find.ts';
import type { S3Operation } from '../operation.ts';

/** @source "DeleteBucket", Amazon S3 API reference */
export const deleteBucket: S3Operation = {
  name: 'DeleteBucket',
  method: 'DELETE',
  on: 'bucket',
  async run(on, { bucket }) {
    findBucket(on, bucket);
    if (!on.objects.isEmpty(bucket))
      throw new ServiceError('BucketNotEmpty', 'The bucket you tried to delete is not empty', 409, { BucketName: bucket });
    await on.buckets.delete(bucket);
    return { status: 204 };
  },
};
