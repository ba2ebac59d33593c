import { aclDocument } from '../acl.ts';
import { findBucket } from '../find.ts';
import type { S3Operation } from '../operation.ts';

/** @source "GetBucketAcl", Amazon S3 API reference */
export const getBucketAcl: S3Operation = {
  name: 'GetBucketAcl',
  method: 'GET',
  on: 'bucket',
  query: ['acl'],
  run: (on, { bucket }) => ({ document: ['AccessControlPolicy', aclDocument(findBucket(on, bucket).acl, on.world)] }),
};
