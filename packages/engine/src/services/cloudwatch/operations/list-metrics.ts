import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { boolean, list, required, string, structure } from '../../../protocol/shape.ts';
import { pageOf } from '../../page.ts';
import type { CloudWatchState } from '../cloudwatch-state.ts';
import type { Metric } from '../metrics/metric.ts';
import { invalidValue } from '../refusals.ts';
import { metricName, namespace } from '../shapes.ts';

const pageSize = 500;
/** Metrics without data for this long are not listed. @source "ListMetrics", Amazon CloudWatch API reference */
const listedMs = 14 * 86_400_000;
const recentMs = 3 * 3_600_000;

const input = structure('com.amazonaws.cloudwatch.ListMetricsInput', {
  Namespace: namespace,
  MetricName: metricName,
  Dimensions: list(
    structure('com.amazonaws.cloudwatch.DimensionFilter', {
      Name: required(string({ min: 1, max: 255 })),
      Value: string({ min: 1, max: 1024 }),
    }),
    { max: 10 },
  ),
  NextToken: string(),
  RecentlyActive: string({ values: ['PT3H'] }),
  IncludeLinkedAccounts: boolean,
  OwningAccount: string({ min: 1, max: 255 }),
});

export const listMetrics: RpcOperation<CloudWatchState> = rpcOperation(
  'ListMetrics',
  input,
  ({ world, metrics }: CloudWatchState, request) => {
    const { Namespace, MetricName, Dimensions = [], NextToken, RecentlyActive, OwningAccount } = request;
    const sinceMs = world.now() - (RecentlyActive ? recentMs : listedMs);
    const isListed = (metric: Metric): boolean =>
      (Namespace === undefined || metric.namespace === Namespace) &&
      (MetricName === undefined || metric.name === MetricName) &&
      Dimensions.every(({ Name, Value }) =>
        metric.dimensions.some((it) => it.Name === Name && (Value === undefined || it.Value === Value)),
      ) &&
      [...metric.units.values()].some((it) => it.lastMs >= sinceMs);
    const found = OwningAccount === undefined || OwningAccount === world.accountId ? [...metrics.all()].filter(isListed) : [];
    found.sort((a, b) => (a.key < b.key ? -1 : 1));
    const page = pageOf(found, ({ key }) => key, { limit: pageSize, token: NextToken });
    if (!page) throw invalidValue('Invalid nextToken.');
    const Metrics = page.items.map((it) => ({ Namespace: it.namespace, MetricName: it.name, Dimensions: it.dimensions }));
    const OwningAccounts = request.IncludeLinkedAccounts ? Metrics.map(() => world.accountId) : undefined;
    return { Metrics, NextToken: page.nextToken, OwningAccounts };
  },
);
