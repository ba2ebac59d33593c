import { validationError } from '../../../protocol/shape.ts';
import type { MetricDataQuery } from '../shapes.ts';
import { checkPeriod } from './period.ts';
import { parseStatistic } from './statistic.ts';

/**
 * @param path `MetricDataQueries` or `Metrics`, as AWS names the list in refusals
 * @throws ServiceError ValidationException
 * @source the wording is recorded from AWS in issues of yet-another-cloudwatch-exporter and telegraf, and by the tests of moto
 */
export function checkQueries(queries: readonly MetricDataQuery[], path: string): void {
  const problems: string[] = [];
  for (const [index, { Id, MetricStat, Expression }] of queries.entries()) {
    const member = `${path}.member.${index + 1}`;
    if (!/^[a-z][a-zA-Z0-9_]*$/.test(Id))
      problems.push(`The value ${Id} for parameter ${member}.Id is not matching the expected pattern ^[a-z][a-zA-Z0-9_]*$.`);
    if (!MetricStat && Expression === undefined) problems.push(`The parameter ${member}.MetricStat is required.\n`);
    if (MetricStat && Expression !== undefined)
      problems.push(`The parameters ${member}.MetricStat and ${member}.Expression are mutually exclusive and you have specified both.`);
    if (!MetricStat) continue;
    if (MetricStat.Metric.Namespace === undefined) problems.push(`The parameter ${member}.MetricStat.Metric.Namespace is required.\n`);
    if (MetricStat.Metric.MetricName === undefined) problems.push(`The parameter ${member}.MetricStat.Metric.MetricName is required.\n`);
    if (!parseStatistic(MetricStat.Stat))
      problems.push(`The value ${MetricStat.Stat} for parameter ${member}.MetricStat.Stat is not a valid statistic.`);
  }
  if (problems.length > 0) throw validationError(problems.join('\n'));
  if (new Set(queries.map(({ Id }) => Id)).size < queries.length)
    throw validationError(`The values for parameter id in ${path} are not unique.`);
  for (const [index, { MetricStat, Period }] of queries.entries()) {
    if (MetricStat) checkPeriod(MetricStat.Period, `${path}.member.${index + 1}.MetricStat.Period`, validationError);
    if (Period !== undefined) checkPeriod(Period, `${path}.member.${index + 1}.Period`, validationError);
  }
}
