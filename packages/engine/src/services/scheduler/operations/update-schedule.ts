import { keepSchedule } from '../keep-schedule.ts';
import { scheduleInput } from '../members.ts';
import { type Operation, operation } from '../operation.ts';
import { readSchedule } from '../read-schedule.ts';
import { findSchedule, scheduleArn } from '../schedule.ts';

/** @source "UpdateSchedule", EventBridge Scheduler API reference: what is left out goes back to its default */
export const updateSchedule: Operation = operation({
  name: 'UpdateSchedule',
  method: 'PUT',
  path: '/schedules/{Name}',
  input: scheduleInput,
  run(on, input) {
    const { createdMs } = findSchedule(on, input.Name, input.GroupName);
    const schedule = readSchedule(on, input, createdMs);
    keepSchedule(on, schedule);
    return { ScheduleArn: scheduleArn(on, schedule) };
  },
});
