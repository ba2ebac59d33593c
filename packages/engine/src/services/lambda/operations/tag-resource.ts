import { required } from '../../../protocol/shape.ts';
import { tags } from '../function-members.ts';
import { type Operation, operation } from '../operation.ts';
import { checkTags, resource, taggedFunction } from '../tags.ts';

/** @source "TagResource", AWS Lambda API reference; refusals recorded on AWS by localstack */
export const tagResource: Operation = operation({
  name: 'TagResource',
  method: 'POST',
  path: '/2017-03-31/tags/{Resource}',
  status: 204,
  input: { Resource: required(resource), Tags: required(tags) },
  run(state, { Resource, Tags }) {
    const tagged = taggedFunction(state, Resource, { changing: Object.keys(Tags).length === 0 });
    const all = { ...tagged.tags, ...Tags };
    checkTags(all);
    tagged.set(all);
    return undefined;
  },
});
