import type { MetricDataQuery } from '../shapes.ts';

/**
 * The labels of metrics that are given none: the name, and whatever else tells the request's metrics apart.
 * @source recorded from AWS by the tests of localstack (test_label_generation); dimensions are a guess
 */
export function queryLabel(query: MetricDataQuery, all: readonly MetricDataQuery[]): string {
  const { MetricStat, Label, Id } = query;
  if (Label !== undefined) return Label;
  if (!MetricStat) return Id;
  const stats = all.flatMap((it) => (it.MetricStat ? [it.MetricStat] : []));
  const differ = (of: (it: (typeof stats)[number]) => string): boolean => new Set(stats.map(of)).size > 1;
  const values = (it: (typeof stats)[number]): string => (it.Metric.Dimensions ?? []).map(({ Value }) => Value).join(' ');
  const parts = [
    ...(differ(values) && values(MetricStat) !== '' ? [values(MetricStat)] : []),
    MetricStat.Metric.MetricName ?? '',
    ...(differ((it) => it.Stat) ? [MetricStat.Stat] : []),
    ...(differ((it) => String(it.Period)) ? [String(MetricStat.Period)] : []),
  ];
  return parts.join(' ');
}
