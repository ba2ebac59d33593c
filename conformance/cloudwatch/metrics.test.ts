// Metrics as clients put and read them. Alarms are in alarms.test.ts. Rows without another source follow the API reference.
import { gzipSync } from 'node:zlib';
import {
  CloudWatchClient,
  GetMetricDataCommand,
  GetMetricStatisticsCommand,
  ListMetricsCommand,
  type MetricDatum,
  PutMetricDataCommand,
} from '@aws-sdk/client-cloudwatch';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ServicesEndpoint, startServices } from '../start-services.ts';

let endpoint: ServicesEndpoint;
let client: CloudWatchClient;
let count = 0;
const minute = Math.floor(Date.now() / 60_000) * 60_000 - 300_000;
const at = (minutes: number): Date => new Date(minute + minutes * 60_000);
const fresh = (): string => {
  count += 1;
  return `conformance-${process.pid}-${count}`;
};

beforeAll(async () => {
  endpoint = await startServices();
  client = new CloudWatchClient(endpoint.client);
});
afterAll(() => endpoint.stop());

const put = (Namespace: string, ...MetricData: MetricDatum[]) => client.send(new PutMetricDataCommand({ Namespace, MetricData }));
const m = (more: Partial<MetricDatum>): MetricDatum => ({ MetricName: 'm', Timestamp: at(0), ...more });

describe('PutMetricData refuses', () => {
  const rows: readonly { name: string; data: MetricDatum; code: string; message: string; source: string }[] = [
    {
      name: 'NaN',
      data: m({ Value: Number.NaN }),
      code: 'InvalidParameterValueException',
      message: 'The value NaN for parameter MetricData.member.1.Value is invalid.',
      source: 'localstack',
    },
    {
      name: 'a value and values',
      data: m({ Value: 1, Values: [1] }),
      code: 'InvalidParameterCombinationException',
      message:
        'The parameters MetricData.member.1.Value and MetricData.member.1.Values are mutually exclusive and you have specified both.',
      source: 'localstack',
    },
    {
      name: 'counts of another size',
      data: m({ Values: [1, 2], Counts: [1] }),
      code: 'InvalidParameterValueException',
      message: 'The parameters MetricData.member.1.Values and MetricData.member.1.Counts must be of the same size.',
      source: 'localstack',
    },
    {
      name: 'nothing at all',
      data: m({}),
      code: 'MissingRequiredParameterException',
      message:
        'At least one of the parameters must be specified. MetricData.member.1.Value, MetricData.member.1.Values or MetricData.member.1.StatisticValues',
      source: 'guess',
    },
  ];
  test.each(rows)('$name ($source)', async ({ data, code, message }) => {
    await expect(put(fresh(), data)).rejects.toMatchObject({ name: code, message });
  });
});

describe('GetMetricStatistics', () => {
  const statistics = async (Namespace: string, more: object = {}) =>
    (
      await client.send(
        new GetMetricStatisticsCommand({
          Namespace,
          MetricName: 'm',
          StartTime: at(0),
          EndTime: at(4),
          Period: 60,
          Statistics: ['SampleCount', 'Sum', 'Minimum', 'Maximum', 'Average'],
          ...more,
        }),
      )
    ).Datapoints;

  // source: localstack, test_put_metric_data_values_list
  test('counts values with their counts', async () => {
    const name = fresh();
    await put(name, m({ Values: [1, 6, 10], Counts: [2, 2, 2], Unit: 'Count' }));
    expect(await statistics(name)).toEqual([
      { Timestamp: at(0), SampleCount: 6, Sum: 34, Minimum: 1, Maximum: 10, Average: 34 / 6, Unit: 'Count' },
    ]);
  });

  // source: localstack, test_handle_different_units
  test('answers each unit by itself', async () => {
    const name = fresh();
    await put(name, m({ Value: 5, Unit: 'Count' }), m({ Value: 1, Unit: 'Seconds' }), m({ Value: 10 }));
    const found = (await statistics(name, { Statistics: ['Average'] })) ?? [];
    expect(found.map(({ Unit, Average }) => [Unit, Average]).sort()).toEqual([
      ['Count', 5],
      ['None', 10],
      ['Seconds', 1],
    ]);
  });

  test('has percentiles of values, and none of statistic sets', async () => {
    const name = fresh();
    await put(name, m({ Values: Array.from({ length: 100 }, (_, index) => index + 1) }));
    const [point] =
      (await statistics(name, { Statistics: undefined, ExtendedStatistics: ['p50', 'p99', 'tm50', 'tc(10:20)', 'PR(:25)'] })) ?? [];
    expect(point?.ExtendedStatistics).toEqual({ p50: 50, p99: 99, tm50: 25.5, 'tc(10:20)': 10, 'PR(:25)': 25 });
    await put(name, m({ StatisticValues: { SampleCount: 2, Sum: 5, Minimum: 1, Maximum: 4 } }));
    const [without] = (await statistics(name, { Statistics: undefined, ExtendedStatistics: ['p50'] })) ?? [];
    expect(without?.ExtendedStatistics ?? {}).toEqual({});
  });

  // source: localstack, provider of CloudWatch
  test.each([
    [
      { Period: 60, StartTime: at(-2000) },
      'InvalidParameterCombinationException',
      'You have requested up to 2004 datapoints, which exceeds the limit of 1440. You may reduce the datapoints requested by increasing Period, or decreasing the time range.',
    ],
    [{ StartTime: at(4) }, 'InvalidParameterValueException', 'The parameter StartTime must be less than the parameter EndTime.'],
    [{ Statistics: undefined }, 'InvalidParameterCombinationException', 'Must specify either Statistics or ExtendedStatistics'],
  ])('refuses %j', async (more, name, message) => {
    await expect(statistics(fresh(), more)).rejects.toMatchObject({ name, message });
  });
});

describe('GetMetricData', () => {
  const data = async (Namespace: string, expression: string) => {
    const metric = (Id: string, MetricName: string) => ({
      Id,
      MetricStat: { Metric: { Namespace, MetricName }, Period: 60, Stat: 'Sum' },
      ReturnData: false,
    });
    const { MetricDataResults } = await client.send(
      new GetMetricDataCommand({
        StartTime: at(0),
        EndTime: at(4),
        ScanBy: 'TimestampAscending',
        MetricDataQueries: [metric('m1', 'a'), metric('m2', 'b'), { Id: 'e', Expression: expression }],
      }),
    );
    return MetricDataResults?.[0]?.Values;
  };
  let namespace = '';
  beforeAll(async () => {
    namespace = fresh();
    const datum = (MetricName: string, minutes: number, Value: number): MetricDatum => ({ MetricName, Timestamp: at(minutes), Value });
    await put(namespace, datum('a', 0, 10), datum('a', 1, 20), datum('a', 3, 40), datum('b', 0, 1), datum('b', 1, 2), datum('b', 2, 4));
  });

  // source: "Using math expressions with CloudWatch metrics"
  const rows: readonly (readonly [string, readonly number[]])[] = [
    ['m1 + m2', [11, 22]],
    ['2 + 3 * m2 ^ 2', [5, 14, 50]],
    ['-m2 + 1', [0, -1, -3]],
    ['m1 / (m2 - 1)', [20]],
    ['FILL(m1, 0)', [10, 20, 0, 40]],
    ['FILL(m1, REPEAT)', [10, 20, 20, 40]],
    ['FILL(m1, LINEAR)', [10, 20, 30, 40]],
    ['SUM(METRICS())', [11, 22, 4, 40]],
    ['MAX([m1, m2])', [10, 20, 4, 40]],
    ['m2 / SUM(m2) * 7', [1, 2, 4]],
    ['IF(m1 > 15, m1, 0)', [0, 20, 40]],
    ['m1 > 15 AND m2 > 1', [0, 1]],
    ['RATE(m2) * 60', [1, 2]],
    ['DIFF(m2)', [1, 2]],
    ['RUNNING_SUM(m2)', [1, 3, 7]],
    ['CEIL(m2 / 3)', [1, 1, 2]],
    ['TIME_SERIES(DATAPOINT_COUNT(m2))', [3, 3, 3, 3]],
    ['m2 * PERIOD(m2)', [60, 120, 240]],
    ['MIN(m1) + m2 * 0', [10, 10, 10]],
  ];
  test.each(rows)('computes %s', async (expression, values) => {
    expect(await data(namespace, expression)).toEqual(values);
  });

  test.each([
    ['nine + 1', "Error in expression 'e': Undefined variable 'nine'"],
    ['e + 1', "Error in expression 'e': Circular dependency on 'e'"],
    ['m1 +', "Error in expression 'e': Unexpected end of the expression"],
    [`${'('.repeat(500)}m1${')'.repeat(500)}`, "Error in expression 'e': The expression is nested too deep"],
    ['ANOMALY_DETECTION_BAND(m1)', "Error in expression 'e': gatewright has no ANOMALY_DETECTION_BAND"],
  ])('refuses %s', async (expression, message) => {
    await expect(data(namespace, expression)).rejects.toMatchObject({ message });
  });

  test('finds metrics by SEARCH', async () => {
    const name = fresh();
    await put(
      name,
      m({ Value: 1, Dimensions: [{ Name: 'Path', Value: '/a' }] }),
      m({ Value: 2, Dimensions: [{ Name: 'Path', Value: '/b' }] }),
      m({ Value: 4 }),
    );
    const { MetricDataResults } = await client.send(
      new GetMetricDataCommand({
        StartTime: at(0),
        EndTime: at(4),
        MetricDataQueries: [{ Id: 'e', Expression: `SEARCH('{${name},Path} MetricName="m" NOT /b', 'Sum', 60)` }],
      }),
    );
    expect(MetricDataResults).toMatchObject([{ Id: 'e', Label: '/a m', Values: [1] }]);
  });

  // source: localstack, test_get_metric_data_different_units_no_unit_in_query
  test('takes the first unit when there are several, and says so', async () => {
    const name = fresh();
    await put(name, m({ Value: 60000, Unit: 'Milliseconds' }), m({ Value: 60, Unit: 'Seconds' }), m({ Value: 5, Unit: 'Count' }));
    const { MetricDataResults } = await client.send(
      new GetMetricDataCommand({
        StartTime: at(0),
        EndTime: at(4),
        MetricDataQueries: [{ Id: 'm1', MetricStat: { Metric: { Namespace: name, MetricName: 'm' }, Period: 60, Stat: 'Sum' } }],
      }),
    );
    expect(MetricDataResults).toEqual([
      {
        Id: 'm1',
        Label: 'm',
        Timestamps: [at(0)],
        Values: [5],
        StatusCode: 'Complete',
        Messages: [{ Code: 'MultipleUnits', Value: "Multiple units returned: '[Count, Milliseconds, Seconds]'" }],
      },
    ]);
  });

  test('is read in pages', async () => {
    const query = {
      StartTime: at(0),
      EndTime: at(4),
      MaxDatapoints: 2,
      MetricDataQueries: [{ Id: 'm1', MetricStat: { Metric: { Namespace: namespace, MetricName: 'a' }, Period: 60, Stat: 'Sum' } }],
    };
    const first = await client.send(new GetMetricDataCommand(query));
    expect(first.MetricDataResults).toMatchObject([{ Values: [40, 20], StatusCode: 'PartialData' }]);
    const second = await client.send(new GetMetricDataCommand({ ...query, NextToken: first.NextToken }));
    expect(second.MetricDataResults).toMatchObject([{ Values: [10], StatusCode: 'Complete' }]);
    expect(second.NextToken).toBeUndefined();
  });
});

test('ListMetrics filters by dimensions', async () => {
  const name = fresh();
  await put(
    name,
    m({ Value: 1, Dimensions: [{ Name: 'A', Value: '1' }] }),
    m({ Value: 1, Dimensions: [{ Name: 'A', Value: '2' }] }),
    m({ Value: 1 }),
  );
  const list = async (Dimensions: { Name: string; Value?: string }[]) =>
    (await client.send(new ListMetricsCommand({ Namespace: name, Dimensions }))).Metrics?.length;
  expect([await list([]), await list([{ Name: 'A' }]), await list([{ Name: 'A', Value: '2' }]), await list([{ Name: 'B' }])]).toEqual([
    3, 2, 1, 0,
  ]);
});

// The protocols that other clients speak: SDK v2 and older CLIs the query protocol, boto3 JSON or CBOR; large bodies come compressed.
describe('on the wire', () => {
  const send = (headers: Record<string, string>, body: string | Buffer) =>
    fetch(endpoint.client.endpoint, {
      method: 'POST',
      body: new Uint8Array(Buffer.from(body)),
      headers: { ...headers, authorization: 'AWS4-HMAC-SHA256 Credential=test/20261122/us-east-1/monitoring/aws4_request' },
    });
  const form = 'application/x-www-form-urlencoded; charset=utf-8';

  test('the query protocol has its own codes', async () => {
    const answer = await send(
      { 'content-type': form },
      'Action=PutMetricData&Version=2010-08-01&Namespace=q&MetricData.member.1.MetricName=m&MetricData.member.1.Value=NaN',
    );
    expect([answer.status, await answer.text()]).toEqual([
      400,
      expect.stringContaining(
        '<Code>InvalidParameterValue</Code><Message>The value NaN for parameter MetricData.member.1.Value is invalid.</Message>',
      ),
    ]);
  });

  test('JSON may be compressed', async () => {
    const name = fresh();
    const body = gzipSync(JSON.stringify({ Namespace: name, MetricData: [{ MetricName: 'z', Value: 1 }] }));
    const headers = {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': 'GraniteServiceVersion20100801.PutMetricData',
      'content-encoding': 'gzip',
    };
    expect((await send(headers, body)).status).toBe(200);
    expect((await client.send(new ListMetricsCommand({ Namespace: name }))).Metrics).toHaveLength(1);
  });
});
