import { ServiceError } from '../../protocol/service-error.ts';
import type { Bucket } from './bucket.ts';
import type { Acl } from './canned-acl.ts';
import { readCopySource } from './copy-source.ts';
import type { S3State } from './operation.ts';
import { publicAccessBlockOf } from './public-access.ts';
import type { S3Request } from './s3-request.ts';

/** Operations whose right has another name. @source "Required permissions for Amazon S3 API operations", Amazon S3 user guide */
const actions: { readonly [operation: string]: string } = {
  AbortMultipartUpload: 'AbortMultipartUpload',
  CompleteMultipartUpload: 'PutObject',
  CopyObject: 'PutObject',
  CreateMultipartUpload: 'PutObject',
  DeleteObjects: 'DeleteObject',
  GetBucketCors: 'GetBucketCORS',
  HeadBucket: 'ListBucket',
  HeadObject: 'GetObject',
  ListBuckets: 'ListAllMyBuckets',
  ListMultipartUploads: 'ListBucketMultipartUploads',
  ListObjects: 'ListBucket',
  ListObjectsV2: 'ListBucket',
  ListParts: 'ListMultipartUploadParts',
  PostObject: 'PutObject',
  PutBucketCors: 'PutBucketCORS',
  UploadPart: 'PutObject',
  UploadPartCopy: 'PutObject',
};

/** What an ACL opens to everybody. @source "Mapping of ACL permissions and access policy permissions", Amazon S3 user guide */
const readOfObject: readonly string[] = ['s3:GetObject'];
const readOfBucket: readonly string[] = ['s3:ListBucket', 's3:ListBucketMultipartUploads'];
const writeOfBucket: readonly string[] = ['s3:PutObject', 's3:DeleteObject'];

/**
 * Whether a request that nobody signed may be answered: the policy of the bucket or an ACL must let everybody in, and nothing block it.
 * @throws ServiceError AccessDenied
 * @source "How Amazon S3 authorizes a request", Amazon S3 user guide
 */
export function authorizeAnonymous(on: S3State, request: S3Request, operationName: string): void {
  const action = `s3:${actions[operationName] ?? operationName}`;
  const bucket = on.buckets.get(request.bucket);
  if (request.bucket === '') throw denied();
  // Of a bucket that is not there the operation itself tells.
  if (!bucket) return;
  // A policy may tell keys apart, which are in the body.
  const byPolicy = operationName === 'DeleteObjects' && bucket.configurations.policy !== undefined;
  if (byPolicy || !allows(on, bucket, request, action)) throw denied();
  if (
    action === 's3:GetObject' &&
    !on.objects.get(bucket.name, request.key) &&
    !allows(on, bucket, { ...request, key: '' }, 's3:ListBucket')
  )
    throw denied();
  const source = request.header('x-amz-copy-source');
  if (source === undefined) return;
  const place = readCopySource(source);
  const from = on.buckets.get(place.bucket);
  if (!from || !allows(on, from, { ...request, ...place }, 's3:GetObject')) throw denied();
}

export function denied(): ServiceError {
  return new ServiceError('AccessDenied', 'Access Denied', 403);
}

function allows(on: S3State, bucket: Bucket, request: S3Request, action: string): boolean {
  const block = publicAccessBlockOf(bucket);
  const { policy } = bucket.configurations;
  if (policy !== undefined) {
    const resource = `arn:${on.world.partition}:s3:::${bucket.name}${request.key === '' ? '' : `/${request.key}`}`;
    const decision = on.policies.decide(JSON.parse(policy), { action, resource, context: contextOf(request) });
    if (decision === 'deny') return false;
    if (decision === 'allow' && !block?.RestrictPublicBuckets) return true;
  }
  if (block?.IgnorePublicAcls) return false;
  const object = request.key === '' ? undefined : on.objects.get(bucket.name, request.key);
  if (readOfObject.includes(action)) return opens(object?.acl, 'READ');
  if (readOfBucket.includes(action)) return opens(bucket.acl, 'READ');
  return writeOfBucket.includes(action) && opens(bucket.acl, 'WRITE');
}

function opens(acl: Acl | undefined, permission: 'READ' | 'WRITE'): boolean {
  return acl === 'public-read-write' || (permission === 'READ' && acl === 'public-read');
}

function contextOf(request: S3Request): ReadonlyMap<string, string> {
  const context = new Map([
    ['aws:sourceip', '127.0.0.1'],
    ['aws:securetransport', 'false'],
    ['s3:authtype', 'REST-ANONYMOUS'],
  ]);
  const also: readonly (readonly [string, string | null | undefined])[] = [
    ['aws:referer', request.header('referer')],
    ['aws:useragent', request.header('user-agent')],
    ['s3:prefix', request.query.get('prefix')],
    ['s3:delimiter', request.query.get('delimiter')],
    ['s3:max-keys', request.query.get('max-keys')],
    ['s3:x-amz-acl', request.header('x-amz-acl')],
    ['s3:x-amz-server-side-encryption', request.header('x-amz-server-side-encryption')],
  ];
  for (const [key, value] of also) if (typeof value === 'string') context.set(key, value);
  return context;
}
