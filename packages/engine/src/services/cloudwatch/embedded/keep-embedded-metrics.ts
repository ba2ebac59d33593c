import type { World } from '../../../world/world.ts';
import type { MetricStore } from '../metrics/metric-store.ts';
import { readEmbeddedMetrics } from './embedded-metrics.ts';

const maximumAgeMs = 14 * 86_400_000;

/** What is wrong with a line in the embedded metric format, in words for whoever wrote it. */
export function problemsOfEmbeddedMetrics(line: string, nowMs: number): readonly string[] {
  const { metrics = [], problems = [] } = readEmbeddedMetrics(line) ?? {};
  const late = metrics.filter(({ timestampMs }) => isOutOfTime(timestampMs, nowMs));
  return [
    ...problems,
    ...late.map(({ name }) => `"${name}" has a Timestamp that is not of the last two weeks: it is in milliseconds since 1970`),
  ];
}

/**
 * Keeps the metrics that log events carry, and counts the events that carry them wrongly.
 *
 * @source "Specification: Embedded metric format", Amazon CloudWatch user guide; "Monitoring with CloudWatch metrics", Amazon CloudWatch
 * Logs user guide: EMFParsingErrors and EMFValidationErrors of AWS/Logs
 */
export function keepEmbeddedMetrics(
  { metrics, world }: { readonly metrics: MetricStore; readonly world: World },
  logGroupName: string,
  messages: readonly { readonly message: string }[],
): void {
  const nowMs = world.now();
  for (const { message } of messages) {
    const embedded = readEmbeddedMetrics(message);
    if (!embedded) continue;
    let wrong = embedded.problems.length > 0;
    for (const { namespace, name, dimensions, unit, highResolution, timestampMs, values } of embedded.metrics) {
      if (isOutOfTime(timestampMs, nowMs)) {
        wrong = true;
        continue;
      }
      const sum = values.reduce((total, it) => total + it, 0);
      const measured = {
        count: values.length,
        sum,
        min: Math.min(...values),
        max: Math.max(...values),
        values: values.map((value): readonly [number, number] => [value, 1]),
      };
      metrics.record(metrics.handle(namespace, name, dimensions, unit), timestampMs, measured, highResolution);
    }
    if (!wrong) continue;
    const group = [{ Name: 'LogGroupName', Value: logGroupName }];
    metrics.recordValue(
      metrics.handle('AWS/Logs', embedded.malformed ? 'EMFParsingErrors' : 'EMFValidationErrors', group, 'Count'),
      nowMs,
      1,
    );
  }
}

function isOutOfTime(timestampMs: number, nowMs: number): boolean {
  return Math.abs(nowMs - timestampMs) > maximumAgeMs;
}
