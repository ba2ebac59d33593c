import { required, string, structure } from '../../../protocol/shape.ts';
import { tags, tagsOf } from '../members.ts';
import { type Operation, operation } from '../operation.ts';
import { taggedGroup } from '../tagged-group.ts';

/** @source "TagResource", EventBridge Scheduler API reference */
export const tagResource: Operation = operation({
  name: 'TagResource',
  method: 'POST',
  path: '/tags/{ResourceArn}',
  input: structure('com.amazonaws.scheduler.TagResourceInput', {
    ResourceArn: required(string({ min: 1, max: 1011 })),
    Tags: required(tags),
  }),
  run(on, { ResourceArn, Tags }) {
    const group = taggedGroup(on, ResourceArn);
    on.groups.set(group.name, { ...group, tags: { ...group.tags, ...tagsOf(Tags) } });
    return {};
  },
});
