// What AWS takes and refuses, and when each runs next. Refusals and most expressions are those that localstack's tests recorded from AWS; runs
// follow "Cron expressions reference", EventBridge user guide.
import { describe, expect, test } from 'vitest';
import { parseSchedule } from './schedule-expression.ts';

const rules = { strictPlural: true, allowsAt: false, timeZone: 'UTC' };
const scheduler = { strictPlural: false, allowsAt: true, timeZone: 'UTC' };

test.each([
  'rate(10 seconds)',
  'rate(10 years)',
  'rate(1 minutes)',
  'rate(1 hours)',
  'rate(1 days)',
  'rate(10 minute)',
  'rate(10 hour)',
  'rate(10 day)',
  'rate()',
  'rate(10)',
  'rate(10 minutess)',
  'rate(foo minutes)',
  'rate(0 minutes)',
  'rate(-10 minutes)',
  'rate(10 MINUTES)',
  'rate( 10 minutes )',
  ' rate(10 minutes)',
  'cron(0 1 * * * *)',
  'cron(0 1 ? * ? *)',
  'cron(7 20 * * NOT *)',
  'cron(INVALID)',
  'cron(0 dummy ? * MON-FRI *)',
  'cron(71 8 1 * ? *)',
  'cron()',
  'cron(0/0 8 1 * ? *)',
  'at(2026-01-01T00:00:00)',
])('a rule refuses %s', (expression) => expect(parseSchedule(expression, rules)).toBeUndefined());

test.each(['at(2021-12-31T23:59:59Z)', 'at(2021-12-31)', 'at(2021-02-30T00:00:00)', 'rate(10 minutess)', 'cron(0 1 * * * *)'])(
  'Scheduler refuses %s',
  (expression) => expect(parseSchedule(expression, scheduler)).toBeUndefined(),
);

describe('the next runs', () => {
  // A Tuesday.
  const start = Date.parse('2026-03-10T10:07:30Z');
  test.each([
    ['rate(1 minute)', ['2026-03-10T10:08:30', '2026-03-10T10:09:30']],
    ['rate(12 hours)', ['2026-03-10T22:07:30', '2026-03-11T10:07:30']],
    ['cron(0 10 * * ? *)', ['2026-03-11T10:00:00', '2026-03-12T10:00:00']],
    ['cron(0/15 * * * ? *)', ['2026-03-10T10:15:00', '2026-03-10T10:30:00']],
    ['cron(5,35 14 * * ? *)', ['2026-03-10T14:05:00', '2026-03-10T14:35:00']],
    ['cron(0 18 ? * MON-FRI *)', ['2026-03-10T18:00:00', '2026-03-11T18:00:00']],
    ['cron(0 2 ? * SAT#3 *)', ['2026-03-21T02:00:00', '2026-04-18T02:00:00']],
    ['cron(15 10 ? * 6L 2026-2027)', ['2026-03-27T10:15:00', '2026-04-24T10:15:00']],
    ['cron(0 0 L * ? *)', ['2026-03-31T00:00:00', '2026-04-30T00:00:00']],
    ['cron(0 0 15W * ? *)', ['2026-03-16T00:00:00', '2026-04-15T00:00:00']],
    ['cron(0 0 1W * ? *)', ['2026-04-01T00:00:00', '2026-05-01T00:00:00']],
    ['cron(0 0 31 * ? *)', ['2026-03-31T00:00:00', '2026-05-31T00:00:00']],
    ['cron(0 0 29 2 ? *)', ['2028-02-29T00:00:00', '2032-02-29T00:00:00']],
    ['cron(0 0 ? * 1 *)', ['2026-03-15T00:00:00', '2026-03-22T00:00:00']],
    ['cron(0 0 ? * FRI-MON *)', ['2026-03-13T00:00:00', '2026-03-14T00:00:00']],
    ['cron(0/5 5 ? JAN 1-5 2022)', []],
    ['cron(0/30 20-23 ? * MON-FRI *)', ['2026-03-10T20:00:00', '2026-03-10T20:30:00']],
  ])('of %s', (expression, expected) => {
    const schedule = parseSchedule(expression, rules);
    const runs: string[] = [];
    let at: number | undefined = start;
    for (const _ of expected.length > 0 ? expected : ['none']) {
      at = schedule?.next(at ?? 0, start);
      if (at !== undefined) runs.push(new Date(at).toISOString().slice(0, 19));
    }
    expect(schedule).toBeDefined();
    expect(runs).toEqual(expected);
  });

  test.each([
    // Clocks in Berlin go from 2:00 to 3:00 on 29 March, and from 3:00 to 2:00 on 25 October.
    ['cron(30 9 * * ? *)', '2026-03-28T12:00:00Z', '2026-03-29T07:30:00Z'],
    ['cron(30 2 * * ? *)', '2026-03-28T12:00:00Z', '2026-03-30T00:30:00Z'],
    ['cron(30 2 * * ? *)', '2026-10-24T12:00:00Z', '2026-10-25T00:30:00Z'],
    ['cron(30 2 * * ? *)', '2026-10-25T00:30:00Z', '2026-10-26T01:30:00Z'],
    ['at(2026-07-01T08:00:30)', '2026-01-01T00:00:00Z', '2026-07-01T06:00:30Z'],
  ])('in Berlin, of %s after %s', (expression, after, expected) => {
    const next = parseSchedule(expression, { ...scheduler, timeZone: 'Europe/Berlin' })?.next(Date.parse(after), 0);
    expect(new Date(next ?? 0).toISOString()).toBe(expected.replace('Z', '.000Z'));
  });

  test('an at of the past has none', () => {
    expect(parseSchedule('at(2020-01-01T00:00:00)', scheduler)?.next(start, start)).toBeUndefined();
  });
});
