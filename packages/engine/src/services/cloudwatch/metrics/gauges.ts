import { type Gauge, gaugeOf } from './gauge.ts';
import type { MetricStore } from './metric-store.ts';

/** Names come from requests: beyond so many they are looked up each time. */
const maximumKnown = 10_000;

/** The gauges of one namespace and one list of dimensions, by their values. A dimension without a value is left out. */
export function gaugesOf(
  metrics: () => MetricStore,
  namespace: string,
  names: readonly string[],
): (...values: readonly (string | undefined)[]) => Gauge {
  const known = new Map<string, Gauge>();
  return (...values) => {
    const key = values.join('\0');
    const found = known.get(key);
    if (found) return found;
    const dimensions = names.flatMap((Name, index) => {
      const Value = values[index];
      return Value === undefined ? [] : [{ Name, Value }];
    });
    const made = gaugeOf(metrics(), namespace, dimensions);
    if (known.size < maximumKnown) known.set(key, made);
    return made;
  };
}
