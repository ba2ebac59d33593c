import { ServiceError } from '../../../protocol/service-error.ts';
import type { BucketConfiguration } from '../bucket-configuration.ts';
import { malformedXml } from '../request-document.ts';

/** Nobody pays here. @source "PutBucketRequestPayment", Amazon S3 API reference */
export const requestPayment: BucketConfiguration = {
  name: 'BucketRequestPayment',
  subresource: 'requestPayment',
  rootName: 'RequestPaymentConfiguration',
  read(root) {
    const Payer = root.textOf('Payer');
    if (Payer === 'Requester')
      throw new ServiceError('NotImplemented', 'gatewright has no buckets whose requester pays. See docs/compatibility.md.', 501);
    if (Payer !== 'BucketOwner') throw malformedXml();
    return { Payer };
  },
  absent: () => ({ Payer: 'BucketOwner' }),
  deletable: false,
};
