import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { integer, required, string, structure } from '../../../protocol/shape.ts';
import { alarmDocument } from '../alarms/alarm-document.ts';
import type { CloudWatchState } from '../cloudwatch-state.ts';
import { metricKey } from '../metrics/metric.ts';
import { dimensions, metricName, namespace, statistic, unit } from '../shapes.ts';

const input = structure('com.amazonaws.cloudwatch.DescribeAlarmsForMetricInput', {
  MetricName: required(metricName),
  Namespace: required(namespace),
  Statistic: statistic,
  ExtendedStatistic: string(),
  Dimensions: dimensions,
  Period: integer({ min: 1 }),
  Unit: unit,
});

export const describeAlarmsForMetric: RpcOperation<CloudWatchState> = rpcOperation(
  'DescribeAlarmsForMetric',
  input,
  ({ world, alarms }: CloudWatchState, request) => {
    const key = metricKey(request.Namespace, request.MetricName, request.Dimensions ?? []);
    const found = alarms.all.all().filter((alarm) => {
      if (alarm.type !== 'MetricAlarm' || alarm.settings.MetricName === undefined) return false;
      const { Namespace = '', MetricName, Dimensions = [], ...settings } = alarm.settings;
      if (metricKey(Namespace, MetricName, Dimensions) !== key) return false;
      return (['Statistic', 'ExtendedStatistic', 'Period', 'Unit'] as const).every(
        (it) => request[it] === undefined || request[it] === settings[it],
      );
    });
    const sorted = found.sort((a, b) => (a.name < b.name ? -1 : 1));
    return { MetricAlarms: sorted.map((it) => alarmDocument(world, it)) };
  },
);
