import { type BucketConfiguration, notThere } from '../bucket-configuration.ts';
import type { PublicAccessBlock } from '../public-access.ts';

/** @source "PutPublicAccessBlock", Amazon S3 API reference */
export const publicAccessBlock: BucketConfiguration = {
  name: 'PublicAccessBlock',
  subresource: 'publicAccessBlock',
  rootName: 'PublicAccessBlockConfiguration',
  read(root): PublicAccessBlock {
    const flag = (name: string): boolean => root.textOf(name)?.toLowerCase() === 'true';
    return {
      BlockPublicAcls: flag('BlockPublicAcls'),
      IgnorePublicAcls: flag('IgnorePublicAcls'),
      BlockPublicPolicy: flag('BlockPublicPolicy'),
      RestrictPublicBuckets: flag('RestrictPublicBuckets'),
    };
  },
  absent: notThere('NoSuchPublicAccessBlockConfiguration', 'The public access block configuration was not found'),
  deletable: true,
};
