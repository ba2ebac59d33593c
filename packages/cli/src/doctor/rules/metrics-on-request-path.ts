import { metricCallsOf } from '../lambda/metrics.ts';
import type { Rule } from '../rule.ts';

/** The client waits for CloudWatch. */
export const metricsOnRequestPath: Rule = {
  name: 'METRICS_ON_REQUEST_PATH',
  *check({ modules, entries }) {
    for (const module of modules) {
      const handlers = entries.filter((it) => it.module === module).map((it) => it.function);
      for (const { node, awaited } of module.once(metricCallsOf)) {
        const onPath = awaited.filter((it) => handlers.some((handler) => module.functionAround(it) === handler));
        const lines = onPath.map((it) => module.place(it).line);
        if (lines.length === 0) continue;
        yield {
          severity: 'warning',
          message: `Requests wait for PutMetricData (line ${lines.join(', ')}): a network call each, paid per call and throttled per account, before the client has its answer.`,
          at: module.place(node),
          hint: 'Write metrics as one log line in the Embedded Metric Format: CloudWatch reads it from the log, and no request waits.',
        };
      }
    }
  },
};
