import { deletionCheck } from '../conditions.ts';
import { checkedVersionId, findBucket } from '../find.ts';
import type { S3Answer, S3Operation } from '../operation.ts';
import { removeObject } from '../remove-object.ts';
import { nullVersion } from '../version-id.ts';

/** An object that is not there is gone already. @source "DeleteObject", Amazon S3 API reference; recordings of localstack's test_s3_api */
export const deleteObject: S3Operation = {
  name: 'DeleteObject',
  method: 'DELETE',
  on: 'object',
  async run(on, request): Promise<S3Answer> {
    const bucket = findBucket(on, request.bucket);
    const { key } = request;
    const versionId = checkedVersionId(bucket, request.query.get('versionId') ?? undefined);
    const { marker } = await removeObject(on, bucket, { request, key, versionId, check: deletionCheck(request) });
    const told = versionId ?? (marker && (marker.versionId ?? nullVersion));
    return {
      status: 204,
      headers: {
        ...(marker && { 'x-amz-delete-marker': 'true' }),
        ...(told !== undefined && bucket.versioning !== undefined && { 'x-amz-version-id': told }),
      },
    };
  },
};
