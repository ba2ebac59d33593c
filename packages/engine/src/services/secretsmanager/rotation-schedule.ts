import type { RotationRules } from './secret.ts';
import { invalidParameter } from './secret-store.ts';

const dayMs = 24 * 60 * 60_000;
const hourMs = 60 * 60_000;
/** How far ahead a cron expression is looked for: a leap day comes within eight years. */
const searchDays = 366 * 8;

/**
 * When a secret is rotated next: by days after the last time, or by `rate(n days)`, `rate(n hours)` or `cron(...)` in UTC. AWS chooses a
 * moment within the window; here it is the window's begin.
 * @returns undefined when the rules name no time
 * @throws ServiceError InvalidParameterException
 * @source "Rotation schedules" and "Schedule expressions in Secrets Manager rotation", AWS Secrets Manager user guide
 */
export function nextRotationMs(rules: RotationRules | undefined, afterMs: number): number | undefined {
  if (rules?.AutomaticallyAfterDays !== undefined) return afterMs + rules.AutomaticallyAfterDays * dayMs;
  const expression = rules?.ScheduleExpression;
  if (expression === undefined) return undefined;
  const rate = /^rate\((\d{1,4}) (hours?|days?)\)$/.exec(expression);
  if (rate) {
    const ms = Number(rate[1]) * (rate[2]?.startsWith('hour') ? hourMs : dayMs);
    if (ms < 4 * hourMs || ms > 999 * dayMs) throw invalidParameter('Invalid ScheduleExpression: rates are from 4 hours to 999 days.');
    return afterMs + ms;
  }
  const cron = /^cron\((\S+) (\S+) (\S+) (\S+) (\S+) (\S+)\)$/.exec(expression);
  if (!cron) throw invalidParameter('Invalid ScheduleExpression.');
  return nextCron(cron.slice(1), afterMs);
}

function nextCron(fields: readonly string[], afterMs: number): number | undefined {
  const [minutes = '', hours = '', days = '', months = '', weekdays = '', years = ''] = fields;
  if (!/^\d{1,2}$/.test(minutes)) throw invalidParameter('Invalid ScheduleExpression: minutes are a number.');
  const hourSet = setOf(hours, 0, 23, []);
  const start = new Date(afterMs);
  for (let day = 0; day < searchDays; day += 1) {
    const date = new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth(), start.getUTCDate() + day));
    if (!setOf(months, 1, 12, monthNames).has(date.getUTCMonth() + 1)) continue;
    if (years !== '*' && !setOf(years, 1970, 2199, []).has(date.getUTCFullYear())) continue;
    if (!dayMatches(date, days) || !weekdayMatches(date, weekdays)) continue;
    for (const hour of [...hourSet].sort((a, b) => a - b)) {
      const at = date.getTime() + hour * hourMs + Number(minutes) * 60_000;
      if (at > afterMs) return at;
    }
  }
  return undefined;
}

const monthNames = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const dayNames = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

function dayMatches(date: Date, field: string): boolean {
  if (field === '?' || field === '*') return true;
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  return field === 'L' ? date.getUTCDate() === last : setOf(field, 1, 31, []).has(date.getUTCDate());
}

function weekdayMatches(date: Date, field: string): boolean {
  if (field === '?' || field === '*') return true;
  const [, name = '', nth] = /^(\w+)#([1-5])$/.exec(field) ?? [];
  if (nth !== undefined) return setOf(name, 1, 7, dayNames).has(date.getUTCDay() + 1) && Math.ceil(date.getUTCDate() / 7) === Number(nth);
  const ofLast = /^(\w+)L$/.exec(field)?.[1];
  if (ofLast !== undefined) {
    const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
    return setOf(ofLast, 1, 7, dayNames).has(date.getUTCDay() + 1) && date.getUTCDate() > last - 7;
  }
  return setOf(field, 1, 7, dayNames).has(date.getUTCDay() + 1);
}

/** The numbers that a field names: `1,3`, `MON-FRI`, `/8`, `0/4`, `*`. @throws ServiceError InvalidParameterException */
function setOf(field: string, min: number, max: number, names: readonly string[]): Set<number> {
  const numbers = new Set<number>();
  const numberOf = (text: string): number => {
    const named = names.indexOf(text.toUpperCase());
    const value = named >= 0 ? named + min : Number(text);
    if (!Number.isInteger(value) || value < min || value > max) throw invalidParameter('Invalid ScheduleExpression.');
    return value;
  };
  for (const part of field.split(',')) {
    const [range = '', step] = part.split('/');
    const [from = '', to] = range.split('-');
    const open = range === '*' || range === '' || range === '?';
    const first = open ? min : numberOf(from);
    const last = open || (to === undefined && step !== undefined) ? max : numberOf(to ?? from);
    const by = step === undefined ? 1 : Number(step);
    if (!Number.isInteger(by) || by < 1) throw invalidParameter('Invalid ScheduleExpression.');
    for (let value = first; value <= last; value += by) numbers.add(value);
  }
  return numbers;
}
