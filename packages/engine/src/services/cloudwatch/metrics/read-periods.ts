import { Bucket } from './bucket.ts';
import type { Metric } from './metric.ts';
import type { Series } from './series.ts';

export interface TimeSpan {
  readonly startMs: number;
  readonly endMs: number;
  readonly periodMs: number;
}

/**
 * One bucket for each period that has data, ascending. Periods begin at `startMs`.
 *
 * @param needsValues whether a percentile or its like is asked of them; totals alone are quicker
 */
export function readPeriods(
  series: Series,
  { startMs, endMs, periodMs }: TimeSpan,
  { needsValues }: { readonly needsValues: boolean },
): readonly Bucket[] {
  const periods = new Map<number, Bucket>();
  let current: Bucket | undefined;
  series.visit(startMs, endMs, (bucket) => {
    const periodStart = startMs + Math.floor((bucket.startMs - startMs) / periodMs) * periodMs;
    if (current?.startMs !== periodStart) {
      current = periods.get(periodStart);
      if (!current) {
        current = new Bucket(periodStart);
        periods.set(periodStart, current);
      }
    }
    if (needsValues) current.merge(bucket);
    else current.mergeTotals(bucket);
  });
  return [...periods.values()].sort((a, b) => a.startMs - b.startMs);
}

/**
 * Where a query really begins: the resolution of what is that old says how far down it is rounded.
 * @source "GetMetricStatistics", Amazon CloudWatch API reference, StartTime
 */
export function roundedStart(startMs: number, periodMs: number, nowMs: number): number {
  const ageMs = nowMs - startMs;
  const unit = periodMs < 60_000 ? periodMs : ageMs < 15 * 86_400_000 ? 60_000 : ageMs < 63 * 86_400_000 ? 300_000 : 3_600_000;
  return Math.floor(startMs / unit) * unit;
}

/** The series of one unit; without a unit the first by name that has data in the span, and the names of all such. */
export function chooseSeries(
  metric: Metric,
  unit: string | undefined,
  span: TimeSpan,
): { readonly series: Series | undefined; readonly units: readonly string[] } {
  if (unit !== undefined) return { series: metric.units.get(unit), units: [unit] };
  const withData = [...metric.units.values()]
    .filter((it) => it.hasData(span.startMs, span.endMs))
    .sort((a, b) => (a.unit < b.unit ? -1 : 1));
  return { series: withData[0], units: withData.map((it) => it.unit) };
}
