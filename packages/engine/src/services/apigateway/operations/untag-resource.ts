import type { Operation } from '../operation.ts';
import { taggedThing } from '../tagged-thing.ts';

/** @source "UntagResource", Amazon API Gateway V1 API reference */
export const untagResource: Operation = {
  name: 'UntagResource',
  method: 'DELETE',
  path: '/tags/{resource_arn}',
  status: 204,
  run(plane, { path, query }) {
    const thing = taggedThing(plane, path.resource_arn ?? '');
    const gone = query.getAll('tagKeys');
    thing.setTags(Object.fromEntries(Object.entries(thing.tags).filter(([key]) => !gone.includes(key))));
  },
};
