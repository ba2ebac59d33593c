import { alarmTime, type MetricSettings, periodSeconds, type StateValue } from './alarm.ts';
import type { Decision, Evaluated } from './decide-state.ts';
import { breaches, comparisonWords } from './threshold.ts';

/** More are not all told. */
const datapointsTold = 5;

/**
 * Why an alarm has its state, as CloudWatch words it.
 * @source recorded from AWS by the tests of localstack; M of N and long lists as in public examples of notifications
 */
export function stateReason(state: StateValue, { judged, filled }: Decision, settings: MetricSettings): string {
  const { EvaluationPeriods, DatapointsToAlarm, Threshold, ComparisonOperator, TreatMissingData } = settings;
  if (state === 'INSUFFICIENT_DATA') return `Insufficient Data: ${plural(filled, 'datapoint')} ${filled === 1 ? 'was' : 'were'} unknown.`;
  const treated = TreatMissingData === 'breaching' ? 'Breaching' : TreatMissingData === 'notBreaching' ? 'NonBreaching' : 'Missing';
  const filling = `${plural(filled, 'missing datapoint')} ${filled === 1 ? 'was' : 'were'} treated as [${treated}]`;
  if (judged.length === 0)
    return `Threshold Crossed: no datapoints were received for ${plural(EvaluationPeriods, 'period')} and ${filling}.`;
  const crossing = judged.filter((it) => breaches(ComparisonOperator, it.value ?? 0, Threshold) === (state === 'ALARM'));
  const verb = crossing.length === 1 ? 'was' : 'were';
  const words = `${verb}${state === 'ALARM' ? '' : ' not'} ${comparisonWords(ComparisonOperator)} the threshold (${javaNumber(Threshold)})`;
  const also = filled > 0 ? ` and ${filling}` : '';
  const many = crossing.length > datapointsTold;
  const list = `[${crossing.slice(-datapointsTold).toReversed().map(pointText).join(', ')}]`;
  const recent = many ? ` The most recent datapoints${state === 'ALARM' ? ' which crossed the threshold' : ''}: ${list}.` : '';
  if (DatapointsToAlarm === undefined) {
    return `Threshold Crossed: ${plural(crossing.length, 'datapoint')}${many ? '' : ` ${list}`} ${words}${also}.${recent}`;
  }
  const minimum = state === 'ALARM' ? DatapointsToAlarm : EvaluationPeriods - DatapointsToAlarm + 1;
  const transition = state === 'ALARM' ? 'OK -> ALARM' : 'ALARM -> OK';
  return `Threshold Crossed: ${crossing.length} out of the last ${plural(EvaluationPeriods, 'datapoint', true)}${many ? '' : ` ${list}`} ${words}${also} (minimum ${plural(minimum, 'datapoint')} for ${transition} transition).${recent}`;
}

/** The machine-readable form. */
export function stateReasonData(range: readonly Evaluated[], settings: MetricSettings, nowMs: number): string {
  const recent = range.filter((it) => it.value !== undefined).slice(-settings.EvaluationPeriods);
  const [first] = recent;
  return JSON.stringify({
    version: '1.0',
    queryDate: alarmTime(nowMs),
    ...(first && { startDate: alarmTime(first.startMs) }),
    ...(settings.Unit !== undefined && { unit: settings.Unit }),
    ...(settings.Metrics === undefined && { statistic: settings.Statistic ?? settings.ExtendedStatistic }),
    period: periodSeconds(settings),
    recentDatapoints: recent.map((it) => it.value),
    threshold: settings.Threshold,
    evaluatedDatapoints: range
      .slice(-settings.EvaluationPeriods)
      .toReversed()
      .map(({ startMs, value, sampleCount }) => ({
        timestamp: alarmTime(startMs),
        ...(sampleCount !== undefined && { sampleCount }),
        ...(value !== undefined && { value }),
      })),
  });
}

/** `21.5 (26/10/23 16:42:00)` */
function pointText({ value = 0, startMs }: Evaluated): string {
  const iso = new Date(startMs).toISOString();
  return `${javaNumber(value)} (${iso.slice(8, 10)}/${iso.slice(5, 7)}/${iso.slice(2, 4)} ${iso.slice(11, 19)})`;
}

/** As Java prints a double. */
function javaNumber(value: number): string {
  return Number.isInteger(value) && Math.abs(value) < 1e7 ? value.toFixed(1) : String(value);
}

function plural(count: number, noun: string, always = false): string {
  return `${count} ${noun}${count === 1 && !always ? '' : 's'}`;
}
