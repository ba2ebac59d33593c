import type { Operation } from '../operation.ts';
import { textMapOf } from '../request-document.ts';
import { taggedThing } from '../tagged-thing.ts';

/** @source "TagResource", Amazon API Gateway V1 API reference */
export const tagResource: Operation = {
  name: 'TagResource',
  method: 'PUT',
  path: '/tags/{resource_arn}',
  status: 204,
  run(plane, { path, body }) {
    const thing = taggedThing(plane, path.resource_arn ?? '');
    thing.setTags({ ...thing.tags, ...textMapOf(body, 'tags') });
  },
};
