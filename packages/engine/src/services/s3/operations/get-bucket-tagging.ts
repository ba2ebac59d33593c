import { ServiceError } from '../../../protocol/service-error.ts';
import { findBucket } from '../find.ts';
import type { S3Operation } from '../operation.ts';
import { taggingOf } from '../tags.ts';

/** @source "GetBucketTagging", Amazon S3 API reference */
export const getBucketTagging: S3Operation = {
  name: 'GetBucketTagging',
  method: 'GET',
  on: 'bucket',
  query: ['tagging'],
  run(on, { bucket: name }) {
    const { tags } = findBucket(on, name);
    if (Object.keys(tags).length === 0) throw new ServiceError('NoSuchTagSet', 'The TagSet does not exist', 404, { BucketName: name });
    return { document: ['Tagging', taggingOf(tags)] };
  },
};
