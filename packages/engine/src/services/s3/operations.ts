import type { S3Operation } from './operation.ts';
import { copyObject } from './operations/copy-object.ts';
import { createBucket } from './operations/create-bucket.ts';
import { deleteBucket } from './operations/delete-bucket.ts';
import { deleteObject } from './operations/delete-object.ts';
import { deleteObjects } from './operations/delete-objects.ts';
import { getBucketLocation } from './operations/get-bucket-location.ts';
import { getObject } from './operations/get-object.ts';
import { headBucket } from './operations/head-bucket.ts';
import { headObject } from './operations/head-object.ts';
import { listBuckets } from './operations/list-buckets.ts';
import { listObjects } from './operations/list-objects.ts';
import { listObjectsV2 } from './operations/list-objects-v2.ts';
import { putObject } from './operations/put-object.ts';

/**
 * What of S3 runs here; the first that fits a request answers it. To add one: a file in operations/, a line here. Anything else is
 * refused by name.
 */
export const operations: readonly S3Operation[] = [
  listBuckets,
  getBucketLocation,
  listObjectsV2,
  listObjects,
  createBucket,
  headBucket,
  deleteObjects,
  deleteBucket,
  copyObject,
  putObject,
  getObject,
  headObject,
  deleteObject,
];
