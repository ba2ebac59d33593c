import { list, required, string, structure } from '../../../protocol/shape.ts';
import { type Operation, operation } from '../operation.ts';
import { taggedGroup } from '../tagged-group.ts';

/** @source "UntagResource", EventBridge Scheduler API reference */
export const untagResource: Operation = operation({
  name: 'UntagResource',
  method: 'DELETE',
  path: '/tags/{ResourceArn}',
  fromQuery: (query) => ({ TagKeys: query.getAll('TagKeys') }),
  input: structure('com.amazonaws.scheduler.UntagResourceInput', {
    ResourceArn: required(string({ min: 1, max: 1011 })),
    TagKeys: required(list(string({ min: 1, max: 128 }), { max: 200 })),
  }),
  run(on, { ResourceArn, TagKeys }) {
    const group = taggedGroup(on, ResourceArn);
    const tags = Object.fromEntries(Object.entries(group.tags).filter(([key]) => !TagKeys.includes(key)));
    on.groups.set(group.name, { ...group, tags });
    return {};
  },
});
