// Alarms through CloudWatch's own operations, on a clock that the test turns. How missing data decide is in decide-state.test.ts.
import {
  CloudWatchClient,
  DeleteAlarmsCommand,
  DescribeAlarmHistoryCommand,
  DescribeAlarmsCommand,
  PutCompositeAlarmCommand,
  PutMetricAlarmCommand,
  type PutMetricAlarmCommandInput,
  PutMetricDataCommand,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ServicesEndpoint, startServices } from '../start-services.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';

let endpoint: ServicesEndpoint;
let client: CloudWatchClient;
let clock: FakeClock;
let count = 0;

beforeAll(async () => {
  clock = createFakeClock(Date.parse('2026-03-02T10:00:00Z'));
  endpoint = await startServices(clock.world);
  client = new CloudWatchClient(endpoint.client);
});
afterAll(() => endpoint.stop());

async function alarm(more: Partial<PutMetricAlarmCommandInput> = {}): Promise<string> {
  count += 1;
  const AlarmName = `alarm-${process.pid}-${count}`;
  const metric = more.Metrics
    ? {}
    : { Namespace: AlarmName, MetricName: 'm', Statistic: more.ExtendedStatistic ? undefined : ('Sum' as const), Period: 60 };
  await client.send(
    new PutMetricAlarmCommand({
      AlarmName,
      ...metric,
      EvaluationPeriods: 1,
      Threshold: 2,
      ComparisonOperator: 'GreaterThanThreshold',
      ...more,
    }),
  );
  return AlarmName;
}

const put = (Namespace: string, Value: number) =>
  client.send(new PutMetricDataCommand({ Namespace, MetricData: [{ MetricName: 'm', Value, Timestamp: new Date(clock.nowMs) }] }));
const described = async (name: string) => {
  const found = await client.send(new DescribeAlarmsCommand({ AlarmNames: [name], AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] }));
  return found.MetricAlarms?.[0] ?? found.CompositeAlarms?.[0];
};
const stateOf = async (name: string) => (await described(name))?.StateValue;

// source of the reasons: localstack, test_put_metric_alarm
test('an alarm begins without data, fires, recovers, and tells why', async () => {
  const name = await alarm({ TreatMissingData: 'notBreaching', Unit: 'None' });
  expect(await described(name)).toMatchObject({ StateValue: 'INSUFFICIENT_DATA', StateReason: 'Unchecked: Initial alarm creation' });
  await put(name, 21.5);
  await clock.advance(60_000);
  const fired = await described(name);
  expect(fired).toMatchObject({
    StateValue: 'ALARM',
    StateReason: 'Threshold Crossed: 1 datapoint [21.5 (02/03/26 10:00:00)] was greater than the threshold (2.0).',
  });
  expect(JSON.parse(fired?.StateReasonData ?? '')).toMatchObject({
    version: '1.0',
    startDate: '2026-03-02T10:00:00.000+0000',
    unit: 'None',
    statistic: 'Sum',
    period: 60,
    recentDatapoints: [21.5],
    threshold: 2,
    evaluatedDatapoints: [{ timestamp: '2026-03-02T10:00:00.000+0000', sampleCount: 1, value: 21.5 }],
  });
  await clock.advance(240_000);
  expect(await described(name)).toMatchObject({
    StateValue: 'OK',
    StateReason: 'Threshold Crossed: no datapoints were received for 1 period and 1 missing datapoint was treated as [NonBreaching].',
  });
  const { AlarmHistoryItems } = await client.send(
    new DescribeAlarmHistoryCommand({ AlarmName: name, HistoryItemType: 'StateUpdate', ScanBy: 'TimestampAscending' }),
  );
  expect(AlarmHistoryItems?.map((it) => it.HistorySummary)).toEqual([
    expect.stringMatching(/^Alarm updated from INSUFFICIENT_DATA to (OK|ALARM)$/),
    ...(AlarmHistoryItems?.length === 3 ? ['Alarm updated from OK to ALARM'] : []),
    'Alarm updated from ALARM to OK',
  ]);
});

test('its history says how it was made', async () => {
  const name = await alarm({ AlarmDescription: 'why' });
  const { AlarmHistoryItems } = await client.send(new DescribeAlarmHistoryCommand({ AlarmName: name }));
  expect(AlarmHistoryItems).toMatchObject([{ HistoryItemType: 'ConfigurationUpdate', HistorySummary: `Alarm "${name}" created` }]);
  expect(JSON.parse(AlarmHistoryItems?.[0]?.HistoryData ?? '')).toMatchObject({
    version: '1.0',
    type: 'Create',
    createdAlarm: { alarmName: name, alarmDescription: 'why', threshold: 2, evaluationPeriods: 1, metricName: 'm' },
  });
});

test('M of N waits for M', async () => {
  const name = await alarm({ EvaluationPeriods: 3, DatapointsToAlarm: 2 });
  for (const value of [9, 1, 1]) {
    await put(name, value);
    await clock.advance(60_000);
  }
  expect(await stateOf(name)).toBe('OK');
  await put(name, 9);
  await clock.advance(60_000);
  await put(name, 9);
  await clock.advance(60_000);
  expect(await described(name)).toMatchObject({
    StateValue: 'ALARM',
    StateReason: expect.stringMatching(
      /^Threshold Crossed: 2 out of the last 3 datapoints \[9\.0 .*, 9\.0 .*\] were greater than the threshold \(2\.0\) \(minimum 2 datapoints for OK -> ALARM transition\)\.$/,
    ),
  });
});

test('a percentile and an expression are watched too', async () => {
  const p99 = await alarm({ ExtendedStatistic: 'p99', Threshold: 100 });
  const metric = { Metric: { Namespace: p99, MetricName: 'm' }, Period: 60, Stat: 'Sum' };
  const math = await alarm({
    Threshold: 200,
    Metrics: [
      { Id: 'e1', Expression: 'm1 * 2' },
      { Id: 'm1', MetricStat: metric, ReturnData: false },
    ],
  });
  await put(p99, 101);
  await clock.advance(60_000);
  expect([await stateOf(p99), await stateOf(math)]).toEqual(['ALARM', 'ALARM']);
});

test('a percentile of few samples is passed over on request', async () => {
  const name = await alarm({ ExtendedStatistic: 'p99', Threshold: 100, EvaluateLowSampleCountPercentile: 'ignore' });
  await put(name, 101);
  await clock.advance(60_000);
  expect(await stateOf(name)).toBe('INSUFFICIENT_DATA');
});

test('a composite alarm follows those it names', async () => {
  const [one, two] = [await alarm(), await alarm()];
  const name = `composite-${one}`;
  await client.send(new PutCompositeAlarmCommand({ AlarmName: name, AlarmRule: `ALARM("${one}") AND NOT OK(${two})` }));
  await client.send(new SetAlarmStateCommand({ AlarmName: one, StateValue: 'ALARM', StateReason: 'test' }));
  expect(await described(name)).toMatchObject({
    StateValue: 'ALARM',
    StateReason: expect.stringMatching(
      new RegExp(`:alarm:${one} transitioned to ALARM at \\w+ \\d\\d \\w+, 2026 \\d\\d:\\d\\d:\\d\\d UTC$`),
    ),
  });
  await client.send(new SetAlarmStateCommand({ AlarmName: two, StateValue: 'OK', StateReason: 'test' }));
  expect(await stateOf(name)).toBe('OK');
  await expect(client.send(new PutCompositeAlarmCommand({ AlarmName: name, AlarmRule: `ALARM("${name}")` }))).rejects.toThrow('cycle');
  await client.send(new DeleteAlarmsCommand({ AlarmNames: [one, name] }));
  expect(await stateOf(name)).toBeUndefined();
});

describe('PutMetricAlarm refuses', () => {
  const rows: readonly (readonly [Partial<PutMetricAlarmCommandInput>, string, string])[] = [
    [{ MetricName: undefined }, 'MetricName must not be null', 'cfn-lint #771'],
    [{ Period: undefined }, 'Period must not be null', 'aws-cdk #7155'],
    [{ DatapointsToAlarm: 15 }, 'DatapointsToAlarm must be less than or equal to EvaluationPeriods', 'terraform #24070'],
    [
      { EvaluateLowSampleCountPercentile: 'no' },
      'Option no is not supported. Supported options for parameter EvaluateLowSampleCountPercentile are evaluate and ignore.',
      'moto',
    ],
    [{ ExtendedStatistic: 'p101' }, 'The value p101 for parameter ExtendedStatistic is not supported.', 'moto'],
    [{ Metrics: [{ Id: 'a', Expression: '1' }], Unit: 'Count' }, 'Unit should not be set if list of Metrics is set.', 'cfn-lint #1306'],
    [
      {
        Metrics: [
          { Id: 'a', Expression: '1' },
          { Id: 'b', Expression: '1' },
        ],
      },
      'Exactly one element of the metrics list should return data.',
      'terraform-provider-aws #29894',
    ],
  ];
  test.each(rows)('%j: %s (%s)', async (more, message) => {
    await expect(alarm(more)).rejects.toMatchObject({ message });
  });
});

// source: localstack, test_set_alarm_invalid_input
test('SetAlarmState wants an alarm and a state', async () => {
  const set = (AlarmName: string, StateValue: string) =>
    client.send(new SetAlarmStateCommand({ AlarmName, StateReason: 'x', StateValue: StateValue as 'OK' }));
  await expect(set('no-such-alarm', 'OK')).rejects.toMatchObject({ name: 'ResourceNotFound' });
  await expect(set('x', 'INVALID')).rejects.toMatchObject({
    message:
      "1 validation error detected: Value 'INVALID' at 'stateValue' failed to satisfy constraint: Member must satisfy enum value set: [INSUFFICIENT_DATA, ALARM, OK]",
  });
});
