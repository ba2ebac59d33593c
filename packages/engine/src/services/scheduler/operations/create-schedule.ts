import { keepSchedule } from '../keep-schedule.ts';
import { scheduleInput } from '../members.ts';
import { type Operation, operation } from '../operation.ts';
import { readSchedule } from '../read-schedule.ts';
import { refusal } from '../refusal.ts';
import { findGroup, scheduleArn } from '../schedule.ts';

/** @source "CreateSchedule", EventBridge Scheduler API reference */
export const createSchedule: Operation = operation({
  name: 'CreateSchedule',
  method: 'POST',
  path: '/schedules/{Name}',
  input: scheduleInput,
  run(on, input) {
    const group = findGroup(on, input.GroupName);
    if (group.schedules.has(input.Name)) throw refusal('ConflictException', `Schedule ${input.Name} already exists.`, 409);
    const schedule = readSchedule(on, input, on.world.now());
    keepSchedule(on, schedule);
    return { ScheduleArn: scheduleArn(on, schedule) };
  },
});
