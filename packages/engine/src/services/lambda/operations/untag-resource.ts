import { required } from '../../../protocol/shape.ts';
import { constrainedList } from '../members.ts';
import { type Operation, operation } from '../operation.ts';
import { resource, taggedFunction } from '../tags.ts';

/** @source "UntagResource", AWS Lambda API reference; refusals recorded on AWS by localstack */
export const untagResource: Operation = operation({
  name: 'UntagResource',
  method: 'DELETE',
  path: '/2017-03-31/tags/{Resource}',
  status: 204,
  input: { Resource: required(resource), tagKeys: required(constrainedList('', () => true)) },
  run(state, { Resource, tagKeys }) {
    const tagged = taggedFunction(state, Resource);
    tagged.set(Object.fromEntries(Object.entries(tagged.tags).filter(([key]) => !tagKeys.includes(key))));
    return undefined;
  },
});
