import type { World } from '../../../world/world.ts';
import type { Dimension } from '../metrics/metric.ts';
import type { MetricDataQuery } from '../shapes.ts';

export type StateValue = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

export interface AlarmState {
  readonly value: StateValue;
  readonly reason: string;
  /** JSON text. */
  readonly reasonData?: string | undefined;
  readonly updatedMs: number;
  readonly transitionedMs: number;
}

interface AnyAlarm {
  readonly name: string;
  readonly description?: string | undefined;
  readonly actionsEnabled: boolean;
  readonly okActions: readonly string[];
  readonly alarmActions: readonly string[];
  readonly insufficientDataActions: readonly string[];
  readonly configuredMs: number;
  readonly state: AlarmState;
  readonly tags: { readonly [key: string]: string };
}

/** Members spelt as PutMetricAlarm has them. */
export interface MetricSettings {
  readonly MetricName?: string | undefined;
  readonly Namespace?: string | undefined;
  readonly Statistic?: string | undefined;
  readonly ExtendedStatistic?: string | undefined;
  readonly Dimensions?: readonly Dimension[] | undefined;
  readonly Period?: number | undefined;
  readonly Unit?: string | undefined;
  readonly Metrics?: readonly MetricDataQuery[] | undefined;
  readonly EvaluationPeriods: number;
  readonly DatapointsToAlarm?: number | undefined;
  readonly Threshold: number;
  readonly ComparisonOperator: string;
  readonly TreatMissingData?: string | undefined;
  readonly EvaluateLowSampleCountPercentile?: string | undefined;
}

export interface MetricAlarm extends AnyAlarm {
  readonly type: 'MetricAlarm';
  readonly settings: MetricSettings;
}

export interface CompositeAlarm extends AnyAlarm {
  readonly type: 'CompositeAlarm';
  readonly rule: string;
  readonly suppressor?: Suppressor | undefined;
  /** While its actions are held back. */
  readonly suppression?: Suppression | undefined;
}

/** The alarm that holds back a composite alarm's actions while it is in ALARM. */
export interface Suppressor {
  /** A name or an ARN, as it was given. */
  readonly alarm: string;
  /** How long the actions wait for it to go into ALARM. */
  readonly waitSeconds: number;
  /** How long they stay held back after it has left ALARM. */
  readonly extensionSeconds: number;
}

export interface Suppression {
  readonly by: 'WaitPeriod' | 'ExtensionPeriod' | 'Alarm';
  /** Undefined lasts until the suppressor leaves ALARM. */
  readonly untilMs?: number | undefined;
  /** The state whose actions were the last to be taken. */
  readonly told: StateValue;
}

export type Alarm = MetricAlarm | CompositeAlarm;

export interface HistoryItem {
  readonly alarmName: string;
  readonly alarmType: Alarm['type'];
  readonly timestampMs: number;
  readonly type: 'ConfigurationUpdate' | 'StateUpdate' | 'Action';
  readonly summary: string;
  /** JSON text. */
  readonly data: string;
}

export function alarmArn({ partition, region, accountId }: World, name: string): string {
  return `arn:${partition}:cloudwatch:${region}:${accountId}:alarm:${name}`;
}

/** `2026-11-22T23:10:00.123+0000`, as CloudWatch writes times into texts. */
export function alarmTime(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '+0000');
}

/** The period of the alarm's metric, or the longest of its metrics. */
export function periodSeconds({ Period, Metrics = [] }: MetricSettings): number {
  return Period ?? Math.max(1, ...Metrics.map((it) => it.MetricStat?.Period ?? it.Period ?? 1));
}
