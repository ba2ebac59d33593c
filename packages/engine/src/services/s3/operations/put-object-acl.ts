import { readAcl } from '../acl.ts';
import { findBucket, findObject } from '../find.ts';
import type { S3Operation } from '../operation.ts';

/** @source "PutObjectAcl", Amazon S3 API reference */
export const putObjectAcl: S3Operation = {
  name: 'PutObjectAcl',
  method: 'PUT',
  on: 'object',
  query: ['acl'],
  async run(on, request) {
    findObject(on, request);
    const bucket = findBucket(on, request.bucket);
    const acl = await readAcl(request, bucket);
    const object = { ...findObject(on, request), acl };
    await on.objects.put(bucket.name, object);
    on.changed({ bucket, key: object.key, eTag: object.eTag, eventName: 'ObjectAcl:Put', request });
    return {};
  },
};
