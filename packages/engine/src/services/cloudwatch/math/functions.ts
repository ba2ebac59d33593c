import { MathError } from './expression.ts';
import { mapValue, overSeries } from './operators.ts';
import { mapSeries, pointsOf, scalar, seriesFrom, type TimeSeries, type Value } from './time-series.ts';

/** What functions know beside their arguments. */
export interface MathContext {
  /** Where each period of the query begins, ascending. */
  readonly grid: readonly number[];
  readonly periodMs: number;
}

export type MathFunction = (given: readonly Value[], context: MathContext) => Value;

const needs = (given: readonly Value[], index: number, name: string): Value => {
  const value = given[index];
  if (!value) throw new MathError(`${name} needs ${index + 1} arguments at least`);
  return value;
};
const number = (value: Value, name: string): number => {
  if (value.type !== 'scalar') throw new MathError(`${name} needs a number here`);
  return value.value;
};

/** Over one series: a number. Over an array: a series, across its members at each time. */
const aggregate =
  (name: string, compute: (values: readonly number[]) => number): MathFunction =>
  (given) => {
    const value = needs(given, 0, name);
    if (value.type === 'scalar') return value;
    if (value.type === 'series') return scalar(compute(value.series.values));
    if (value.type !== 'array') throw new MathError(`${name} needs time series`);
    return { type: 'series', series: across(value.members, compute) };
  };

function across(members: readonly TimeSeries[], compute: (values: readonly number[]) => number): TimeSeries {
  const byTime = new Map<number, number[]>();
  for (const member of members) {
    for (const [time, value] of pointsOf(member)) {
      const values = byTime.get(time);
      if (values) values.push(value);
      else byTime.set(time, [value]);
    }
  }
  const points = [...byTime].sort(([a], [b]) => a - b).map(([time, values]) => [time, compute(values)] as const);
  const periodMs = Math.max(60_000, ...members.map((it) => it.periodMs));
  return seriesFrom({ label: undefined, periodMs, timestamps: [], values: [] }, points);
}

const sum = (values: readonly number[]): number => values.reduce((total, it) => total + it, 0);
const mean = (values: readonly number[]): number => sum(values) / values.length;
const deviation = (values: readonly number[]): number => {
  const middle = mean(values);
  return Math.sqrt(mean(values.map((it) => (it - middle) ** 2)));
};
const least = (values: readonly number[]): number => values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
const greatest = (values: readonly number[]): number => values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);

const each =
  (name: string, change: (value: number, timeMs: number) => number): MathFunction =>
  (given) =>
    mapValue(needs(given, 0, name), name, change);

/** From the difference to the point before. */
const steps =
  (name: string, compute: (change: { readonly value: number; readonly seconds: number }) => number): MathFunction =>
  (given) =>
    overSeries(needs(given, 0, name), name, (series) => {
      const points = pointsOf(series);
      return seriesFrom(
        series,
        points.slice(1).map(([time, value], index) => {
          const [before = time, former = value] = points[index] ?? [];
          return [time, compute({ value: value - former, seconds: (time - before) / 1000 })];
        }),
      );
    });

const fill: MathFunction = (given, { grid }) => {
  const filler = needs(given, 1, 'FILL');
  const value = needs(given, 0, 'FILL');
  return overSeries(value, 'FILL', (series) => {
    const known = new Map(pointsOf(series));
    const others = filler.type === 'series' ? new Map(pointsOf(filler.series)) : undefined;
    return seriesFrom(
      series,
      grid.map((time, index) => [time, known.get(time) ?? others?.get(time) ?? missing(filler, { known, grid, index })]),
    );
  });
};

interface Gap {
  readonly known: ReadonlyMap<number, number>;
  readonly grid: readonly number[];
  readonly index: number;
}

/** NaN where nothing can be said. */
function missing(filler: Value, { known, grid, index }: Gap): number {
  if (filler.type === 'scalar') return filler.value;
  if (filler.type !== 'text' || (filler.value !== 'REPEAT' && filler.value !== 'LINEAR')) return Number.NaN;
  const before = grid.slice(0, index).findLast((time) => known.has(time));
  const last = before === undefined ? Number.NaN : (known.get(before) ?? Number.NaN);
  if (filler.value === 'REPEAT' || before === undefined) return last;
  const after = grid.slice(index + 1).find((time) => known.has(time));
  if (after === undefined) return Number.NaN;
  const share = ((grid[index] ?? 0) - before) / (after - before);
  return last + ((known.get(after) ?? last) - last) * share;
}

const choose: MathFunction = (given) => {
  const [condition, yes, no] = [needs(given, 0, 'IF'), needs(given, 1, 'IF'), given[2]];
  if (condition.type === 'scalar') return condition.value !== 0 ? yes : (no ?? emptyLike(yes));
  const at = (value: Value | undefined): ((time: number) => number) => {
    if (value?.type === 'scalar') return () => value.value;
    if (value?.type !== 'series') return () => Number.NaN;
    const points = new Map(pointsOf(value.series));
    return (time) => points.get(time) ?? Number.NaN;
  };
  const [whenTrue, whenFalse] = [at(yes), at(no)];
  return overSeries(condition, 'IF', (series) => mapSeries(series, (value, time) => (value !== 0 ? whenTrue(time) : whenFalse(time))));
};

function emptyLike(value: Value): Value {
  return value.type === 'series'
    ? { type: 'series', series: { ...value.series, timestamps: [], values: [] } }
    : { type: 'array', members: [] };
}

const timeSeries: MathFunction = (given, { grid, periodMs }) => {
  const value = number(needs(given, 0, 'TIME_SERIES'), 'TIME_SERIES');
  return { type: 'series', series: { label: undefined, periodMs, timestamps: grid, values: grid.map(() => value) } };
};

const runningSum: MathFunction = (given) =>
  overSeries(needs(given, 0, 'RUNNING_SUM'), 'RUNNING_SUM', (series) => {
    let total = 0;
    return mapSeries(series, (value) => {
      total += value;
      return total;
    });
  });

const members = (given: readonly Value[], name: string): readonly TimeSeries[] => {
  const value = needs(given, 0, name);
  if (value.type === 'series') return [value.series];
  if (value.type !== 'array') throw new MathError(`${name} needs an array of time series`);
  return value.members;
};

const sort: MathFunction = (given) => {
  const [by, order] = [given[1], given[2]].map((it) => (it?.type === 'text' ? it.value : ''));
  const key = { AVG: mean, MIN: least, MAX: greatest, SUM: sum }[by ?? ''];
  if (!key || (order !== 'ASC' && order !== 'DESC')) throw new MathError('SORT needs AVG, MIN, MAX or SUM, and ASC or DESC');
  const sorted = [...members(given, 'SORT')].sort((a, b) => (key(a.values) - key(b.values)) * (order === 'ASC' ? 1 : -1));
  return { type: 'array', members: given[3] ? sorted.slice(0, number(given[3], 'SORT')) : sorted };
};

const slice: MathFunction = (given) => {
  const from = number(needs(given, 1, 'SLICE'), 'SLICE');
  const until = given[2] ? number(given[2], 'SLICE') : from + 1;
  const found = members(given, 'SLICE').slice(from, until);
  const [only] = found;
  return given[2] === undefined && only ? { type: 'series', series: only } : { type: 'array', members: found };
};

const utc =
  (pick: (date: Date) => number): ((value: number, timeMs: number) => number) =>
  (_value, timeMs) =>
    pick(new Date(timeMs));

/** Metric math's functions. @source "Using math expressions with CloudWatch metrics", Amazon CloudWatch user guide */
export const functions: { readonly [name: string]: MathFunction } = {
  ABS: each('ABS', Math.abs),
  AVG: aggregate('AVG', mean),
  CEIL: each('CEIL', Math.ceil),
  DATAPOINT_COUNT: aggregate('DATAPOINT_COUNT', (values) => values.length),
  DATE: each(
    'DATE',
    utc((it) => it.getUTCDate()),
  ),
  DAY: each(
    'DAY',
    utc((it) => it.getUTCDay() || 7),
  ),
  DIFF: steps('DIFF', ({ value }) => value),
  DIFF_TIME: steps('DIFF_TIME', ({ seconds }) => seconds),
  EPOCH: each('EPOCH', (_value, timeMs) => timeMs / 1000),
  FILL: fill,
  FIRST: (given) => slice([needs(given, 0, 'FIRST'), scalar(0)], { grid: [], periodMs: 0 }),
  FLOOR: each('FLOOR', Math.floor),
  HOUR: each(
    'HOUR',
    utc((it) => it.getUTCHours()),
  ),
  IF: choose,
  LAST: (given) => slice([needs(given, 0, 'LAST'), scalar(members(given, 'LAST').length - 1)], { grid: [], periodMs: 0 }),
  LOG: each('LOG', Math.log),
  LOG10: each('LOG10', Math.log10),
  MAX: aggregate('MAX', greatest),
  METRIC_COUNT: (given) => scalar(members(given, 'METRIC_COUNT').length),
  MIN: aggregate('MIN', least),
  MINUTE: each(
    'MINUTE',
    utc((it) => it.getUTCMinutes()),
  ),
  MONTH: each(
    'MONTH',
    utc((it) => it.getUTCMonth() + 1),
  ),
  PERIOD: (given) => scalar((members(given, 'PERIOD')[0]?.periodMs ?? 0) / 1000),
  RATE: steps('RATE', ({ value, seconds }) => value / seconds),
  REMOVE_EMPTY: (given) => ({ type: 'array', members: members(given, 'REMOVE_EMPTY').filter((it) => it.values.length > 0) }),
  RUNNING_SUM: runningSum,
  SLICE: slice,
  SORT: sort,
  STDDEV: aggregate('STDDEV', deviation),
  SUM: aggregate('SUM', sum),
  TIME_SERIES: timeSeries,
  YEAR: each(
    'YEAR',
    utc((it) => it.getUTCFullYear()),
  ),
};

/** Metric math that is not here, by name. */
export const missingFunctions: readonly string[] = [
  'ANOMALY_DETECTION_BAND',
  'DB_PERF_INSIGHTS',
  'INSIGHT_RULE_METRIC',
  'LAMBDA',
  'SERVICE_QUOTA',
];
