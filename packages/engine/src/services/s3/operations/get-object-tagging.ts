import { findBucket, findDescribed, noSuchKey, versionHeaders, versionIdIn } from '../find.ts';
import type { S3Operation } from '../operation.ts';
import { taggingOf } from '../tags.ts';

/** Of a key that is not there, it tells the bucket as well. @source recordings of localstack's test_s3_api, test_object_tagging_exc */
export const getObjectTagging: S3Operation = {
  name: 'GetObjectTagging',
  method: 'GET',
  on: 'object',
  query: ['tagging'],
  run(on, request) {
    const { bucket, key } = request;
    findBucket(on, bucket);
    if (versionIdIn(on, request) === undefined && !on.objects.newest(bucket, key)) throw noSuchKey(`${bucket}/${key}`);
    const object = findDescribed(on, request);
    return { headers: versionHeaders(on, bucket, object), document: ['Tagging', taggingOf(object.tags)] };
  },
};
