import { required, structure } from '../../../protocol/shape.ts';
import { name } from '../members.ts';
import { type Operation, operation } from '../operation.ts';
import { findSchedule, scheduleArn } from '../schedule.ts';

/** @source "GetSchedule", EventBridge Scheduler API reference */
export const getSchedule: Operation = operation({
  name: 'GetSchedule',
  method: 'GET',
  path: '/schedules/{Name}',
  fromQuery: (query) => ({ GroupName: query.get('groupName') }),
  input: structure('com.amazonaws.scheduler.GetScheduleInput', { Name: required(name), GroupName: name }),
  run(on, { Name, GroupName }) {
    const schedule = findSchedule(on, Name, GroupName);
    const seconds = (ms: number | undefined): number | undefined => (ms === undefined ? undefined : ms / 1000);
    return {
      ActionAfterCompletion: schedule.actionAfterCompletion,
      Arn: scheduleArn(on, schedule),
      CreationDate: seconds(schedule.createdMs),
      Description: schedule.description,
      EndDate: seconds(schedule.endMs),
      FlexibleTimeWindow: schedule.flexibleTimeWindow,
      GroupName: schedule.groupName,
      KmsKeyArn: schedule.kmsKeyArn,
      LastModificationDate: seconds(schedule.modifiedMs),
      Name: schedule.name,
      ScheduleExpression: schedule.scheduleExpression,
      ScheduleExpressionTimezone: schedule.timeZone,
      StartDate: seconds(schedule.startMs),
      State: schedule.state,
      Target: schedule.target,
    };
  },
});
