import { operationsOf } from './bucket-configuration.ts';
import { configurations } from './configurations.ts';
import type { S3Operation } from './operation.ts';
import { abortMultipartUpload } from './operations/abort-multipart-upload.ts';
import { completeMultipartUpload } from './operations/complete-multipart-upload.ts';
import { copyObject } from './operations/copy-object.ts';
import { createBucket } from './operations/create-bucket.ts';
import { createMultipartUpload } from './operations/create-multipart-upload.ts';
import { deleteBucket } from './operations/delete-bucket.ts';
import { deleteBucketPolicy } from './operations/delete-bucket-policy.ts';
import { deleteBucketTagging } from './operations/delete-bucket-tagging.ts';
import { deleteObject } from './operations/delete-object.ts';
import { deleteObjectTagging } from './operations/delete-object-tagging.ts';
import { deleteObjects } from './operations/delete-objects.ts';
import { getBucketAcl } from './operations/get-bucket-acl.ts';
import { getBucketLocation } from './operations/get-bucket-location.ts';
import { getBucketPolicy } from './operations/get-bucket-policy.ts';
import { getBucketPolicyStatus } from './operations/get-bucket-policy-status.ts';
import { getBucketTagging } from './operations/get-bucket-tagging.ts';
import { getBucketVersioning } from './operations/get-bucket-versioning.ts';
import { getObject } from './operations/get-object.ts';
import { getObjectAcl } from './operations/get-object-acl.ts';
import { getObjectAttributes } from './operations/get-object-attributes.ts';
import { getObjectTagging } from './operations/get-object-tagging.ts';
import { headBucket } from './operations/head-bucket.ts';
import { headObject } from './operations/head-object.ts';
import { listBuckets } from './operations/list-buckets.ts';
import { listMultipartUploads } from './operations/list-multipart-uploads.ts';
import { listObjectVersions } from './operations/list-object-versions.ts';
import { listObjects } from './operations/list-objects.ts';
import { listObjectsV2 } from './operations/list-objects-v2.ts';
import { listParts } from './operations/list-parts.ts';
import { postObject } from './operations/post-object.ts';
import { putBucketAcl } from './operations/put-bucket-acl.ts';
import { putBucketPolicy } from './operations/put-bucket-policy.ts';
import { putBucketTagging } from './operations/put-bucket-tagging.ts';
import { putBucketVersioning } from './operations/put-bucket-versioning.ts';
import { putObject } from './operations/put-object.ts';
import { putObjectAcl } from './operations/put-object-acl.ts';
import { putObjectTagging } from './operations/put-object-tagging.ts';
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
  ...configurations.flatMap(operationsOf),
  getBucketAcl,
  putBucketAcl,
  getObjectAcl,
  putObjectAcl,
  getBucketPolicy,
  putBucketPolicy,
  deleteBucketPolicy,
  getBucketPolicyStatus,
  getBucketTagging,
  putBucketTagging,
  deleteBucketTagging,
  getObjectTagging,
  putObjectTagging,
  deleteObjectTagging,
  getObjectAttributes,
  postObject,
  getBucketVersioning,
  putBucketVersioning,
  listObjectVersions,
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
