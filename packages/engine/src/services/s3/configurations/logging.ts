import { ServiceError } from '../../../protocol/service-error.ts';
import type { BucketConfiguration } from '../bucket-configuration.ts';

/** Turned off is all that it can be here. @source "PutBucketLogging", Amazon S3 API reference */
export const logging: BucketConfiguration = {
  name: 'BucketLogging',
  subresource: 'logging',
  rootName: 'BucketLoggingStatus',
  read(root) {
    if (root.first('LoggingEnabled'))
      throw new ServiceError('NotImplemented', 'gatewright writes no access logs of buckets. See docs/compatibility.md.', 501);
    return {};
  },
  absent: () => ({}),
  deletable: false,
};
