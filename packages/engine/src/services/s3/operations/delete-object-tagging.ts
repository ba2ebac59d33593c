import { findBucket, findDescribed, versionHeaders } from '../find.ts';
import type { S3Operation } from '../operation.ts';

/** @source "DeleteObjectTagging", Amazon S3 API reference */
export const deleteObjectTagging: S3Operation = {
  name: 'DeleteObjectTagging',
  method: 'DELETE',
  on: 'object',
  query: ['tagging'],
  async run(on, request) {
    const object = { ...findDescribed(on, request), tags: {} };
    await on.objects.rewrite(request.bucket, object);
    const { key, eTag, versionId } = object;
    on.changed({ bucket: findBucket(on, request.bucket), key, eTag, versionId, eventName: 'ObjectTagging:Delete', request });
    return { status: 204, headers: versionHeaders(on, request.bucket, object) };
  },
};
