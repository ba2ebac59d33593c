import { validationError } from '../../../protocol/shape.ts';
import { checkQueries } from '../metrics/check-queries.ts';
import { parseStatistic } from '../metrics/statistic.ts';
import { invalidValue, notHere } from '../refusals.ts';
import type { MetricSettings } from './alarm.ts';
import { comparisonOperators } from './threshold.ts';

const maximumWindowSeconds = 7 * 86_400;
const missingTreatments = ['breaching', 'notBreaching', 'ignore', 'missing'];

/**
 * Holds a metric alarm against CloudWatch's rules.
 *
 * @throws ServiceError ValidationException, InvalidParameterValueException
 * @source the wording is recorded from AWS in issues of terraform-provider-aws, cfn-lint and troposphere, and by the tests of moto
 */
export function checkMetricAlarm(settings: MetricSettings): void {
  const { MetricName, Metrics, EvaluationPeriods, DatapointsToAlarm, TreatMissingData, EvaluateLowSampleCountPercentile } = settings;
  if (!comparisonOperators.includes(settings.ComparisonOperator)) throw notHere(`anomaly detection (${settings.ComparisonOperator})`);
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
}

function checkSingle({ Namespace, Period, Statistic, ExtendedStatistic, EvaluationPeriods }: MetricSettings): void {
  if (Namespace === undefined) throw validationError('Namespace must not be null');
  if (Period === undefined) throw validationError('Period must not be null');
  if (Statistic === undefined && ExtendedStatistic === undefined) throw validationError('Statistic must not be null');
  if (Statistic !== undefined && ExtendedStatistic !== undefined)
    throw validationError('Statistic and ExtendedStatistic cannot both be set');
  if (ExtendedStatistic !== undefined && !parseStatistic(ExtendedStatistic))
    throw invalidValue(`The value ${ExtendedStatistic} for parameter ExtendedStatistic is not supported.`);
  if (![10, 20, 30].includes(Period) && Period % 60 !== 0) throw validationError('Period must be 10, 20, 30 or a multiple of 60');
  if (EvaluationPeriods * Period > maximumWindowSeconds || (Period < 3600 && EvaluationPeriods * Period > 86_400))
    throw validationError('Metrics cannot be checked across more than a day (EvaluationPeriods * Period must be <= 86400).');
}

function checkMath(settings: MetricSettings, metrics: NonNullable<MetricSettings['Metrics']>): void {
  const excluded = ['MetricName', 'Namespace', 'Dimensions', 'Period', 'Statistic', 'ExtendedStatistic', 'Unit'] as const;
  for (const name of excluded) {
    const given = settings[name];
    const isGiven = Array.isArray(given) ? given.length > 0 : given !== undefined;
    if (isGiven) throw validationError(`${name} should not be set if list of Metrics is set.`);
  }
  checkQueries(metrics, 'Metrics');
  if (metrics.filter((it) => it.ReturnData !== false).length !== 1)
    throw validationError('Exactly one element of the metrics list should return data.');
  if (metrics.some((it) => /\bSEARCH\s*\(/i.test(it.Expression ?? ''))) throw validationError('SEARCH is not supported on Metric Alarms.');
  if (metrics.some((it) => /\bANOMALY_DETECTION_BAND\s*\(/i.test(it.Expression ?? ''))) throw notHere('anomaly detection');
}
