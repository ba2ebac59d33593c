import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { boolean, integer, required, string, structure } from '../../../protocol/shape.ts';
import { double } from '../../../protocol/value-shapes.ts';
import { checkActions } from '../alarms/check-actions.ts';
import { checkComparison, checkMetricAlarm } from '../alarms/check-metric-alarm.ts';
import { initialState } from '../alarms/initial-state.ts';
import type { CloudWatchState } from '../cloudwatch-state.ts';
import { actions, alarmName, dimensions, metricDataQueries, metricName, namespace, statistic, tags, unit } from '../shapes.ts';

const input = structure('com.amazonaws.cloudwatch.PutMetricAlarmInput', {
  AlarmName: required(alarmName),
  AlarmDescription: string({ max: 1024 }),
  ActionsEnabled: boolean,
  OKActions: actions,
  AlarmActions: actions,
  InsufficientDataActions: actions,
  MetricName: metricName,
  Namespace: namespace,
  Statistic: statistic,
  ExtendedStatistic: string(),
  Dimensions: dimensions,
  Period: integer({ min: 1 }),
  Unit: unit,
  EvaluationPeriods: required(integer({ min: 1 })),
  DatapointsToAlarm: integer({ min: 1 }),
  Threshold: double(),
  ComparisonOperator: required(
    string({
      values: [
        'GreaterThanOrEqualToThreshold',
        'GreaterThanThreshold',
        'LessThanThreshold',
        'LessThanOrEqualToThreshold',
        'LessThanLowerOrGreaterThanUpperThreshold',
        'LessThanLowerThreshold',
        'GreaterThanUpperThreshold',
      ],
    }),
  ),
  TreatMissingData: string({ min: 1, max: 255 }),
  EvaluateLowSampleCountPercentile: string({ min: 1, max: 255 }),
  Metrics: metricDataQueries,
  Tags: tags,
  ThresholdMetricId: string({ min: 1, max: 255 }),
});

/** An alarm that is changed keeps its state and its tags. */
export const putMetricAlarm: RpcOperation<CloudWatchState> = rpcOperation(
  'PutMetricAlarm',
  input,
  async ({ world, alarms }: CloudWatchState, request) => {
    const { AlarmName: name, AlarmDescription, ActionsEnabled, OKActions, AlarmActions, InsufficientDataActions, Tags, ...rest } = request;
    const { ThresholdMetricId, Threshold, ...settings } = rest;
    const threshold = checkComparison(settings.ComparisonOperator, ThresholdMetricId, Threshold);
    checkActions(world, OKActions, AlarmActions, InsufficientDataActions);
    checkMetricAlarm({ ...settings, Threshold: threshold });
    const existing = alarms.all.get(name);
    await alarms.put({
      type: 'MetricAlarm',
      name,
      description: AlarmDescription,
      actionsEnabled: ActionsEnabled ?? true,
      okActions: OKActions ?? [],
      alarmActions: AlarmActions ?? [],
      insufficientDataActions: InsufficientDataActions ?? [],
      configuredMs: world.now(),
      state: existing?.state ?? initialState(world.now()),
      tags: existing?.tags ?? Object.fromEntries((Tags ?? []).map(({ Key, Value }) => [Key, Value])),
      settings: { ...settings, Threshold: threshold },
    });
    return undefined;
  },
);
