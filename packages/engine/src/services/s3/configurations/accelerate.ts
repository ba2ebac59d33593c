import { ServiceError } from '../../../protocol/service-error.ts';
import type { BucketConfiguration } from '../bucket-configuration.ts';
import { malformedXml } from '../request-document.ts';

/** Kept; there is nothing to be faster than. @source "PutBucketAccelerateConfiguration", Amazon S3 API reference */
export const accelerate: BucketConfiguration = {
  name: 'BucketAccelerateConfiguration',
  subresource: 'accelerate',
  rootName: 'AccelerateConfiguration',
  read(root, { bucket }) {
    const Status = root.textOf('Status');
    if (bucket.name.includes('.')) {
      const message = 'S3 Transfer Acceleration is not supported for buckets with periods (.) in their names';
      throw new ServiceError('InvalidRequest', message, 400);
    }
    if (Status !== 'Enabled' && Status !== 'Suspended') throw malformedXml();
    return { Status };
  },
  absent: () => ({}),
  deletable: false,
};
