import { structure } from '../../../protocol/shape.ts';
import { describedGroup } from '../described-group.ts';
import { maxResults, name, nextToken } from '../members.ts';
import { type Operation, operation } from '../operation.ts';
import { pageOfNamed } from '../page-of-named.ts';

/** @source "ListScheduleGroups", EventBridge Scheduler API reference */
export const listScheduleGroups: Operation = operation({
  name: 'ListScheduleGroups',
  method: 'GET',
  path: '/schedule-groups',
  fromQuery: (query) => (query.has('MaxResults') ? { MaxResults: Number(query.get('MaxResults')) } : {}),
  input: structure('com.amazonaws.scheduler.ListScheduleGroupsInput', { MaxResults: maxResults, NamePrefix: name, NextToken: nextToken }),
  run(on, request) {
    const page = pageOfNamed(on.groups.values(), request);
    return { ScheduleGroups: page.items.map((group) => describedGroup(on, group)), NextToken: page.nextToken };
  },
});
