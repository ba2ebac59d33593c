import { parseSchedule, type Schedule as Timetable } from '../schedule-expression/schedule-expression.ts';
import { isTimeZone } from '../schedule-expression/time-zone.ts';
import type { ScheduleInput } from './members.ts';
import { refusal } from './refusal.ts';
import { defaultGroup, type Schedule, type Scheduler } from './schedule.ts';
import { checkedTarget } from './target.ts';

/** A StartDate may be so far back. @source recorded by moto */
const startToleranceMs = 5 * 60_000;

/** @throws ServiceError ValidationException. @source the refusals of expressions were recorded from AWS by localstack's tests */
export function readSchedule({ world }: Scheduler, given: ScheduleInput, createdMs: number): Schedule {
  const nowMs = world.now();
  const { FlexibleTimeWindow, ScheduleExpression, ScheduleExpressionTimezone = 'UTC', StartDate, EndDate } = given;
  if (!isTimeZone(ScheduleExpressionTimezone))
    throw refusal('ValidationException', `Invalid ScheduleExpressionTimezone ${ScheduleExpressionTimezone}.`);
  const schedule: Schedule = {
    name: given.Name,
    groupName: given.GroupName ?? defaultGroup,
    description: given.Description,
    scheduleExpression: ScheduleExpression,
    timeZone: ScheduleExpressionTimezone,
    startMs: StartDate,
    endMs: EndDate,
    state: given.State ?? 'ENABLED',
    flexibleTimeWindow: FlexibleTimeWindow,
    actionAfterCompletion: given.ActionAfterCompletion ?? 'NONE',
    kmsKeyArn: given.KmsKeyArn,
    target: checkedTarget(given.Target),
    createdMs,
    modifiedMs: nowMs,
  };
  if (!timetableOf(schedule)) throw refusal('ValidationException', `Invalid Schedule Expression ${ScheduleExpression}.`);
  if (StartDate !== undefined && StartDate < nowMs - startToleranceMs && !ScheduleExpression.startsWith('at'))
    throw refusal('ValidationException', 'The StartDate you specify cannot be earlier than 5 minutes ago.');
  if (StartDate !== undefined && EndDate !== undefined && EndDate <= StartDate)
    throw refusal('ValidationException', 'The EndDate you specify must come after the StartDate.');
  const { Mode, MaximumWindowInMinutes } = FlexibleTimeWindow;
  if ((Mode === 'FLEXIBLE') !== (MaximumWindowInMinutes !== undefined))
    throw refusal('ValidationException', 'MaximumWindowInMinutes must be provided with the FLEXIBLE mode, and only with it.');
  return schedule;
}

/** When it runs: recurring ones between StartDate and EndDate. Undefined for an expression that AWS does not take. */
export function timetableOf({ scheduleExpression, timeZone, startMs, endMs, modifiedMs }: Schedule): Timetable | undefined {
  const parsed = parseSchedule(scheduleExpression, { strictPlural: false, allowsAt: true, timeZone });
  // StartDate and EndDate are of recurring schedules.
  if (!parsed || scheduleExpression.startsWith('at')) return parsed;
  // Without a StartDate a rate begins at once.
  const firstMs = startMs ?? modifiedMs + 1;
  return {
    next(afterMs) {
      const next = parsed.next(Math.max(afterMs, firstMs - 1), firstMs);
      return next !== undefined && endMs !== undefined && next > endMs ? undefined : next;
    },
  };
}
