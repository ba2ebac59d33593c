import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { integer, required, string, structure, validationError } from '../../../protocol/shape.ts';
import { timestamp } from '../../../protocol/value-shapes.ts';
import type { CloudWatchState } from '../cloudwatch-state.ts';
import { QueryError, QueryRun, seriesOf } from '../math/run-queries.ts';
import type { TimeSeries } from '../math/time-series.ts';
import { checkQueries } from '../metrics/check-queries.ts';
import { queryLabel } from '../metrics/query-labels.ts';
import { invalidNextToken } from '../refusals.ts';
import { type MetricDataQuery, metricDataQueries, scanBy } from '../shapes.ts';

const maximumDatapoints = 100_800;

const input = structure('com.amazonaws.cloudwatch.GetMetricDataInput', {
  MetricDataQueries: required(metricDataQueries),
  StartTime: required(timestamp),
  EndTime: required(timestamp),
  NextToken: string(),
  ScanBy: scanBy,
  MaxDatapoints: integer(),
  LabelOptions: structure('com.amazonaws.cloudwatch.LabelOptions', { Timezone: string() }),
});

interface Result {
  readonly Id: string;
  readonly Label: string;
  readonly series: TimeSeries;
  readonly units: readonly string[];
}

export const getMetricData: RpcOperation<CloudWatchState> = rpcOperation('GetMetricData', input, (on: CloudWatchState, request) => {
  const { MetricDataQueries, StartTime, EndTime, NextToken, MaxDatapoints = maximumDatapoints } = request;
  if (MetricDataQueries.length === 0) throw validationError('The parameter MetricDataQueries is required.');
  if (StartTime >= EndTime) throw validationError('The parameter EndTime must be greater than StartTime.');
  if (MaxDatapoints < 1 || MaxDatapoints > maximumDatapoints)
    throw validationError(`The parameter MaxDatapoints must be between 1 and ${maximumDatapoints}.`);
  checkQueries(MetricDataQueries, 'MetricDataQueries');
  if (!MetricDataQueries.some((it) => it.ReturnData !== false)) throw validationError('At least one query must return data.');
  const run = new QueryRun(on, MetricDataQueries, { startMs: StartTime, endMs: EndTime });
  const results = MetricDataQueries.filter((it) => it.ReturnData !== false).flatMap((it) => resultsOf(it, run, MetricDataQueries));
  const { page, token } = pageOfPoints(results, {
    descending: request.ScanBy !== 'TimestampAscending',
    limit: MaxDatapoints,
    token: NextToken,
  });
  return { MetricDataResults: page, NextToken: token, Messages: [] };
});

function resultsOf(query: MetricDataQuery, run: QueryRun, all: readonly MetricDataQuery[]): readonly Result[] {
  try {
    const { value, units } = run.result(query.Id) ?? { value: undefined, units: [] };
    if (value?.type === 'scalar' || value?.type === 'text')
      throw new QueryError(`Error in expression '${query.Id}': The expression must return a time series or an array of time series`);
    const label = queryLabel(query, all);
    return seriesOf(value).map((series) => {
      const Label = value?.type === 'array' && series.label !== undefined ? [query.Label, series.label].filter(Boolean).join(' ') : label;
      return { Id: query.Id, Label, series, units };
    });
  } catch (error) {
    if (error instanceof QueryError) throw validationError(error.message);
    throw error;
  }
}

/** Points in the order of the request, cut where the page is full. The token says how many have been answered. */
function pageOfPoints(
  results: readonly Result[],
  { descending, limit, token }: { readonly descending: boolean; readonly limit: number; readonly token: string | undefined },
): { readonly page: readonly object[]; readonly token: string | undefined } {
  const from = token === undefined ? 0 : Number(Buffer.from(token, 'base64url').toString('latin1'));
  if (!Number.isSafeInteger(from) || from < 0) throw invalidNextToken();
  const total = results.reduce((sum, { series }) => sum + series.timestamps.length, 0);
  const until = from + limit;
  const page: object[] = [];
  let seen = 0;
  for (const { Id, Label, series, units } of results) {
    const size = series.timestamps.length;
    const [first, last] = [Math.max(0, from - seen), Math.min(size, until - seen)];
    const isFirstPage = seen >= from;
    seen += size;
    if (last < first || (first >= last && !isFirstPage)) continue;
    const order = <T>(values: readonly T[]): readonly T[] => (descending ? values.toReversed() : values).slice(first, last);
    page.push({
      Id,
      Label,
      Timestamps: order(series.timestamps).map((it) => new Date(it)),
      Values: order(series.values),
      StatusCode: last < size ? 'PartialData' : 'Complete',
      Messages: units.length > 1 ? [{ Code: 'MultipleUnits', Value: `Multiple units returned: '[${units.join(', ')}]'` }] : undefined,
    });
    if (seen >= until && seen < total) break;
  }
  return { page, token: until < total ? Buffer.from(String(until), 'latin1').toString('base64url') : undefined };
}
