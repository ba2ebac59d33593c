import { metricCallsOf } from '../lambda/metrics.ts';
import type { Rule } from '../rule.ts';
import { contains } from '../syntax/source-module.ts';

/** A metric that can not be written must not decide what the client is told. */
export const metricsFailureFailsRequest: Rule = {
  name: 'METRICS_FAILURE_FAILS_REQUEST',
  *check({ modules }) {
    for (const module of modules) {
      for (const { awaited, caught } of module.once(metricCallsOf)) {
        if (caught) continue;
        for (const wait of awaited) {
          const handler = module
            .all('CatchClause')
            .find((it) => contains(it.body, wait) && module.functionAround(it) === module.functionAround(wait));
          const attempt = module.tryAround(wait);
          // A try around nothing but the metric is the cure.
          if (attempt && attempt.block.body.length === 1) continue;
          const rethrows = handler && module.within(handler, 'ThrowStatement').length > 0;
          const message = handler
            ? `When this metric can not be written, its error replaces the one that was caught${rethrows ? ', which is then neither logged nor thrown' : ''}.`
            : 'When this metric can not be written (no permission, throttled, no network), a request that had succeeded fails.';
          yield {
            severity: 'error',
            message,
            at: module.place(wait),
            hint: 'Write metrics where they can not throw: the Embedded Metric Format needs only a log line.',
          };
        }
      }
    }
  },
};
