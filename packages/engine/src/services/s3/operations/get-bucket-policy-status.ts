import { ServiceError } from '../../../protocol/service-error.ts';
import { findBucket } from '../find.ts';
import type { S3Operation } from '../operation.ts';
import { isPublicPolicy } from '../policy-status.ts';

/** @source "GetBucketPolicyStatus", Amazon S3 API reference */
export const getBucketPolicyStatus: S3Operation = {
  name: 'GetBucketPolicyStatus',
  method: 'GET',
  on: 'bucket',
  query: ['policyStatus'],
  run(on, { bucket: name }) {
    const { policy } = findBucket(on, name).configurations;
    if (policy === undefined) throw new ServiceError('NoSuchBucketPolicy', 'The bucket policy does not exist', 404, { BucketName: name });
    return { document: ['PolicyStatus', { IsPublic: isPublicPolicy(JSON.parse(policy)) }] };
  },
};
