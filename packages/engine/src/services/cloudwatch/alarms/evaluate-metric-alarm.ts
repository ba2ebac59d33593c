import type { World } from '../../../world/world.ts';
import { QueryError, QueryRun, seriesOf } from '../math/run-queries.ts';
import { pointsOf } from '../math/time-series.ts';
import type { MetricStore } from '../metrics/metric-store.ts';
import type { MetricDataQuery } from '../shapes.ts';
import { type AlarmState, type MetricAlarm, type MetricSettings, periodSeconds } from './alarm.ts';
import { decideState, type Evaluated, furtherPeriods } from './decide-state.ts';
import { stateReason, stateReasonData } from './state-reason.ts';
import { breaches } from './threshold.ts';

type Verdict = Pick<AlarmState, 'value' | 'reason' | 'reasonData'>;

/** What the data say of an alarm now; undefined retains its state. */
export function evaluateMetricAlarm(
  on: { readonly world: World; readonly metrics: MetricStore },
  { settings, state }: MetricAlarm,
): Verdict | undefined {
  const nowMs = on.world.now();
  const periodMs = periodSeconds(settings) * 1000;
  const stepMs = Math.min(periodMs, 60_000);
  const endMs = Math.floor(nowMs / stepMs) * stepMs;
  const count = settings.EvaluationPeriods + furtherPeriods;
  const startMs = endMs - count * periodMs;
  const values = valuesOf(on, settings, { startMs, endMs });
  const range = Array.from({ length: count }, (_, index): Evaluated => {
    const time = startMs + index * periodMs;
    const point = values.get(time);
    const { Threshold, ComparisonOperator } = settings;
    const breaching = point === undefined ? undefined : breaches(ComparisonOperator, point.value, Threshold);
    return { startMs: time, value: point?.value, sampleCount: point?.sampleCount, breaching };
  });
  const decision = decideState(range, {
    evaluationPeriods: settings.EvaluationPeriods,
    datapointsToAlarm: settings.DatapointsToAlarm ?? settings.EvaluationPeriods,
    treatMissingData: settings.TreatMissingData ?? 'missing',
  });
  if (decision.state === undefined || tooFewSamples(settings, range)) return undefined;
  if (decision.state === state.value) return undefined;
  return {
    value: decision.state,
    reason: stateReason(decision.state, decision, settings),
    reasonData: stateReasonData(range, settings, nowMs),
  };
}

interface Point {
  readonly value: number;
  readonly sampleCount: number | undefined;
}

function valuesOf(
  on: { readonly world: World; readonly metrics: MetricStore },
  settings: MetricSettings,
  span: { readonly startMs: number; readonly endMs: number },
): ReadonlyMap<number, Point> {
  const queries = queriesOf(settings);
  const returned = queries.find((it) => it.ReturnData !== false);
  if (!returned) return new Map();
  const run = new QueryRun(on, queries, span);
  try {
    const [series] = seriesOf(run.result(returned.Id)?.value);
    const [counts] = settings.Metrics ? [] : seriesOf(run.result('samples')?.value);
    const countAt = new Map(counts ? pointsOf(counts) : []);
    return new Map((series ? pointsOf(series) : []).map(([time, value]) => [time, { value, sampleCount: countAt.get(time) }]));
  } catch (error) {
    // An expression that cannot be computed for these data leaves the alarm without any.
    if (error instanceof QueryError) return new Map();
    throw error;
  }
}

function queriesOf(settings: MetricSettings): readonly MetricDataQuery[] {
  const { Metrics, Namespace, MetricName, Dimensions = [], Period = 60, Statistic, ExtendedStatistic, Unit } = settings;
  if (Metrics) return Metrics;
  const Metric = { Namespace: Namespace ?? '', MetricName: MetricName ?? '', Dimensions };
  const stat = { Metric, Period, ...(Unit !== undefined && { Unit }) };
  return [
    { Id: 'metric', MetricStat: { ...stat, Stat: Statistic ?? ExtendedStatistic ?? 'Average' } },
    { Id: 'samples', MetricStat: { ...stat, Stat: 'SampleCount' }, ReturnData: false },
  ];
}

/**
 * With `ignore`, a percentile of too few samples to mean anything keeps the state.
 * @source "Percentile-based CloudWatch alarms and low data samples", Amazon CloudWatch user guide
 */
function tooFewSamples(
  { ExtendedStatistic = '', EvaluateLowSampleCountPercentile, EvaluationPeriods }: MetricSettings,
  range: readonly Evaluated[],
): boolean {
  const [, percent] = /^p(\d+(?:\.\d+)?)$/.exec(ExtendedStatistic) ?? [];
  if (EvaluateLowSampleCountPercentile !== 'ignore' || percent === undefined) return false;
  const share = Number(percent) / 100;
  const needed = share >= 0.5 ? 10 / (1 - share) : 10 / share;
  return range.slice(-EvaluationPeriods).some((it) => it.sampleCount !== undefined && it.sampleCount < needed - 1e-9);
}
