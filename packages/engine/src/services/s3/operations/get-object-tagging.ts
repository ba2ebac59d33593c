import { findBucket, noSuchKey } from '../find.ts';
import type { S3Operation } from '../operation.ts';
import { taggingOf } from '../tags.ts';

/** Of a key that is not there, it tells the bucket as well. @source recordings of localstack's test_s3_api, test_object_tagging_exc */
export const getObjectTagging: S3Operation = {
  name: 'GetObjectTagging',
  method: 'GET',
  on: 'object',
  query: ['tagging'],
  run(on, { bucket, key }) {
    findBucket(on, bucket);
    const object = on.objects.get(bucket, key);
    if (!object) throw noSuchKey(`${bucket}/${key}`);
    return { document: ['Tagging', taggingOf(object.tags)] };
  },
};
