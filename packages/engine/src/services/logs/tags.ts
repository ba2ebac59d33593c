import { ServiceError } from '../../protocol/service-error.ts';
import type { CloudWatchLogs } from './cloudwatch-logs.ts';
import type { LogGroup } from './documents.ts';
import { nameOfIdentifier } from './log-group.ts';
import { invalidParameter } from './operation.ts';

const maximumTags = 50;

/** The group of an ARN, with or without `:*` at its end. @throws ServiceError InvalidParameterException, ResourceNotFoundException */
export function taggedGroup({ groups }: CloudWatchLogs, arn: string): LogGroup {
  if (!/^arn:[\w-]+:logs:[\w-]*:\d*:log-group:/.test(arn)) throw invalidParameter('The specified resource ARN is not valid.');
  const group = groups.get(nameOfIdentifier(arn));
  if (!group) throw new ServiceError('ResourceNotFoundException', 'The specified resource does not exist.');
  return group;
}

export function withTags(group: LogGroup, added: { readonly [name: string]: string }): LogGroup {
  const tags = { ...group.tags, ...added };
  if (Object.keys(tags).length > maximumTags)
    throw new ServiceError('TooManyTagsException', `The resource has more than ${maximumTags} tags.`);
  return { ...group, tags };
}

export function withoutTags(group: LogGroup, removed: readonly string[]): LogGroup {
  return { ...group, tags: Object.fromEntries(Object.entries(group.tags).filter(([name]) => !removed.includes(name))) };
}
