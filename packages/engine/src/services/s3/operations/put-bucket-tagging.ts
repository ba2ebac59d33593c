import { findBucket } from '../find.ts';
import type { S3Operation } from '../operation.ts';
import { readDocument } from '../payload.ts';
import { maximumXmlBytes, parseDocument } from '../request-document.ts';
import { readBucketTagging } from '../tags.ts';

/** @source "PutBucketTagging", Amazon S3 API reference */
export const putBucketTagging: S3Operation = {
  name: 'PutBucketTagging',
  method: 'PUT',
  on: 'bucket',
  query: ['tagging'],
  async run(on, request) {
    findBucket(on, request.bucket);
    const tags = readBucketTagging(parseDocument(await readDocument(request, maximumXmlBytes), 'Tagging'));
    await on.buckets.put(request.bucket, { ...findBucket(on, request.bucket), tags });
    return { status: 204 };
  },
};
