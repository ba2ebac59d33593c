import { Series } from './series.ts';

export interface Dimension {
  readonly Name: string;
  readonly Value: string;
}

/** A namespace, a name and dimensions; a series for each unit it was given in. */
export interface Metric {
  readonly key: string;
  readonly namespace: string;
  readonly name: string;
  /** Sorted by name. */
  readonly dimensions: readonly Dimension[];
  readonly units: Map<string, Series>;
}

/** Units, in the order of AWS's model. @source botocore's model of CloudWatch, StandardUnit */
export const standardUnits: readonly string[] = [
  ...['Seconds', 'Microseconds', 'Milliseconds', 'Bytes', 'Kilobytes', 'Megabytes', 'Gigabytes', 'Terabytes', 'Bits', 'Kilobits'],
  ...['Megabits', 'Gigabits', 'Terabits', 'Percent', 'Count', 'Bytes/Second', 'Kilobytes/Second', 'Megabytes/Second'],
  ...['Gigabytes/Second', 'Terabytes/Second', 'Bits/Second', 'Kilobits/Second', 'Megabits/Second', 'Gigabits/Second'],
  ...['Terabits/Second', 'Count/Second', 'None'],
];

/** Identifies a metric: the order of dimensions does not count. */
export function metricKey(namespace: string, name: string, dimensions: readonly Dimension[]): string {
  let key = `${namespace}\u0001${name}`;
  for (const { Name, Value } of sortedDimensions(dimensions)) key += `\u0001${Name}\u0002${Value}`;
  return key;
}

export function sortedDimensions(dimensions: readonly Dimension[]): readonly Dimension[] {
  if (dimensions.length < 2) return dimensions;
  return [...dimensions].sort((a, b) => (a.Name < b.Name ? -1 : a.Name > b.Name ? 1 : a.Value < b.Value ? -1 : 1));
}

export function seriesOf(metric: Metric, unit: string): Series {
  const found = metric.units.get(unit);
  if (found) return found;
  const made = new Series(unit);
  metric.units.set(unit, made);
  return made;
}
