/** A cron expression of AWS, read: six fields, minutes first. */
export interface Cron {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  /** The days of a month, from 1, that both day fields leave. @param month from 1 */
  days(year: number, month: number): readonly number[];
  /** From 1. */
  readonly months: readonly number[];
  readonly years: Years;
}

type Years = { has(year: number): boolean; readonly last: number };

interface Field {
  readonly min: number;
  readonly max: number;
  readonly names?: readonly string[];
}

const monthNames = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const dayNames = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const minuteField: Field = { min: 0, max: 59 };
const hourField: Field = { min: 0, max: 23 };
const dayOfMonthField: Field = { min: 1, max: 31 };
const monthField: Field = { min: 1, max: 12, names: monthNames };
/** Sunday is 1. */
const dayOfWeekField: Field = { min: 1, max: 7, names: dayNames };
const yearField: Field = { min: 1970, max: 2199 };

/**
 * @returns undefined when AWS would not take it
 * @source "Cron expressions reference", EventBridge user guide
 */
export function parseCron(text: string): Cron | undefined {
  const fields = text.split(' ');
  const [minute = '', hour = '', dayOfMonth = '', month = '', dayOfWeek = '', year = ''] = fields;
  // One of the two day fields says `?`: both at once would have two meanings.
  if (fields.length !== 6 || (dayOfMonth === '?') === (dayOfWeek === '?')) return undefined;
  const [minutes, hours] = [valuesOf(minute, minuteField), valuesOf(hour, hourField)];
  const [months, years] = [valuesOf(month, monthField), valuesOf(year, yearField)];
  const days = dayOfWeek === '?' ? daysOfMonth(dayOfMonth) : daysOfWeek(dayOfWeek);
  if (!minutes || !hours || !months || !years || !days) return undefined;
  const yearSet = new Set(years);
  return { minutes, hours, days, months, years: { has: (it) => yearSet.has(it), last: years.at(-1) ?? 0 } };
}

/** `5`, `1-5`, `0/15`, `10-40/10`, `*`, names, and lists of them; in rising order. */
function valuesOf(text: string, field: Field): readonly number[] | undefined {
  const values = new Set<number>();
  for (const part of text.split(',')) {
    const [range = '', step, ...more] = part.split('/');
    const [first = '', last, ...beyond] = range.split('-');
    const every = step === undefined ? 1 : wholeNumber(step);
    if (more.length > 0 || beyond.length > 0 || !every) return undefined;
    const from = first === '*' && last === undefined ? field.min : numberOf(first, field);
    // `0/15` goes on to the field's end.
    const open = first === '*' || step !== undefined;
    const to = last === undefined ? (open ? field.max : from) : numberOf(last, field);
    if (from === undefined || to === undefined) return undefined;
    // A range such as FRI-MON goes over the end.
    const span = to >= from ? to - from : to - from + field.max - field.min + 1;
    for (let at = 0; at <= span; at += every) values.add(field.min + ((from - field.min + at) % (field.max - field.min + 1)));
  }
  return [...values].sort((a, b) => a - b);
}

function numberOf(text: string, { min, max, names }: Field): number | undefined {
  const named = names?.indexOf(text.toUpperCase()) ?? -1;
  if (named >= 0) return min + named;
  const value = wholeNumber(text);
  return value !== undefined && value >= min && value <= max ? value : undefined;
}

function wholeNumber(text: string): number | undefined {
  return /^\d{1,4}$/.test(text) ? Number(text) : undefined;
}

/** `L` is the last day; `15W` the weekday nearest to the 15th, within the month. */
function daysOfMonth(text: string): Cron['days'] | undefined {
  if (text === 'L') return (year, month) => [lengthOf(year, month)];
  const nearest = /^(\d{1,2})W$/.exec(text)?.[1];
  if (nearest !== undefined) {
    const wanted = numberOf(nearest, dayOfMonthField);
    return wanted === undefined ? undefined : (year, month) => weekdayNear(year, month, wanted);
  }
  const days = valuesOf(text, dayOfMonthField);
  return days && ((year, month) => days.filter((day) => day <= lengthOf(year, month)));
}

function weekdayNear(year: number, month: number, wanted: number): readonly number[] {
  const length = lengthOf(year, month);
  if (wanted > length) return [];
  const weekday = weekdayOf(year, month, wanted);
  if (weekday === 7) return [wanted === 1 ? 3 : wanted - 1];
  if (weekday === 1) return [wanted === length ? wanted - 2 : wanted + 1];
  return [wanted];
}

/** `6L` is the last Friday, `6#3` the third; `L` alone is Saturday. */
function daysOfWeek(text: string): Cron['days'] | undefined {
  const [, lastOf, name = '', nth = ''] = /^(?:(\w{1,3})L|(\w{1,3})#([1-5]))$/.exec(text) ?? [];
  if (lastOf !== undefined || nth !== '') {
    const wanted = numberOf(lastOf ?? name, dayOfWeekField);
    if (wanted === undefined) return undefined;
    return (year, month) => {
      const all = daysOn(year, month, [wanted]);
      return lastOf === undefined ? all.slice(Number(nth) - 1, Number(nth)) : all.slice(-1);
    };
  }
  const weekdays = text === 'L' ? [7] : valuesOf(text, dayOfWeekField);
  return weekdays && ((year, month) => daysOn(year, month, weekdays));
}

function daysOn(year: number, month: number, weekdays: readonly number[]): readonly number[] {
  const all = Array.from({ length: lengthOf(year, month) }, (_, index) => index + 1);
  return all.filter((day) => weekdays.includes(weekdayOf(year, month, day)));
}

function lengthOf(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** Sunday is 1. */
function weekdayOf(year: number, month: number, day: number): number {
  return new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 1;
}
