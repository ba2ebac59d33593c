/** Values over time, ascending. */
export interface TimeSeries {
  readonly label: string | undefined;
  readonly periodMs: number;
  readonly timestamps: readonly number[];
  readonly values: readonly number[];
}

/** What an expression comes to. */
export type Value =
  | { readonly type: 'scalar'; readonly value: number }
  | { readonly type: 'text'; readonly value: string }
  | { readonly type: 'series'; readonly series: TimeSeries }
  | { readonly type: 'array'; readonly members: readonly TimeSeries[] };

export const scalar = (value: number): Value => ({ type: 'scalar', value });

/** Keeps what is a number: a division by zero leaves no data point. */
export function seriesFrom(like: TimeSeries, points: readonly (readonly [number, number])[]): TimeSeries {
  const kept = points.filter(([, value]) => Number.isFinite(value));
  return { ...like, timestamps: kept.map(([time]) => time), values: kept.map(([, value]) => value) };
}

export function pointsOf({ timestamps, values }: TimeSeries): readonly (readonly [number, number])[] {
  return timestamps.map((time, index) => [time, values[index] ?? 0]);
}

export function mapSeries(series: TimeSeries, change: (value: number, timeMs: number) => number): TimeSeries {
  return seriesFrom(
    series,
    pointsOf(series).map(([time, value]) => [time, change(value, time)]),
  );
}

/** Both at the times that both have. */
export function zipSeries(left: TimeSeries, right: TimeSeries, combine: (a: number, b: number) => number): TimeSeries {
  const others = new Map(pointsOf(right));
  const points = pointsOf(left).flatMap(([time, value]): (readonly [number, number])[] => {
    const other = others.get(time);
    return other === undefined ? [] : [[time, combine(value, other)]];
  });
  return seriesFrom({ ...left, label: undefined, periodMs: Math.max(left.periodMs, right.periodMs) }, points);
}
