import type { RpcOperation } from '../../protocol/rpc/rpc-service.ts';
import type { CloudWatchState } from './cloudwatch-state.ts';
import { deleteDashboards } from './operations/delete-dashboards.ts';
import { getDashboard } from './operations/get-dashboard.ts';
import { getMetricData } from './operations/get-metric-data.ts';
import { getMetricStatistics } from './operations/get-metric-statistics.ts';
import { listDashboards } from './operations/list-dashboards.ts';
import { listMetrics } from './operations/list-metrics.ts';
import { putDashboard } from './operations/put-dashboard.ts';
import { putMetricData } from './operations/put-metric-data.ts';

/**
 * What of CloudWatch runs here. To add one: a file in operations/, a line here. Anything else is refused by name: insight rules, anomaly
 * detectors, metric streams, mute rules, widget images.
 */
export const operations: readonly RpcOperation<CloudWatchState>[] = [
  deleteDashboards,
  getDashboard,
  getMetricData,
  getMetricStatistics,
  listDashboards,
  listMetrics,
  putDashboard,
  putMetricData,
];
