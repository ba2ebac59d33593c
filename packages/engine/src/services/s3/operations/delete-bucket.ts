import { ServiceError } from '../../../protocol/service-error.ts';
import { findBucket } from '../find.ts';
import { dropUpload } from '../find-upload.ts';
import type { S3Operation } from '../operation.ts';

/** Uploads that are under way go with it. @source "DeleteBucket", Amazon S3 API reference; recordings of localstack's test_s3_api */
export const deleteBucket: S3Operation = {
  name: 'DeleteBucket',
  method: 'DELETE',
  on: 'bucket',
  async run(on, { bucket: name }) {
    const { versioning } = findBucket(on, name);
    if (!on.objects.isEmpty(name)) {
      const more = versioning === undefined ? '' : '. You must delete all versions in the bucket.';
      throw new ServiceError('BucketNotEmpty', `The bucket you tried to delete is not empty${more}`, 409, { BucketName: name });
    }
    await on.buckets.delete(name);
    await Promise.all(on.uploads.all().map((it) => (it.bucket === name ? dropUpload(on, it) : undefined)));
    return { status: 204 };
  },
};
