import { required } from '../../../protocol/shape.ts';
import { type Operation, operation } from '../operation.ts';
import { resource, taggedFunction } from '../tags.ts';

/** @source "ListTags", AWS Lambda API reference */
export const listTags: Operation = operation({
  name: 'ListTags',
  method: 'GET',
  path: '/2017-03-31/tags/{Resource}',
  input: { Resource: required(resource) },
  run: (state, { Resource }) => ({ Tags: taggedFunction(state, Resource).tags }),
});
