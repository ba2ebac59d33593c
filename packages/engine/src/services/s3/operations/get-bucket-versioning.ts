import { findBucket } from '../find.ts';
import type { S3Operation } from '../operation.ts';

/** No bucket has versions here; one that never had any answers an empty document. @source "GetBucketVersioning", Amazon S3 API reference */
export const getBucketVersioning: S3Operation = {
  name: 'GetBucketVersioning',
  method: 'GET',
  on: 'bucket',
  query: ['versioning'],
  run(on, { bucket }) {
    findBucket(on, bucket);
    return { document: ['VersioningConfiguration', {}] };
  },
};
