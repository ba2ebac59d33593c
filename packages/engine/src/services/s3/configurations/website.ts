import { type BucketConfiguration, notThere } from '../bucket-configuration.ts';

/** @source "GetBucketWebsite", Amazon S3 API reference */
export const website: BucketConfiguration = {
  name: 'BucketWebsite',
  subresource: 'website',
  rootName: 'WebsiteConfiguration',
  absent: notThere('NoSuchWebsiteConfiguration', 'The specified bucket does not have a website configuration'),
  deletable: true,
};
