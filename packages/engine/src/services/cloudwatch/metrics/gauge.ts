import type { Handle, MetricStore } from './metric-store.ts';

/** Writes metrics of one namespace and one set of dimensions; each metric is looked up once. */
export type Gauge = (timestampMs: number, name: string, unit: string, value: number) => void;

export function gaugeOf(
  metrics: MetricStore,
  namespace: string,
  dimensions: readonly { readonly Name: string; readonly Value: string }[],
): Gauge {
  const handles = new Map<string, Handle>();
  return (timestampMs, name, unit, value) => {
    let handle = handles.get(name);
    if (!handle) {
      handle = metrics.handle(namespace, name, dimensions, unit);
      handles.set(name, handle);
    }
    metrics.recordValue(handle, timestampMs, value);
  };
}
