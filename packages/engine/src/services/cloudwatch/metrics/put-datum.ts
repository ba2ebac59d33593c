import type { ServiceError } from '../../../protocol/service-error.ts';
import { invalidCombination, invalidValue, missingParameter } from '../refusals.ts';
import type { MetricDatum } from '../shapes.ts';
import type { Measured } from './bucket.ts';
import type { MetricStore } from './metric-store.ts';

const [pastMs, futureMs] = [14 * 86_400_000, 2 * 3_600_000];
/** @source "PutMetricData", Amazon CloudWatch API reference: -2^360 to 2^360 */
const greatest = 2 ** 360;
const maximumValues = 150;

/**
 * Holds one datum against CloudWatch's rules.
 *
 * @param path `MetricData.member.1`, as AWS names it in refusals
 * @throws ServiceError InvalidParameterValueException, InvalidParameterCombinationException, MissingRequiredParameterException
 * @source the wording is recorded from AWS by the tests of localstack and moto
 */
export function measuredOf(datum: MetricDatum, path: string, nowMs: number): Measured {
  const { Value, Values, Counts, StatisticValues, Timestamp, StorageResolution } = datum;
  const both = (one: string, other: string): ServiceError =>
    invalidCombination(`The parameters ${path}.${one} and ${path}.${other} are mutually exclusive and you have specified both.`);
  if (Value !== undefined && Values) throw both('Value', 'Values');
  if (Value !== undefined && StatisticValues) throw both('Value', 'StatisticValues');
  if (Values && StatisticValues) throw both('Values', 'StatisticValues');
  if (Value === undefined && !Values && !StatisticValues)
    throw missingParameter(`At least one of the parameters must be specified. ${path}.Value, ${path}.Values or ${path}.StatisticValues`);
  if (Counts && !Values) throw missingParameter(`The parameter ${path}.Values is required when ${path}.Counts is given.`);
  if (Counts && Values && Counts.length !== Values.length)
    throw invalidValue(`The parameters ${path}.Values and ${path}.Counts must be of the same size.`);
  if (Values && Values.length > maximumValues)
    throw invalidValue(`The collection ${path}.Values must not have a size greater than ${maximumValues}.`);
  if (Timestamp !== undefined && (Timestamp < nowMs - pastMs || Timestamp > nowMs + futureMs)) {
    const stamp = new Date(Timestamp).toISOString();
    throw invalidValue(
      `The parameter ${path}.Timestamp must specify a time within the past two weeks and no more than two hours in the future: ${stamp}`,
    );
  }
  if (StorageResolution !== undefined && StorageResolution !== 1 && StorageResolution !== 60)
    throw invalidValue(`The parameter ${path}.StorageResolution must be equal to 1 or 60.`);
  return StatisticValues ? measuredSet(StatisticValues, path) : measuredValues(Values ?? [Value ?? 0], Counts, { path, single: !Values });
}

function measuredValues(
  values: readonly number[],
  counts: readonly number[] | undefined,
  where: { path: string; single: boolean },
): Measured {
  const measured = { count: 0, sum: 0, min: Number.POSITIVE_INFINITY, max: Number.NEGATIVE_INFINITY };
  const pairs = values.map((value, index): readonly [number, number] => {
    checkNumber(value, where.single ? `${where.path}.Value` : `${where.path}.Values.member.${index + 1}`);
    const times = counts?.[index] ?? 1;
    if (!(times > 0) || times > greatest)
      throw invalidValue(`The value ${javaDouble(times)} for parameter ${where.path}.Counts.member.${index + 1} is invalid.`);
    measured.count += times;
    measured.sum += value * times;
    measured.min = Math.min(measured.min, value);
    measured.max = Math.max(measured.max, value);
    return [value, times];
  });
  return { ...measured, values: pairs };
}

function measuredSet(set: NonNullable<MetricDatum['StatisticValues']>, path: string): Measured {
  for (const [name, value] of Object.entries(set)) checkNumber(value, `${path}.StatisticValues.${name}`);
  const { SampleCount, Sum, Minimum, Maximum } = set;
  if (SampleCount <= 0)
    throw invalidValue(`The value ${javaDouble(SampleCount)} for parameter ${path}.StatisticValues.SampleCount is invalid.`);
  if (Minimum > Maximum)
    throw invalidValue(`The parameter ${path}.StatisticValues.Minimum must be less than or equal to ${path}.StatisticValues.Maximum.`);
  return { count: SampleCount, sum: Sum, min: Minimum, max: Maximum, values: undefined };
}

function checkNumber(value: number, path: string): void {
  if (!Number.isFinite(value) || Math.abs(value) > greatest)
    throw invalidValue(`The value ${javaDouble(value)} for parameter ${path} is invalid.`);
}

function javaDouble(value: number): string {
  return Number.isInteger(value) && Math.abs(value) < 1e7 ? value.toFixed(1) : String(value);
}

/** Keeps a datum that `measuredOf` has let through. */
export function putDatum(
  metrics: MetricStore,
  place: { readonly namespace: string; readonly nowMs: number },
  datum: MetricDatum,
  measured: Measured,
): void {
  const { MetricName, Dimensions = [], Unit = 'None', Timestamp = place.nowMs, StorageResolution } = datum;
  metrics.record(metrics.handle(place.namespace, MetricName, Dimensions, Unit), Timestamp, measured, StorageResolution === 1);
}
