import { structure } from '../../../protocol/shape.ts';
import { maxResults, name, nextToken, state } from '../members.ts';
import { type Operation, operation } from '../operation.ts';
import { pageOfNamed } from '../page-of-named.ts';
import { findGroup, scheduleArn } from '../schedule.ts';

/** @source "ListSchedules", EventBridge Scheduler API reference */
export const listSchedules: Operation = operation({
  name: 'ListSchedules',
  method: 'GET',
  path: '/schedules',
  fromQuery: (query) => ({ GroupName: query.get('ScheduleGroup'), MaxResults: numberOf(query.get('MaxResults')) }),
  input: structure('com.amazonaws.scheduler.ListSchedulesInput', {
    GroupName: name,
    MaxResults: maxResults,
    NamePrefix: name,
    NextToken: nextToken,
    State: state,
  }),
  run(on, { GroupName, State, ...request }) {
    const groups = GroupName === undefined ? [...on.groups.values()] : [findGroup(on, GroupName)];
    const all = groups.flatMap(({ schedules }) => [...schedules.values()]);
    const page = pageOfNamed(
      all.filter((it) => State === undefined || it.state === State),
      request,
    );
    return {
      Schedules: page.items.map((schedule) => ({
        Arn: scheduleArn(on, schedule),
        CreationDate: schedule.createdMs / 1000,
        GroupName: schedule.groupName,
        LastModificationDate: schedule.modifiedMs / 1000,
        Name: schedule.name,
        State: schedule.state,
        Target: { Arn: schedule.target.Arn },
      })),
      NextToken: page.nextToken,
    };
  },
});

function numberOf(text: string | null): number | null {
  return text === null ? null : Number(text);
}
