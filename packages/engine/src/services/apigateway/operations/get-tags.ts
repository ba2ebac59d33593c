import type { Operation } from '../operation.ts';
import { taggedThing } from '../tagged-thing.ts';

/** @source "GetTags", Amazon API Gateway V1 API reference */
export const getTags: Operation = {
  name: 'GetTags',
  method: 'GET',
  path: '/tags/{resource_arn}',
  status: 200,
  run: (plane, { path }) => ({ tags: taggedThing(plane, path.resource_arn ?? '').tags }),
};
