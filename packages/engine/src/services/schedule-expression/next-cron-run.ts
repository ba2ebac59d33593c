import type { Cron } from './cron.ts';
import { toUtc, wallClock } from './time-zone.ts';

/**
 * The first run after a moment, to the minute. A time that a change of the clocks leaves out does not run, one that it repeats runs once.
 * @source "Daylight saving time on EventBridge Scheduler", EventBridge Scheduler user guide
 * @returns milliseconds since 1970; undefined when there is none
 */
export function nextCronRun(cron: Cron, afterMs: number, timeZone: string): number | undefined {
  const from = wallClock(afterMs, timeZone);
  for (let year = from.year; year <= cron.years.last; year += 1) {
    if (!cron.years.has(year)) continue;
    for (const month of cron.months) {
      if (year === from.year && month < from.month) continue;
      for (const day of cron.days(year, month)) {
        if (year === from.year && month === from.month && day < from.day) continue;
        const run = firstOfDay(cron, { year, month, day }, afterMs, timeZone);
        if (run !== undefined) return run;
      }
    }
  }
  return undefined;
}

interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** Clocks are changed by less, so that what lies so far back has passed: asking the zone costs more than a comparison. */
const passedMs = 4 * 3_600_000;

function firstOfDay({ minutes, hours }: Cron, day: Day, afterMs: number, timeZone: string): number | undefined {
  const { year, month, day: date, hour, minute } = wallClock(afterMs, timeZone);
  const shownMs = Date.UTC(year, month - 1, date, hour, minute);
  for (const hour of hours) {
    for (const minute of minutes) {
      if (Date.UTC(day.year, day.month - 1, day.day, hour, minute) < shownMs - passedMs) continue;
      const ms = toUtc({ ...day, hour, minute }, timeZone);
      if (ms !== undefined && ms > afterMs) return ms;
    }
  }
  return undefined;
}
