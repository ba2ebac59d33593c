import { groupArn, type ScheduleGroup, type Scheduler } from './schedule.ts';

/** A group as GetScheduleGroup and ListScheduleGroups answer it. */
export function describedGroup(on: Scheduler, { name, createdMs, modifiedMs }: ScheduleGroup): object {
  return {
    Arn: groupArn(on, name),
    CreationDate: createdMs / 1000,
    LastModificationDate: modifiedMs / 1000,
    Name: name,
    State: 'ACTIVE',
  };
}
