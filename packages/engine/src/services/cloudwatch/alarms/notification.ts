import { isRecord } from '../../../protocol/shape.ts';
import type { World } from '../../../world/world.ts';
import { type Alarm, type AlarmState, alarmArn, alarmTime, type CompositeAlarm, type MetricSettings, type Suppression } from './alarm.ts';
import { suppressedReason } from './alarm-document.ts';

export interface Change {
  readonly alarm: Alarm;
  readonly before: AlarmState;
  readonly after: AlarmState;
  /** What held back the actions of the state before. */
  readonly suppressedBefore?: Suppression | undefined;
}

/** What a topic gets. @source recorded from AWS by the tests of localstack */
export function topicMessage(world: World, { alarm, before, after }: Change): string {
  return JSON.stringify({
    AlarmName: alarm.name,
    AlarmDescription: alarm.description ?? null,
    AWSAccountId: world.accountId,
    AlarmConfigurationUpdatedTimestamp: alarmTime(alarm.configuredMs),
    NewStateValue: after.value,
    NewStateReason: after.reason,
    StateChangeTime: alarmTime(after.updatedMs),
    Region: regionNames[world.region] ?? world.region,
    AlarmArn: alarmArn(world, alarm.name),
    OldStateValue: before.value,
    OKActions: alarm.okActions,
    AlarmActions: alarm.alarmActions,
    InsufficientDataActions: alarm.insufficientDataActions,
    ...(alarm.type === 'MetricAlarm'
      ? { Trigger: triggerOf(alarm.settings) }
      : { AlarmRule: alarm.rule, TriggeringChildren: triggeringChildren(after) }),
  });
}

/** @source SNS messages of composite alarms that users have published */
function triggeringChildren({ reasonData }: AlarmState): readonly object[] {
  const data: unknown = reasonData === undefined ? undefined : JSON.parse(reasonData);
  const alarms: unknown = isRecord(data) ? data.triggeringAlarms : undefined;
  return Array.isArray(alarms)
    ? alarms.filter(isRecord).map(({ arn, state }) => ({
        Arn: arn,
        State: isRecord(state) ? { Value: state.value, Timestamp: state.timestamp } : {},
      }))
    : [];
}

/** `ALARM: "too-many" in US East (N. Virginia)`, of the 100 characters that a subject may have. @source messages that users have published */
export function topicSubject(world: World, { alarm, after }: Change): string {
  return `${after.value}: "${alarm.name}" in ${regionNames[world.region] ?? world.region}`.slice(0, 100);
}

function triggerOf(settings: MetricSettings): object {
  const { MetricName, Namespace, Statistic, ExtendedStatistic, Dimensions = [], Metrics } = settings;
  const metric = Metrics ?? {
    MetricName,
    Namespace,
    StatisticType: ExtendedStatistic === undefined ? 'Statistic' : 'ExtendedStatistic',
    ...(ExtendedStatistic === undefined ? { Statistic: Statistic?.replace(/(.)(?=[A-Z])/g, '$1_').toUpperCase() } : { ExtendedStatistic }),
    Unit: settings.Unit ?? null,
    Dimensions: Dimensions.map(({ Name, Value }) => ({ value: Value, name: Name })),
  };
  return {
    ...(Metrics ? { Metrics: metric } : metric),
    Period: settings.Period,
    EvaluationPeriods: settings.EvaluationPeriods,
    ...(settings.DatapointsToAlarm !== undefined && { DatapointsToAlarm: settings.DatapointsToAlarm }),
    ComparisonOperator: settings.ComparisonOperator,
    Threshold: settings.Threshold,
    TreatMissingData: settings.TreatMissingData ?? '',
    EvaluateLowSampleCountPercentile: settings.EvaluateLowSampleCountPercentile ?? '',
  };
}

/**
 * What a function gets.
 * @source recorded from AWS by the tests of localstack; of a composite alarm "Alarm events and Lambda", Amazon CloudWatch user guide
 */
export function functionEvent(world: World, change: Change): string {
  const { alarm, after } = change;
  return JSON.stringify({
    source: 'aws.cloudwatch',
    alarmArn: alarmArn(world, alarm.name),
    accountId: world.accountId,
    time: alarmTime(after.updatedMs),
    region: world.region,
    alarmData: alarmData(world, change),
  });
}

/** What EventBridge gets. @source "Alarm events and EventBridge", Amazon CloudWatch user guide */
export function stateChangeEvent(world: World, change: Change): string {
  return JSON.stringify({
    version: '0',
    id: world.uuid(),
    'detail-type': 'CloudWatch Alarm State Change',
    source: 'aws.cloudwatch',
    account: world.accountId,
    time: `${new Date(change.after.updatedMs).toISOString().slice(0, 19)}Z`,
    region: world.region,
    resources: [alarmArn(world, change.alarm.name)],
    detail: alarmData(world, change),
  });
}

function alarmData(world: World, { alarm, before, after, suppressedBefore }: Change): object {
  const stateOf = ({ value, reason, reasonData, updatedMs }: AlarmState, suppression: Suppression | undefined): object => ({
    value,
    reason,
    ...(reasonData !== undefined && { reasonData }),
    timestamp: alarmTime(updatedMs),
    ...(suppression && { actionsSuppressedBy: suppression.by, actionsSuppressedReason: suppressedReason(suppression) }),
  });
  return {
    alarmName: alarm.name,
    state: stateOf(after, alarm.type === 'CompositeAlarm' ? alarm.suppression : undefined),
    previousState: stateOf(before, suppressedBefore),
    configuration: {
      ...(alarm.description !== undefined && { description: alarm.description }),
      ...(alarm.type === 'MetricAlarm' ? { metrics: metricsOf(world, alarm.settings) } : compositeConfiguration(alarm)),
    },
  };
}

function compositeConfiguration({ rule, suppressor }: CompositeAlarm): object {
  return {
    alarmRule: rule,
    ...(suppressor && {
      actionsSuppressor: suppressor.alarm,
      actionsSuppressorWaitPeriod: suppressor.waitSeconds,
      actionsSuppressorExtensionPeriod: suppressor.extensionSeconds,
    }),
  };
}

function metricsOf(world: World, settings: MetricSettings): readonly object[] {
  const { Metrics, MetricName, Namespace, Dimensions = [], Period = 60, Statistic, ExtendedStatistic, Unit } = settings;
  const single = {
    Metric: { Namespace: Namespace ?? '', MetricName: MetricName ?? '', Dimensions },
    Period,
    Stat: Statistic ?? ExtendedStatistic ?? '',
    Unit,
  };
  const queries = Metrics ?? [{ Id: world.uuid(), MetricStat: single, ReturnData: true }];
  return queries.map((query) => {
    const stat = query.MetricStat;
    return {
      id: query.Id,
      ...('Expression' in query && query.Expression !== undefined && { expression: query.Expression }),
      ...('Label' in query && query.Label !== undefined && { label: query.Label }),
      ...(stat && {
        metricStat: {
          metric: {
            namespace: stat.Metric.Namespace,
            name: stat.Metric.MetricName,
            dimensions: Object.fromEntries((stat.Metric.Dimensions ?? []).map(({ Name, Value }) => [Name, Value])),
          },
          period: stat.Period,
          stat: stat.Stat,
          ...(stat.Unit !== undefined && { unit: stat.Unit }),
        },
      }),
      returnData: query.ReturnData ?? true,
    };
  });
}

/** @source "Regions and Availability Zones", AWS documentation */
const regionNames: { readonly [region: string]: string } = {
  'ap-northeast-1': 'Asia Pacific (Tokyo)',
  'ap-south-1': 'Asia Pacific (Mumbai)',
  'ap-southeast-1': 'Asia Pacific (Singapore)',
  'ap-southeast-2': 'Asia Pacific (Sydney)',
  'ca-central-1': 'Canada (Central)',
  'eu-central-1': 'EU (Frankfurt)',
  'eu-north-1': 'EU (Stockholm)',
  'eu-west-1': 'EU (Ireland)',
  'eu-west-2': 'EU (London)',
  'eu-west-3': 'EU (Paris)',
  'sa-east-1': 'South America (Sao Paulo)',
  'us-east-1': 'US East (N. Virginia)',
  'us-east-2': 'US East (Ohio)',
  'us-west-1': 'US West (N. California)',
  'us-west-2': 'US West (Oregon)',
};
