// Lines in the embedded metric format, right and wrong. @source "Specification: Embedded metric format", Amazon CloudWatch user guide
import { expect, test } from 'vitest';
import { readEmbeddedMetrics } from './embedded-metrics.ts';

const line = (directive: object, members: object, Timestamp: unknown = 1_774_000_000_000): string =>
  JSON.stringify({ _aws: { Timestamp, CloudWatchMetrics: [directive] }, ...members });
const metric = { Namespace: 'App', Dimensions: [['Service']], Metrics: [{ Name: 'Time', Unit: 'Milliseconds' }] };

test('a metric has a value for each set of dimensions', () => {
  const { metrics, problems } = readEmbeddedMetrics(
    line(
      { ...metric, Dimensions: [['Service'], []], Metrics: [{ Name: 'Time', Unit: 'Milliseconds', StorageResolution: 1 }] },
      { Service: 'a', Time: [1, 2] },
    ),
  ) ?? { metrics: [], problems: [] };
  const common = {
    namespace: 'App',
    name: 'Time',
    unit: 'Milliseconds',
    highResolution: true,
    timestampMs: 1_774_000_000_000,
    values: [1, 2],
  };
  expect(problems).toEqual([]);
  expect(metrics).toEqual([
    { ...common, dimensions: [{ Name: 'Service', Value: 'a' }] },
    { ...common, dimensions: [] },
  ]);
});

test.each(['plain text', '{"level":"info"}', 'the text "_aws" in a sentence'])('%s is no such line', (text) => {
  expect(readEmbeddedMetrics(text)).toBeUndefined();
});

const many = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `d${index}`);
const rows: readonly (readonly [string, string, string])[] = [
  ['half a line', '{"_aws":{"Timestamp":1', 'the line is not JSON'],
  ['no timestamp', line(metric, {}, 'now'), '_aws.Timestamp is no number of milliseconds'],
  ['no namespace', line({ ...metric, Namespace: '' }, {}), '_aws.CloudWatchMetrics[0].Namespace is no text of 1 to 1024 characters'],
  [
    '31 dimensions',
    line({ ...metric, Dimensions: [many(31)] }, { Time: 1 }),
    '_aws.CloudWatchMetrics[0].Dimensions[0] has 31 dimensions, more than 30',
  ],
  [
    'a dimension that is not there',
    line(metric, { Time: 1 }),
    '_aws.CloudWatchMetrics[0].Dimensions[0] names "Service", which is no text of the line',
  ],
  [
    '101 metrics',
    line({ ...metric, Metrics: many(101).map((Name) => ({ Name })) }, {}),
    '_aws.CloudWatchMetrics[0].Metrics has 101 metrics, more than 100',
  ],
  [
    '101 values',
    line(metric, { Service: 'a', Time: many(101).map((_, index) => index) }),
    '_aws.CloudWatchMetrics[0].Metrics[0] "Time" has 101 values, more than 100',
  ],
  [
    'a text as value',
    line(metric, { Service: 'a', Time: '1' }),
    '_aws.CloudWatchMetrics[0].Metrics[0] names "Time", which is no number or array of numbers of the line',
  ],
  [
    'a unit of its own',
    line({ ...metric, Metrics: [{ Name: 'Time', Unit: 'Ages' }] }, { Service: 'a', Time: 1 }),
    '_aws.CloudWatchMetrics[0].Metrics[0] "Time" has a Unit that CloudWatch does not know',
  ],
  [
    'another resolution',
    line({ ...metric, Metrics: [{ Name: 'Time', StorageResolution: 5 }] }, { Service: 'a', Time: 1 }),
    '_aws.CloudWatchMetrics[0].Metrics[0] "Time" has a StorageResolution other than 1 and 60',
  ],
];

test.each(rows)('%s is named', (_name, text, problem) => {
  expect(readEmbeddedMetrics(text)).toMatchObject({ metrics: [], problems: [problem] });
});
