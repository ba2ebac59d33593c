import { ServiceError } from '../../protocol/service-error.ts';
import type { Bucket } from './bucket.ts';
import type { S3State } from './operation.ts';
import type { S3Object } from './s3-object.ts';
import type { S3Request } from './s3-request.ts';

/** @throws ServiceError NoSuchBucket */
export function findBucket({ buckets }: S3State, name: string): Bucket {
  const bucket = buckets.get(name);
  if (!bucket) throw new ServiceError('NoSuchBucket', 'The specified bucket does not exist', 404, { BucketName: name });
  return bucket;
}

/** @throws ServiceError NoSuchBucket, NoSuchKey */
export function findObject(on: S3State, { bucket, key }: Pick<S3Request, 'bucket' | 'key'>): S3Object {
  findBucket(on, bucket);
  const object = on.objects.get(bucket, key);
  if (!object) throw noSuchKey(key);
  return object;
}

export function noSuchKey(key: string): ServiceError {
  return new ServiceError('NoSuchKey', 'The specified key does not exist.', 404, { Key: key });
}
