import type { Bucket } from './bucket.ts';
import type { S3State } from './operation.ts';
import type { S3Request } from './s3-request.ts';

/** Removes an object and its bytes, and tells of it; nothing happens when it is not there. */
export async function removeObject(on: S3State, bucket: Bucket, key: string, request: S3Request): Promise<void> {
  const object = on.objects.get(bucket.name, key);
  if (!object) return;
  await on.objects.delete(bucket.name, key);
  await Promise.all(object.parts.map(({ blobId }) => on.blobs.delete(blobId)));
  on.changed({ bucket, key, eventName: 'ObjectRemoved:Delete', request });
}
