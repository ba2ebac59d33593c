import { isIP } from 'node:net';
import { ServiceError } from '../../protocol/service-error.ts';
import type { Acl } from './canned-acl.ts';

export interface Bucket {
  readonly name: string;
  readonly region: string;
  readonly createdMs: number;
  readonly acl?: Acl | undefined;
  /** Absent in a bucket that never had versions. */
  readonly versioning?: 'Enabled' | 'Suspended' | undefined;
  readonly tags: { readonly [key: string]: string };
  /** The documents that clients put at the bucket and get back, by subresource: `cors`, `policy`, `lifecycle`. */
  readonly configurations: { readonly [subresource: string]: string };
}

/** @source "General purpose bucket naming rules", Amazon S3 user guide */
export function checkBucketName(name: string): void {
  const wellFormed = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) && !name.includes('..') && isIP(name) === 0;
  if (!wellFormed || name.startsWith('xn--') || name.startsWith('sthree-') || name.endsWith('-s3alias') || name.endsWith('--ol-s3')) {
    throw new ServiceError('InvalidBucketName', 'The specified bucket is not valid.', 400, { BucketName: name });
  }
}
