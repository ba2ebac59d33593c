import { type BucketConfiguration, notThere } from '../bucket-configuration.ts';

/** @source "GetBucketReplication", Amazon S3 API reference */
export const replication: BucketConfiguration = {
  name: 'BucketReplication',
  subresource: 'replication',
  rootName: 'ReplicationConfiguration',
  absent: notThere('ReplicationConfigurationNotFoundError', 'The replication configuration was not found'),
  deletable: true,
};
