import { findBucket, findObject } from '../find.ts';
import type { S3Operation } from '../operation.ts';

/** @source "DeleteObjectTagging", Amazon S3 API reference */
export const deleteObjectTagging: S3Operation = {
  name: 'DeleteObjectTagging',
  method: 'DELETE',
  on: 'object',
  query: ['tagging'],
  async run(on, request) {
    const object = { ...findObject(on, request), tags: {} };
    await on.objects.put(request.bucket, object);
    const { key, eTag } = object;
    on.changed({ bucket: findBucket(on, request.bucket), key, eTag, eventName: 'ObjectTagging:Delete', request });
    return { status: 204 };
  },
};
