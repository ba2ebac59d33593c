import { required, string, structure } from '../../../protocol/shape.ts';
import { type Operation, operation } from '../operation.ts';
import { taggedGroup } from '../tagged-group.ts';

/** @source "ListTagsForResource", EventBridge Scheduler API reference */
export const listTagsForResource: Operation = operation({
  name: 'ListTagsForResource',
  method: 'GET',
  path: '/tags/{ResourceArn}',
  input: structure('com.amazonaws.scheduler.ListTagsForResourceInput', { ResourceArn: required(string({ min: 1, max: 1011 })) }),
  run: (on, { ResourceArn }) => ({
    Tags: Object.entries(taggedGroup(on, ResourceArn).tags).map(([Key, Value]) => ({ Key, Value })),
  }),
});
