import { ServiceError } from '../../../protocol/service-error.ts';
import { findBucket } from '../find.ts';
import type { S3Operation } from '../operation.ts';

/** @source "GetBucketPolicy", Amazon S3 API reference */
export const getBucketPolicy: S3Operation = {
  name: 'GetBucketPolicy',
  method: 'GET',
  on: 'bucket',
  query: ['policy'],
  run(on, { bucket: name }) {
    const { policy } = findBucket(on, name).configurations;
    if (policy === undefined) throw new ServiceError('NoSuchBucketPolicy', 'The bucket policy does not exist', 404, { BucketName: name });
    return { headers: { 'content-type': 'application/json' }, text: policy };
  },
};
