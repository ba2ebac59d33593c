import type { S3Operation } from './operation.ts';
import { abortMultipartUpload } from './operations/abort-multipart-upload.ts';
import { completeMultipartUpload } from './operations/complete-multipart-upload.ts';
import { copyObject } from './operations/copy-object.ts';
import { createBucket } from './operations/create-bucket.ts';
import { createMultipartUpload } from './operations/create-multipart-upload.ts';
import { deleteBucket } from './operations/delete-bucket.ts';
import { deleteObject } from './operations/delete-object.ts';
import { deleteObjects } from './operations/delete-objects.ts';
import { getBucketLocation } from './operations/get-bucket-location.ts';
import { getObject } from './operations/get-object.ts';
import { headBucket } from './operations/head-bucket.ts';
import { headObject } from './operations/head-object.ts';
import { listBuckets } from './operations/list-buckets.ts';
import { listMultipartUploads } from './operations/list-multipart-uploads.ts';
import { listObjects } from './operations/list-objects.ts';
import { listObjectsV2 } from './operations/list-objects-v2.ts';
import { listParts } from './operations/list-parts.ts';
import { putObject } from './operations/put-object.ts';
import { uploadPart } from './operations/upload-part.ts';
import { uploadPartCopy } from './operations/upload-part-copy.ts';

/**
 * What of S3 runs here; the first that fits a request answers it. To add one: a file in operations/, a line here. Anything else is
 * refused by name.
 */
export const operations: readonly S3Operation[] = [
  listBuckets,
  listMultipartUploads,
  getBucketLocation,
  listObjectsV2,
  listObjects,
  createBucket,
  headBucket,
  deleteObjects,
  deleteBucket,
  createMultipartUpload,
  completeMultipartUpload,
  abortMultipartUpload,
  listParts,
  uploadPartCopy,
  uploadPart,
  copyObject,
  putObject,
  getObject,
  headObject,
  deleteObject,
];
