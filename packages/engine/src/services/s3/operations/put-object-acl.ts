import { readAcl } from '../acl.ts';
import { findBucket, findDescribed, versionHeaders } from '../find.ts';
import type { S3Operation } from '../operation.ts';

/** @source "PutObjectAcl", Amazon S3 API reference */
export const putObjectAcl: S3Operation = {
  name: 'PutObjectAcl',
  method: 'PUT',
  on: 'object',
  query: ['acl'],
  async run(on, request) {
    findDescribed(on, request);
    const bucket = findBucket(on, request.bucket);
    const acl = await readAcl(request, bucket);
    const object = { ...findDescribed(on, request), acl };
    await on.objects.rewrite(bucket.name, object);
    const { key, eTag, versionId } = object;
    on.changed({ bucket, key, eTag, versionId, eventName: 'ObjectAcl:Put', request });
    return { headers: versionHeaders(on, bucket.name, object) };
  },
};
