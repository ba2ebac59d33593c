import type { S3Operation } from '../operation.ts';

/** @source "ListBuckets", Amazon S3 API reference */
export const listBuckets: S3Operation = {
  name: 'ListBuckets',
  method: 'GET',
  on: 'service',
  run(on, { query }) {
    const prefix = query.get('prefix') ?? '';
    const buckets = on.buckets
      .all()
      .filter(({ name }) => name.startsWith(prefix))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    const owner = { ID: on.world.accountId, DisplayName: on.world.accountId };
    const listed = buckets.map(({ name, createdMs, region }) => ({ Name: name, CreationDate: new Date(createdMs), BucketRegion: region }));
    return { document: ['ListAllMyBucketsResult', { Owner: owner, Buckets: { Bucket: listed } }] };
  },
};
