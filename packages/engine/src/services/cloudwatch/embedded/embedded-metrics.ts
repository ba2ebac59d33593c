import { standardUnits } from '../metrics/metric.ts';

const [maximumDimensions, maximumMetrics, maximumValues] = [30, 100, 100];

type Root = { readonly [name: string]: unknown };

/** One metric that a line carries. */
export interface EmbeddedMetric {
  readonly namespace: string;
  readonly name: string;
  readonly unit: string;
  readonly highResolution: boolean;
  readonly timestampMs: number;
  readonly dimensions: readonly { readonly Name: string; readonly Value: string }[];
  readonly values: readonly number[];
}

export interface EmbeddedLine {
  readonly metrics: readonly EmbeddedMetric[];
  /** What CloudWatch would pass over, and why. */
  readonly problems: readonly string[];
  /** It cannot be read at all, as AWS's own metrics of such lines tell apart. */
  readonly malformed?: boolean;
}

/**
 * The metrics of a log line in the embedded metric format; undefined for every other line.
 * @source "Specification: Embedded metric format", Amazon CloudWatch user guide
 */
export function readEmbeddedMetrics(line: string): EmbeddedLine | undefined {
  if (!line.startsWith('{') || !line.includes('"_aws"')) return undefined;
  let root: unknown;
  try {
    root = JSON.parse(line);
  } catch {
    return { metrics: [], problems: ['the line is not JSON'], malformed: true };
  }
  if (!isRecord(root) || !isRecord(root._aws)) return { metrics: [], problems: ['_aws is no object'] };
  const { Timestamp, CloudWatchMetrics } = root._aws;
  if (typeof Timestamp !== 'number' || !Number.isFinite(Timestamp))
    return { metrics: [], problems: ['_aws.Timestamp is no number of milliseconds'] };
  if (!Array.isArray(CloudWatchMetrics)) return { metrics: [], problems: ['_aws.CloudWatchMetrics is no array'] };
  const problems: string[] = [];
  const record = root;
  const metrics = CloudWatchMetrics.flatMap((directive: unknown, index) =>
    readDirective(directive, { root: record, path: `_aws.CloudWatchMetrics[${index}]`, timestampMs: Timestamp, problems }),
  );
  return { metrics, problems };
}

interface Reading {
  readonly root: Root;
  readonly path: string;
  readonly timestampMs: number;
  readonly problems: string[];
}

function readDirective(directive: unknown, reading: Reading): readonly EmbeddedMetric[] {
  const { path, problems, root } = reading;
  const problem = (text: string): [] => {
    problems.push(text);
    return [];
  };
  if (!isRecord(directive)) return problem(`${path} is no object`);
  const { Namespace, Dimensions = [[]], Metrics } = directive;
  if (typeof Namespace !== 'string' || Namespace === '' || Namespace.length > 1024)
    return problem(`${path}.Namespace is no text of 1 to 1024 characters`);
  if (!Array.isArray(Metrics)) return problem(`${path}.Metrics is no array`);
  if (Metrics.length > maximumMetrics) return problem(`${path}.Metrics has ${Metrics.length} metrics, more than ${maximumMetrics}`);
  if (!Array.isArray(Dimensions)) return problem(`${path}.Dimensions is no array of arrays`);
  const sets = Dimensions.flatMap((names: unknown, index) => {
    const set = readDimensions(names, root);
    if (typeof set === 'string') return problem(`${path}.Dimensions[${index}] ${set}`);
    return [set];
  });
  return Metrics.flatMap((metric: unknown, index) => {
    const read = readMetric(metric, reading);
    if (typeof read === 'string') return problem(`${path}.Metrics[${index}] ${read}`);
    return sets.map((dimensions) => ({ ...read, namespace: Namespace, timestampMs: reading.timestampMs, dimensions }));
  });
}

function readDimensions(names: unknown, root: Root): EmbeddedMetric['dimensions'] | string {
  if (!Array.isArray(names)) return 'is no array of names';
  if (names.length > maximumDimensions) return `has ${names.length} dimensions, more than ${maximumDimensions}`;
  const dimensions: { Name: string; Value: string }[] = [];
  for (const name of names) {
    const value = typeof name === 'string' ? root[name] : undefined;
    if (typeof name !== 'string' || name.length > 250) return 'has a name that is no text of at most 250 characters';
    if (typeof value !== 'string' || value === '' || value.length > 1024) return `names "${name}", which is no text of the line`;
    dimensions.push({ Name: name, Value: value });
  }
  return dimensions;
}

function readMetric(metric: unknown, { root }: Reading): Pick<EmbeddedMetric, 'name' | 'unit' | 'highResolution' | 'values'> | string {
  if (!isRecord(metric) || typeof metric.Name !== 'string' || metric.Name === '' || metric.Name.length > 1024)
    return 'has no Name of 1 to 1024 characters';
  const { Name, Unit = 'None', StorageResolution = 60 } = metric;
  if (typeof Unit !== 'string' || !standardUnits.includes(Unit)) return `"${Name}" has a Unit that CloudWatch does not know`;
  if (StorageResolution !== 1 && StorageResolution !== 60) return `"${Name}" has a StorageResolution other than 1 and 60`;
  const target = root[Name];
  const values: readonly unknown[] = Array.isArray(target) ? target : [target];
  if (values.length > maximumValues) return `"${Name}" has ${values.length} values, more than ${maximumValues}`;
  const numbers = values.filter((it): it is number => typeof it === 'number' && Number.isFinite(it));
  if (numbers.length === 0 || numbers.length < values.length) return `names "${Name}", which is no number or array of numbers of the line`;
  return { name: Name, unit: Unit, highResolution: StorageResolution === 1, values: numbers };
}

function isRecord(value: unknown): value is Root {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
