import { ServiceError } from '../../../protocol/service-error.ts';
import { readAclHeader } from '../acl.ts';
import { type Bucket, checkBucketName } from '../bucket.ts';
import { objectOwnerships, ownershipOf } from '../configurations/ownership-controls.ts';
import type { S3Operation } from '../operation.ts';
import { readDocument } from '../payload.ts';
import { blockedPublicAccess } from '../public-access.ts';
import { parseDocument } from '../request-document.ts';

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
    if (request.header('x-amz-bucket-object-lock-enabled')?.toLowerCase() === 'true')
      throw new ServiceError('NotImplemented', 'gatewright does not lock objects. See docs/compatibility.md.', 501);
    const ownership = request.header('x-amz-object-ownership');
    if (ownership !== undefined && !objectOwnerships.includes(ownership)) {
      const members = { ArgumentName: 'x-amz-object-ownership' };
      throw new ServiceError('InvalidArgument', `Invalid x-amz-object-ownership header: ${ownership}`, 400, members);
    }
    const configurations = {
      ownershipControls: JSON.stringify(ownershipOf(ownership ?? 'BucketOwnerEnforced')),
      publicAccessBlock: JSON.stringify(blockedPublicAccess),
    };
    const bucket: Bucket = { name, region, createdMs: on.world.now(), tags: {}, configurations };
    const acl = readAclHeader(request, bucket);
    if (!on.buckets.get(name)) await on.buckets.put(name, { ...bucket, acl });
    return { headers: { location: constraint === undefined ? `/${name}` : `http://${name}.s3.amazonaws.com/` } };
  },
};
