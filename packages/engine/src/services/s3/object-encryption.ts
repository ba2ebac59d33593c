import { createHash } from 'node:crypto';
import { ServiceError } from '../../protocol/service-error.ts';
import type { World } from '../../world/world.ts';
import type { Bucket } from './bucket.ts';
import type { ObjectEncryption } from './s3-object.ts';
import type { S3Request } from './s3-request.ts';

interface EncryptionDocument {
  readonly Rule: {
    readonly ApplyServerSideEncryptionByDefault: { readonly SSEAlgorithm: string; readonly KMSMasterKeyID?: string };
    readonly BucketKeyEnabled: boolean;
  };
}

/**
 * How an object is told to be encrypted: as its request says, else as its bucket does. The bytes lie as they came.
 * @throws ServiceError InvalidArgument, NotImplemented
 * @source "Protecting data with server-side encryption", Amazon S3 user guide
 */
export function encryptionOf(world: World, request: S3Request, bucket: Bucket): ObjectEncryption | undefined {
  if (request.header('x-amz-server-side-encryption-customer-algorithm') !== undefined) {
    const message = 'gatewright does not keep objects under keys of their client (SSE-C). See docs/compatibility.md.';
    throw new ServiceError('NotImplemented', message, 501);
  }
  const [asked, askedKey] = [request.header('x-amz-server-side-encryption'), request.header('x-amz-server-side-encryption-aws-kms-key-id')];
  if (asked !== undefined && !['AES256', 'aws:kms', 'aws:kms:dsse'].includes(asked)) {
    const members = { ArgumentName: 'x-amz-server-side-encryption', ArgumentValue: asked };
    throw new ServiceError('InvalidArgument', 'The encryption method specified is not supported', 400, members);
  }
  const { encryption } = bucket.configurations;
  const document: EncryptionDocument | undefined = encryption === undefined ? undefined : JSON.parse(encryption);
  const byDefault = document?.Rule.ApplyServerSideEncryptionByDefault;
  const algorithm = asked ?? byDefault?.SSEAlgorithm ?? 'AES256';
  if (algorithm === 'AES256') return undefined;
  const askedBucketKey = request.header('x-amz-server-side-encryption-bucket-key-enabled');
  const bucketKeyEnabled = askedBucketKey === undefined ? document?.Rule.BucketKeyEnabled : askedBucketKey.toLowerCase() === 'true';
  return { algorithm, kmsKeyArn: keyArnOf(world, askedKey ?? byDefault?.KMSMasterKeyID), ...(bucketKeyEnabled && { bucketKeyEnabled }) };
}

/** A key's ARN; of the account's own key for S3 when none is named. */
function keyArnOf({ partition, region, accountId }: World, key: string | undefined): string {
  if (key?.startsWith('arn:')) return key;
  const digest = createHash('sha256').update(`${accountId}/${region}/aws/s3`).digest('hex');
  const own = digest.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return `arn:${partition}:kms:${region}:${accountId}:key/${key ?? own}`;
}

export function encryptionHeaders(encryption: ObjectEncryption | undefined): { readonly [name: string]: string } {
  if (!encryption) return { 'x-amz-server-side-encryption': 'AES256' };
  const { algorithm, kmsKeyArn, bucketKeyEnabled } = encryption;
  return {
    'x-amz-server-side-encryption': algorithm,
    ...(kmsKeyArn !== undefined && { 'x-amz-server-side-encryption-aws-kms-key-id': kmsKeyArn }),
    ...(bucketKeyEnabled && { 'x-amz-server-side-encryption-bucket-key-enabled': 'true' }),
  };
}
