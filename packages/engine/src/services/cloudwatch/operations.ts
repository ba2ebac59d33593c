import type { RpcOperation } from '../../protocol/rpc/rpc-service.ts';
import type { CloudWatchState } from './cloudwatch-state.ts';
import { deleteAlarms } from './operations/delete-alarms.ts';
import { deleteDashboards } from './operations/delete-dashboards.ts';
import { describeAlarmHistory } from './operations/describe-alarm-history.ts';
import { describeAlarms } from './operations/describe-alarms.ts';
import { describeAlarmsForMetric } from './operations/describe-alarms-for-metric.ts';
import { disableAlarmActions } from './operations/disable-alarm-actions.ts';
import { enableAlarmActions } from './operations/enable-alarm-actions.ts';
import { getDashboard } from './operations/get-dashboard.ts';
import { getMetricData } from './operations/get-metric-data.ts';
import { getMetricStatistics } from './operations/get-metric-statistics.ts';
import { listDashboards } from './operations/list-dashboards.ts';
import { listMetrics } from './operations/list-metrics.ts';
import { listTagsForResource } from './operations/list-tags-for-resource.ts';
import { putCompositeAlarm } from './operations/put-composite-alarm.ts';
import { putDashboard } from './operations/put-dashboard.ts';
import { putMetricAlarm } from './operations/put-metric-alarm.ts';
import { putMetricData } from './operations/put-metric-data.ts';
import { setAlarmState } from './operations/set-alarm-state.ts';
import { tagResource } from './operations/tag-resource.ts';
import { untagResource } from './operations/untag-resource.ts';

/**
 * What of CloudWatch runs here. To add one: a file in operations/, a line here. Anything else is refused by name: insight rules, anomaly
 * detectors, metric streams, mute rules, widget images.
 */
export const operations: readonly RpcOperation<CloudWatchState>[] = [
  deleteAlarms,
  deleteDashboards,
  describeAlarmHistory,
  describeAlarms,
  describeAlarmsForMetric,
  disableAlarmActions,
  enableAlarmActions,
  getDashboard,
  getMetricData,
  getMetricStatistics,
  listDashboards,
  listMetrics,
  listTagsForResource,
  putCompositeAlarm,
  putDashboard,
  putMetricAlarm,
  putMetricData,
  setAlarmState,
  tagResource,
  untagResource,
];
