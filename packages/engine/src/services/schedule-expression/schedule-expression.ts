import { parseCron } from './cron.ts';
import { nextCronRun } from './next-cron-run.ts';
import { toUtc } from './time-zone.ts';

/** When something recurs. */
export interface Schedule {
  /**
   * The first run after a moment.
   * @param afterMs milliseconds since 1970
   * @param anchorMs from where a rate counts; a later moment is the first run itself
   * @returns milliseconds since 1970; undefined when there is none any more
   */
  next(afterMs: number, anchorMs: number): number | undefined;
}

export interface ScheduleDialect {
  /** Rules ask for `rate(1 minute)` and `rate(2 minutes)`; Scheduler takes either word with either number. */
  readonly strictPlural: boolean;
  /** Whether `at(2026-03-01T10:00:00)` is one. */
  readonly allowsAt: boolean;
  /** An IANA name; what cron and at expressions are in. */
  readonly timeZone: string;
}

const unitMs: { readonly [unit: string]: number } = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/**
 * Reads `rate(...)`, `cron(...)` or `at(...)`.
 * @returns undefined when AWS would not take it
 * @source "Schedule types in EventBridge Scheduler" and "Setting a schedule pattern for scheduled rules (legacy)", EventBridge user guides; what
 * is refused was recorded from AWS by localstack's tests
 */
export function parseSchedule(expression: string, dialect: ScheduleDialect): Schedule | undefined {
  const [, kind = '', inner = ''] = /^(rate|cron|at)\(([^()]*)\)$/.exec(expression) ?? [];
  if (kind === 'rate') return parseRate(inner, dialect);
  if (kind === 'at') return dialect.allowsAt ? parseAt(inner, dialect.timeZone) : undefined;
  const cron = kind === 'cron' ? parseCron(inner) : undefined;
  return cron && { next: (afterMs) => nextCronRun(cron, afterMs, dialect.timeZone) };
}

function parseRate(inner: string, { strictPlural }: ScheduleDialect): Schedule | undefined {
  const [, digits = '', unit = '', plural = ''] = /^(\d{1,9}) (minute|hour|day)(s?)$/.exec(inner) ?? [];
  const value = Number(digits);
  if (unit === '' || value === 0) return undefined;
  if (strictPlural && (plural === 's') !== value > 1) return undefined;
  const everyMs = value * (unitMs[unit] ?? 0);
  return { next: (afterMs, anchorMs) => anchorMs + Math.max(0, Math.floor((afterMs - anchorMs) / everyMs) + 1) * everyMs };
}

function parseAt(inner: string, timeZone: string): Schedule | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(inner)) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = inner.split(/[-T:]/).map(Number);
  if (hour > 23 || minute > 59 || second > 59 || new Date(Date.UTC(year, month - 1, day)).getUTCDate() !== day) return undefined;
  const atMs = toUtc({ year, month, day, hour, minute }, timeZone);
  if (atMs === undefined) return undefined;
  const dueMs = atMs + second * 1000;
  return { next: (afterMs) => (dueMs > afterMs ? dueMs : undefined) };
}
