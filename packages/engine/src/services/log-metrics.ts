import type { CloudWatch } from './cloudwatch/cloudwatch.ts';
import type { LogsParts } from './logs/logs.ts';

/** The points that metric filters find in log events go to CloudWatch. */
export function createLogMetrics(cloudwatch: () => CloudWatch): Pick<LogsParts, 'recordMetric'> {
  return {
    recordMetric({ namespace, name, dimensions, value, unit, timestampMs }) {
      const { metrics } = cloudwatch();
      const given = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
      metrics.recordValue(metrics.handle(namespace, name, given, unit), timestampMs, value);
    },
  };
}
