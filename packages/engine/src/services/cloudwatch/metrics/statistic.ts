import type { Bucket } from './bucket.ts';

/** Computes one statistic of a bucket; undefined when the bucket's values are not known and the statistic needs them. */
export interface Statistic {
  readonly needsValues: boolean;
  of(bucket: Bucket): number | undefined;
}

type Weighted = readonly (readonly [number, number])[];

const simple: { readonly [name: string]: Statistic } = {
  SampleCount: { needsValues: false, of: ({ count }) => count },
  Average: { needsValues: false, of: ({ count, sum }) => sum / count },
  Sum: { needsValues: false, of: ({ sum }) => sum },
  Minimum: { needsValues: false, of: ({ min }) => min },
  Maximum: { needsValues: false, of: ({ max }) => max },
};

/**
 * Reads the name of a statistic: one of the five, `p99.9`, `tm90`, `wm`, `tc`, `ts`, `IQM`, and with bounds `TM(10%:90%)`, `TC(0.5:)`, `PR(:300)`.
 * @returns undefined when there is none of that name
 * @source "CloudWatch statistics definitions", Amazon CloudWatch user guide
 */
export function parseStatistic(name: string): Statistic | undefined {
  if (Object.hasOwn(simple, name)) return simple[name];
  const [, percent] = /^p(\d{1,3}(?:\.\d{1,10})?)$/.exec(name) ?? [];
  if (percent !== undefined) return Number(percent) <= 100 ? ofValues((values) => percentile(values, Number(percent))) : undefined;
  if (/^iqm$/i.test(name)) return trimmed('tm', { low: 25, high: 75, percent: true });
  const [, kind = '', above] = /^(tm|wm|tc|ts)(\d{1,3}(?:\.\d{1,10})?)$/i.exec(name) ?? [];
  if (above !== undefined)
    return Number(above) <= 100 ? trimmed(kind.toLowerCase(), { low: 0, high: Number(above), percent: true }) : undefined;
  return bounded(name);
}

function bounded(name: string): Statistic | undefined {
  const number = '(-?\\d{1,15}(?:\\.\\d{1,10})?)?(%?)';
  const match = new RegExp(`^(tm|wm|tc|ts|pr)\\(${number}:${number}\\)$`, 'i').exec(name);
  if (!match) return undefined;
  const [, kind = '', low, lowPercent, high, highPercent] = match;
  if (low === undefined && high === undefined) return undefined;
  const percent = lowPercent === '%' || highPercent === '%';
  if (percent && [low, high].some((it) => it !== undefined && (Number(it) < 0 || Number(it) > 100))) return undefined;
  if (low !== undefined && high !== undefined && lowPercent !== highPercent) return undefined;
  const whole = percent ? { low: 0, high: 100 } : { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
  const bounds = { low: low === undefined ? whole.low : Number(low), high: high === undefined ? whole.high : Number(high), percent };
  if (kind.toLowerCase() !== 'pr') return trimmed(kind.toLowerCase(), bounds);
  if (percent) return undefined;
  return ofValues((values) => (100 * countOf(within(values, bounds))) / countOf(values));
}

interface Bounds {
  readonly low: number;
  readonly high: number;
  /** Bounds are percentiles, not values. */
  readonly percent: boolean;
}

function trimmed(kind: string, bounds: Bounds): Statistic {
  return ofValues((values) => {
    if (kind === 'wm') return winsorized(values, bounds);
    const left = within(values, bounds);
    if (kind === 'tc') return countOf(left);
    const sum = left.reduce((total, [value, count]) => total + value * count, 0);
    return kind === 'ts' ? sum : left.length === 0 ? undefined : sum / countOf(left);
  });
}

/** What lies between the bounds; a value that a percentile cuts counts in part. */
function within(values: Weighted, { low, high, percent }: Bounds): Weighted {
  if (!percent) return values.filter(([value]) => value > low && value <= high);
  const total = countOf(values);
  const [from, to] = [(total * low) / 100, (total * high) / 100];
  let seen = 0;
  const left: (readonly [number, number])[] = [];
  for (const [value, count] of values) {
    const part = Math.min(seen + count, to) - Math.max(seen, from);
    if (part > 0) left.push([value, part]);
    seen += count;
  }
  return left;
}

function winsorized(values: Weighted, { low, high, percent }: Bounds): number | undefined {
  const bottom = percent ? percentile(values, low) : low;
  const top = percent ? percentile(values, high) : high;
  if (bottom === undefined || top === undefined) return undefined;
  const sum = values.reduce((total, [value, count]) => total + Math.min(Math.max(value, bottom), top) * count, 0);
  return sum / countOf(values);
}

/** The least value that at least `percent` of all do not exceed. */
function percentile(values: Weighted, percent: number): number | undefined {
  const rank = (countOf(values) * percent) / 100;
  let seen = 0;
  for (const [value, count] of values) {
    seen += count;
    // Counts of statistic sets are not whole: what rounding takes off must not move the rank.
    if (seen >= rank - 1e-9) return value;
  }
  return values.at(-1)?.[0];
}

function countOf(values: Weighted): number {
  return values.reduce((total, [, count]) => total + count, 0);
}

function ofValues(compute: (values: Weighted) => number | undefined): Statistic {
  return {
    needsValues: true,
    of(bucket) {
      const values = bucket.values();
      return values && values.length > 0 ? compute(values) : undefined;
    },
  };
}
