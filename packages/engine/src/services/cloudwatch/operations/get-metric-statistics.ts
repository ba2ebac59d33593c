import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { integer, list, required, string, structure } from '../../../protocol/shape.ts';
import { timestamp } from '../../../protocol/value-shapes.ts';
import type { CloudWatchState } from '../cloudwatch-state.ts';
import { checkPeriod } from '../metrics/period.ts';
import { readPeriods, roundedStart } from '../metrics/read-periods.ts';
import { parseStatistic, type Statistic } from '../metrics/statistic.ts';
import { invalidCombination, invalidValue } from '../refusals.ts';
import { dimensions, metricName, namespace, statistic, unit } from '../shapes.ts';

const maximumDatapoints = 1440;

const input = structure('com.amazonaws.cloudwatch.GetMetricStatisticsInput', {
  Namespace: required(namespace),
  MetricName: required(metricName),
  Dimensions: dimensions,
  StartTime: required(timestamp),
  EndTime: required(timestamp),
  Period: required(integer({ min: 1 })),
  Statistics: list(statistic, { min: 1, max: 5 }),
  ExtendedStatistics: list(string(), { min: 1, max: 10 }),
  Unit: unit,
});

/** @source the wording of refusals is recorded from AWS by the tests of localstack and moto */
export const getMetricStatistics: RpcOperation<CloudWatchState> = rpcOperation(
  'GetMetricStatistics',
  input,
  ({ world, metrics }: CloudWatchState, request) => {
    const { StartTime, EndTime, Period, Statistics = [], ExtendedStatistics = [], Unit } = request;
    if (Statistics.length === 0 && ExtendedStatistics.length === 0)
      throw invalidCombination('Must specify either Statistics or ExtendedStatistics');
    if (StartTime >= EndTime) throw invalidValue('The parameter StartTime must be less than the parameter EndTime.');
    checkPeriod(Period, 'Period', invalidValue);
    const count = Math.floor((EndTime - StartTime) / (Period * 1000));
    if (count > maximumDatapoints) {
      throw invalidCombination(
        `You have requested up to ${count} datapoints, which exceeds the limit of ${maximumDatapoints}. You may reduce the datapoints requested by increasing Period, or decreasing the time range.`,
      );
    }
    const plain = Statistics.map((name) => [name, statisticOf(name)] as const);
    const extended = ExtendedStatistics.map((name) => [name, statisticOf(name)] as const);
    const needsValues = extended.some(([, it]) => it.needsValues);
    const startMs = roundedStart(StartTime, Period * 1000, world.now());
    const span = { startMs, endMs: EndTime, periodMs: Period * 1000 };
    const metric = metrics.find(request.Namespace, request.MetricName, request.Dimensions ?? []);
    const series = [...(metric?.units.values() ?? [])].filter((it) => Unit === undefined || it.unit === Unit);
    const Datapoints = series.flatMap((it) =>
      readPeriods(it, span, { needsValues }).map((bucket) => ({
        Timestamp: new Date(bucket.startMs),
        ...Object.fromEntries(plain.map(([name, { of }]) => [name, of(bucket)])),
        Unit: it.unit,
        ExtendedStatistics: extended.length === 0 ? undefined : new Map(extended.flatMap(([name, { of }]) => pairOf(name, of(bucket)))),
      })),
    );
    return { Label: request.MetricName, Datapoints };
  },
);

/** A percentile of values that are not known is left out. */
function pairOf(name: string, value: number | undefined): readonly (readonly [string, number])[] {
  return value === undefined ? [] : [[name, value]];
}

function statisticOf(name: string): Statistic {
  const found = parseStatistic(name);
  if (!found) throw invalidValue(`The value ${name} for parameter ExtendedStatistics is not supported.`);
  return found;
}
