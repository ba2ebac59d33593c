import { fireSchedule } from './fire-schedule.ts';
import { timetableOf } from './read-schedule.ts';
import { findGroup, type Schedule, type Scheduler } from './schedule.ts';

/** Keeps a schedule under its name, with its alarm. A flexible window is used at its beginning. @throws ServiceError ResourceNotFoundException */
export function keepSchedule(on: Scheduler, schedule: Schedule): void {
  findGroup(on, schedule.groupName).schedules.set(schedule.name, schedule);
  const key = alarmOf(schedule);
  const timetable = timetableOf(schedule);
  on.alarms.clear(key);
  if (!timetable || schedule.state === 'DISABLED') return;
  on.alarms.set(key, {
    schedule: timetable,
    anchorMs: schedule.startMs ?? schedule.modifiedMs,
    fromMs: schedule.modifiedMs,
    ring: (dueMs) => fireSchedule(on, schedule, dueMs),
    ended() {
      if (schedule.actionAfterCompletion === 'DELETE') dropSchedule(on, schedule);
    },
  });
}

export function dropSchedule({ groups, alarms }: Scheduler, schedule: Pick<Schedule, 'name' | 'groupName'>): void {
  groups.get(schedule.groupName)?.schedules.delete(schedule.name);
  alarms.clear(alarmOf(schedule));
}

export function alarmOf({ groupName, name }: Pick<Schedule, 'name' | 'groupName'>): string {
  return `${groupName}/${name}`;
}
