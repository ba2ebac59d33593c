import type { CloudWatchLogs, Listener } from './cloudwatch-logs.ts';
import type { MetricTransformation } from './documents.ts';
import { createFilterMatcher } from './filter-matcher.ts';
import type { FilterPattern } from './filter-pattern/compiled-pattern.ts';

/**
 * Turns the events that metric filters match into points of their metrics. Batches in which nothing matches give the default value.
 * @source "Creating metrics from log events using filters", Amazon CloudWatch Logs user guide
 */
export function metricPoints(on: CloudWatchLogs, warn: (message: string) => void): Listener {
  const match = createFilterMatcher(warn);
  return (group, _streamName, events) => {
    for (const filter of on.metricFilters.all()) {
      if (filter.groupName !== group.name) continue;
      const { pattern, matches } = match(filter, events);
      for (const transformation of filter.transformations) {
        const { metricNamespace: namespace, metricName: name, unit = 'None', defaultValue } = transformation;
        for (const { event } of matches) {
          const point = pointOf(pattern, transformation, event.message);
          if (point) on.recordMetric({ namespace, name, unit, timestampMs: event.timestamp, ...point });
        }
        const last = events.at(-1);
        if (matches.length === 0 && defaultValue !== undefined && last)
          on.recordMetric({ namespace, name, unit, timestampMs: last.timestamp, value: defaultValue, dimensions: {} });
      }
    }
  };
}

/** Undefined when the event has no number where the value is to come from. */
function pointOf(
  pattern: FilterPattern,
  { metricValue, dimensions: selectors = {} }: MetricTransformation,
  message: string,
): { readonly value: number; readonly dimensions: { readonly [name: string]: string } } | undefined {
  const text = metricValue.startsWith('$') ? pattern.valueAt(message, metricValue) : metricValue;
  const value = text === undefined || text.trim() === '' ? Number.NaN : Number(text);
  if (!Number.isFinite(value)) return undefined;
  const dimensions: { [name: string]: string } = {};
  for (const [name, selector] of Object.entries(selectors)) {
    const found = pattern.valueAt(message, selector);
    // A point without one of its dimensions is put without any.
    if (found === undefined || found === '') return { value, dimensions: {} };
    dimensions[name] = found;
  }
  return { value, dimensions };
}
