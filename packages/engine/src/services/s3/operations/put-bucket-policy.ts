import { ServiceError } from '../../../protocol/service-error.ts';
import { keep } from '../bucket-configuration.ts';
import { findBucket } from '../find.ts';
import type { S3Operation } from '../operation.ts';
import { readDocument } from '../payload.ts';
import { isPublicPolicy } from '../policy-status.ts';
import { publicAccessBlockOf } from '../public-access.ts';

/** @source "Bucket policies", Amazon S3 user guide: 20 KB */
const maximumBytes = 20 * 1024;

/** @source "PutBucketPolicy", Amazon S3 API reference; recordings of localstack's test_s3_api */
export const putBucketPolicy: S3Operation = {
  name: 'PutBucketPolicy',
  method: 'PUT',
  on: 'bucket',
  query: ['policy'],
  async run(on, request) {
    findBucket(on, request.bucket);
    const text = (await readDocument(request, 1024 * 1024)).toString('utf8');
    if (Buffer.byteLength(text) > maximumBytes)
      throw new ServiceError('PolicyTooLarge', `Policy exceeds the maximum allowed document size of ${maximumBytes} bytes`, 400);
    const policy = parsed(text);
    const problem = on.policies.problemOf(policy);
    if (problem !== undefined) throw malformed(`Policy has invalid syntax: ${problem}`);
    const bucket = findBucket(on, request.bucket);
    if (publicAccessBlockOf(bucket)?.BlockPublicPolicy && isPublicPolicy(policy))
      throw new ServiceError('AccessDenied', 'Access Denied', 403);
    await keep(on, bucket.name, 'policy', text);
    return { status: 204 };
  },
};

function parsed(text: string): object {
  if (!text.startsWith('{')) throw malformed("Policies must be valid JSON and the first byte must be '{'");
  let policy: object;
  try {
    policy = JSON.parse(text);
  } catch {
    throw malformed('This policy contains invalid Json');
  }
  if (!('Statement' in policy)) throw malformed('Missing required field Statement');
  return policy;
}

function malformed(message: string): ServiceError {
  return new ServiceError('MalformedPolicy', message, 400);
}
