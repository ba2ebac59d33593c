import { type BucketConfiguration, notThere } from '../bucket-configuration.ts';

/** @source "GetObjectLockConfiguration", Amazon S3 API reference */
export const objectLock: BucketConfiguration = {
  name: 'ObjectLockConfiguration',
  subresource: 'object-lock',
  rootName: 'ObjectLockConfiguration',
  absent: notThere('ObjectLockConfigurationNotFoundError', 'Object Lock configuration does not exist for this bucket'),
  deletable: false,
};
