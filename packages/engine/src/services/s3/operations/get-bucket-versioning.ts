import { findBucket } from '../find.ts';
import type { S3Operation } from '../operation.ts';

/** A bucket that never had versions answers an empty document. @source "GetBucketVersioning", Amazon S3 API reference */
export const getBucketVersioning: S3Operation = {
  name: 'GetBucketVersioning',
  method: 'GET',
  on: 'bucket',
  query: ['versioning'],
  run: (on, { bucket }) => ({ document: ['VersioningConfiguration', { Status: findBucket(on, bucket).versioning }] }),
};
