import { findBucket } from '../find.ts';
import type { S3Operation } from '../operation.ts';
import { removeObject } from '../remove-object.ts';

/** An object that is not there is gone already. @source "DeleteObject", Amazon S3 API reference */
export const deleteObject: S3Operation = {
  name: 'DeleteObject',
  method: 'DELETE',
  on: 'object',
  async run(on, request) {
    await removeObject(on, findBucket(on, request.bucket), request.key, request);
    return { status: 204 };
  },
};
