import { validationError } from '../../../protocol/shape.ts';
import { checkQueries } from '../metrics/check-queries.ts';
import { parseStatistic } from '../metrics/statistic.ts';
import { invalidValue, notHere } from '../refusals.ts';
import type { MetricSettings } from './alarm.ts';
import { comparisonOperators } from './threshold.ts';

const maximumOfAKind = 10;
const missingTreatments = ['breaching', 'notBreaching', 'ignore', 'missing'];

/**
 * Holds a metric alarm against CloudWatch's rules.
 *
 * @throws ServiceError ValidationException, InvalidParameterValueException
 * @source the wording is recorded from AWS in issues of terraform-provider-aws, cfn-lint and troposphere, by the tests of moto, and
 * measured in us-east-1 by cdk-preflight, 2026-09
 */
export function checkMetricAlarm(settings: MetricSettings): void {
  const { MetricName, Metrics, EvaluationPeriods, DatapointsToAlarm, TreatMissingData, EvaluateLowSampleCountPercentile } = settings;
  if (Metrics) checkMath(settings, Metrics);
  else if (MetricName === undefined) throw validationError('MetricName must not be null');
  else checkSingle(settings);
  if (DatapointsToAlarm !== undefined && DatapointsToAlarm > EvaluationPeriods)
    throw validationError('DatapointsToAlarm must be less than or equal to EvaluationPeriods');
  if (TreatMissingData !== undefined && !missingTreatments.includes(TreatMissingData)) {
    throw validationError(
      `Option ${TreatMissingData} is not supported. Supported options for parameter TreatMissingData are breaching, notBreaching, ignore and missing.`,
    );
  }
  if (EvaluateLowSampleCountPercentile !== undefined && !['evaluate', 'ignore'].includes(EvaluateLowSampleCountPercentile)) {
    throw validationError(
      `Option ${EvaluateLowSampleCountPercentile} is not supported. Supported options for parameter EvaluateLowSampleCountPercentile are evaluate and ignore.`,
    );
  }
  if (EvaluateLowSampleCountPercentile !== undefined && settings.Statistic !== undefined)
    throw validationError(`Option evaluateLowSampleCountPercentile can not be applied with statistic ${settings.Statistic}.`);
}

/** An operator of ranges compares with a band, which another metric of the alarm gives. */
export function checkComparison(operator: string, thresholdMetricId: string | undefined, threshold: number | undefined): number {
  if (!comparisonOperators.includes(operator)) {
    if (thresholdMetricId === undefined) throw validationError('ComparisonOperators for ranges require ThresholdMetricId to be set');
    throw notHere(`anomaly detection (${operator})`);
  }
  if (thresholdMetricId !== undefined) throw notHere('anomaly detection (ThresholdMetricId)');
  if (threshold === undefined) throw validationError('PutMetricAlarm request should have valid Threshold parameter');
  return threshold;
}

function checkSingle(settings: MetricSettings): void {
  const { Namespace, Period, Statistic, ExtendedStatistic, EvaluationPeriods } = settings;
  if (Namespace === undefined) throw validationError('Namespace must not be null');
  if ([...Namespace].some((it) => it > '\u007f')) throw validationError('Namespace must not contain Non-ASCII characters.');
  if (Period === undefined) throw validationError('Period must not be null');
  if (Statistic === undefined && ExtendedStatistic === undefined) throw validationError('Statistic must not be null');
  if (Statistic !== undefined && ExtendedStatistic !== undefined)
    throw validationError('Statistic and ExtendedStatistic cannot both be set');
  if (ExtendedStatistic !== undefined && !parseStatistic(ExtendedStatistic))
    throw invalidValue(`The value ${ExtendedStatistic} for parameter ExtendedStatistic is not supported.`);
  if (![10, 20, 30].includes(Period) && Period % 60 !== 0) throw validationError('Period must be 10, 20, 30 or a multiple of 60');
  const [window, seconds] = Period < 3600 ? ['a day', 86_400] : ['a week', 604_800];
  if (EvaluationPeriods * Period > seconds)
    throw validationError(`Metrics cannot be checked across more than ${window} (EvaluationPeriods * Period must be <= ${seconds}).`);
}

function checkMath(settings: MetricSettings, metrics: NonNullable<MetricSettings['Metrics']>): void {
  const excluded = ['MetricName', 'Namespace', 'Dimensions', 'Period', 'Statistic', 'ExtendedStatistic', 'Unit'] as const;
  for (const name of excluded) {
    const given = settings[name];
    const isGiven = Array.isArray(given) ? given.length > 0 : given !== undefined;
    if (isGiven) throw validationError(`${name} should not be set if list of Metrics is set.`);
  }
  for (const { MetricStat, Expression } of metrics) {
    if (MetricStat && Expression !== undefined)
      throw validationError('The parameters MetricDataQuery Expression and MetricStat are mutually exclusive and you have specified both.');
    if (!MetricStat && Expression === undefined) throw validationError('Period must not be null');
    if (MetricStat && !parseStatistic(MetricStat.Stat)) throw validationError('Invalid metrics list');
    if (MetricStat && ![10, 20, 30].includes(MetricStat.Period) && MetricStat.Period % 60 !== 0)
      throw validationError('Period must be 10, 20, 30 or a multiple of 60');
  }
  if (metrics.filter((it) => it.MetricStat).length > maximumOfAKind)
    throw validationError(`Too many metrics in alarm, maximum is ${maximumOfAKind}`);
  if (metrics.filter((it) => it.Expression !== undefined).length > maximumOfAKind)
    throw validationError(`Too many expressions in alarm, maximum is ${maximumOfAKind}`);
  checkQueries(metrics, 'Metrics');
  if (metrics.filter((it) => it.ReturnData !== false).length !== 1)
    throw validationError('Exactly one element of the metrics list should return data.');
  if (metrics.some((it) => /\bSEARCH\s*\(/i.test(it.Expression ?? ''))) throw validationError('SEARCH is not supported on Metric Alarms.');
  if (metrics.some((it) => /\bANOMALY_DETECTION_BAND\s*\(/i.test(it.Expression ?? ''))) throw notHere('anomaly detection');
}
