import { ServiceError } from '../../../protocol/service-error.ts';
import { checkBucketName } from '../bucket.ts';
import type { S3Operation } from '../operation.ts';
import { readDocument } from '../payload.ts';
import { parseDocument } from '../xml.ts';

const maximumDocumentBytes = 64 * 1024;

/** Of a bucket that is there already: us-east-1 alone answers its owner as if it had just been made. @source "CreateBucket", Amazon S3 API reference */
export const createBucket: S3Operation = {
  name: 'CreateBucket',
  method: 'PUT',
  on: 'bucket',
  async run(on, request) {
    const { bucket: name } = request;
    checkBucketName(name);
    const body = await readDocument(request, maximumDocumentBytes);
    const { region } = on.world;
    const constraint = body.length === 0 ? undefined : parseDocument(body, 'CreateBucketConfiguration').textOf('LocationConstraint');
    if (constraint !== undefined && constraint !== region) {
      const message = `The ${constraint} location constraint is incompatible for the region specific endpoint this request was sent to.`;
      throw new ServiceError('IllegalLocationConstraintException', message, 400);
    }
    const existing = on.buckets.get(name);
    if (existing && region !== 'us-east-1') {
      const message = 'Your previous request to create the named bucket succeeded and you already own it.';
      throw new ServiceError('BucketAlreadyOwnedByYou', message, 409, { BucketName: name });
    }
    if (!existing) await on.buckets.put(name, { name, region, createdMs: on.world.now(), tags: {}, configurations: {} });
    return { headers: { location: `/${name}` } };
  },
};
