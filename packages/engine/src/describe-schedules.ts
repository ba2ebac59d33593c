import type { Services } from './services/services.ts';

/** A rule or a schedule that runs by the clock. */
export interface ScheduleDescription {
  readonly name: string;
  readonly expression: string;
  /** As ISO 8601 has it; undefined for what is disabled or never runs again. */
  readonly nextRun: string | undefined;
  /** Where it goes: a function's or a queue's name. */
  readonly targets: readonly string[];
}

/** EventBridge's rules, then the schedules of EventBridge Scheduler. */
export function describeSchedules({ events, scheduler }: Pick<Services, 'events' | 'scheduler'>): readonly ScheduleDescription[] {
  const nextRun = (ms: number | undefined): string | undefined => (ms === undefined ? undefined : new Date(ms).toISOString());
  const nameIn = (arn: string): string => arn.slice(arn.lastIndexOf(':') + 1);
  return [
    ...events.scheduledRules().map(({ name, scheduleExpression, nextRunMs, targetArns }) => ({
      name,
      expression: scheduleExpression,
      nextRun: nextRun(nextRunMs),
      targets: targetArns.map(nameIn),
    })),
    ...scheduler.plannedSchedules().map(({ name, scheduleExpression, timeZone, nextRunMs, targetArn }) => ({
      name,
      expression: timeZone === 'UTC' ? scheduleExpression : `${scheduleExpression} ${timeZone}`,
      nextRun: nextRun(nextRunMs),
      targets: [nameIn(targetArn)],
    })),
  ];
}
