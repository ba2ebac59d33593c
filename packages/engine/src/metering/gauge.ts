import type { CloudWatch } from '../services/cloudwatch/cloudwatch.ts';

type Metrics = CloudWatch['metrics'];

/** Writes metrics of one namespace and one set of dimensions; each metric is looked up once. */
export type Gauge = (timestampMs: number, name: string, unit: string, value: number) => void;

export function gaugeOf(
  metrics: Metrics,
  namespace: string,
  dimensions: readonly { readonly Name: string; readonly Value: string }[],
): Gauge {
  const handles = new Map<string, ReturnType<Metrics['handle']>>();
  return (timestampMs, name, unit, value) => {
    let handle = handles.get(name);
    if (!handle) {
      handle = metrics.handle(namespace, name, dimensions, unit);
      handles.set(name, handle);
    }
    metrics.recordValue(handle, timestampMs, value);
  };
}
