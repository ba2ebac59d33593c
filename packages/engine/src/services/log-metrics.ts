import type { World } from '../world/world.ts';
import type { CloudWatch } from './cloudwatch/cloudwatch.ts';
import { keepEmbeddedMetrics } from './cloudwatch/embedded/keep-embedded-metrics.ts';
import type { LogsParts } from './logs/logs.ts';

/** The points that metric filters find in log events, and those that the events carry themselves, go to CloudWatch. */
export function createLogMetrics(world: World, cloudwatch: () => CloudWatch): Pick<LogsParts, 'recordMetric' | 'recordEmbeddedMetrics'> {
  return {
    recordMetric({ namespace, name, dimensions, value, unit, timestampMs }) {
      const { metrics } = cloudwatch();
      const given = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
      metrics.recordValue(metrics.handle(namespace, name, given, unit), timestampMs, value);
    },
    recordEmbeddedMetrics(logGroupName, events) {
      keepEmbeddedMetrics({ metrics: cloudwatch().metrics, world }, logGroupName, events);
    },
  };
}
