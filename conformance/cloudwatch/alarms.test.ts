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
  await client.send(new DeleteAlarmsCommand({ AlarmNames: [one, name] }));
  expect(await stateOf(name)).toBeUndefined();
});

// source: localstack, test_composite_alarm_creation
test('a composite alarm is evaluated when it is put', async () => {
  const [one, two] = [await alarm({ TreatMissingData: 'breaching' }), await alarm()];
  const name = `put-${one}`;
  await client.send(new PutCompositeAlarmCommand({ AlarmName: name, AlarmRule: `(ALARM(${one}) OR ALARM(${two}))` }));
  const found = await described(name);
  expect(found).toMatchObject({
    StateValue: 'OK',
    StateReason: expect.stringMatching(new RegExp(`^arn:aws:cloudwatch:.*:alarm:${name} was created and its alarm rule evaluates to OK$`)),
  });
  const stateOfChild = { value: 'INSUFFICIENT_DATA', timestamp: expect.stringMatching(/^\d{4}-.*\+0000$/) };
  expect(JSON.parse(found?.StateReasonData ?? '').triggeringAlarms).toEqual(
    [one, two].map((it) => ({ arn: expect.stringMatching(new RegExp(`:alarm:${it}$`)), state: stateOfChild })),
  );
});

// source: "Composite alarms", Amazon CloudWatch user guide; AWS CDK's AlarmRule.atLeast
test('AT_LEAST counts alarms, or a share of them', async () => {
  const [one, two, three] = [await alarm(), await alarm(), await alarm()];
  const rules = [
    `AT_LEAST(2, ALARM, ("${one}", "${two}", "${three}"))`,
    `AT_LEAST(60%, NOT OK, (${one}, ${two}, ${three}))`,
    `AT_LEAST(100%, ALARM, (${one}, ${two}))`,
  ];
  const names = rules.map((_, index) => `at-least-${one}-${index}`);
  for (const [index, AlarmRule] of rules.entries()) await client.send(new PutCompositeAlarmCommand({ AlarmName: names[index], AlarmRule }));
  const set = (AlarmName: string, StateValue: 'ALARM' | 'OK') =>
    client.send(new SetAlarmStateCommand({ AlarmName, StateValue, StateReason: 'test' }));
  const states = () => Promise.all(names.map(stateOf));
  await set(three, 'OK');
  await set(one, 'ALARM');
  expect(await states()).toEqual(['OK', 'ALARM', 'OK']);
  await set(two, 'ALARM');
  expect(await states()).toEqual(['ALARM', 'ALARM', 'ALARM']);
  await set(one, 'OK');
  expect(await states()).toEqual(['OK', 'OK', 'OK']);
});

// source: "Suppressing composite alarm actions", Amazon CloudWatch user guide
describe('the actions of a composite alarm', () => {
  const action = 'arn:aws:sns:us-east-1:123456789012:none-such';
  const set = (AlarmName: string, StateValue: 'ALARM' | 'OK') =>
    client.send(new SetAlarmStateCommand({ AlarmName, StateValue, StateReason: 'test' }));
  const suppressedBy = async (name: string) => {
    const found = await client.send(new DescribeAlarmsCommand({ AlarmNames: [name], AlarmTypes: ['CompositeAlarm'] }));
    return found.CompositeAlarms?.[0]?.ActionsSuppressedBy;
  };
  /** How often it has told its topic, which is not there. */
  const told = async (name: string) => {
    const answer = await client.send(
      new DescribeAlarmHistoryCommand({ AlarmName: name, HistoryItemType: 'Action', AlarmTypes: ['CompositeAlarm'] }),
    );
    return answer.AlarmHistoryItems?.length;
  };
  async function suppressed(): Promise<{ child: string; suppressor: string; name: string }> {
    // Nothing but the test changes their states.
    const quiet = { EvaluationPeriods: 5, TreatMissingData: 'ignore' };
    const [child, suppressor] = [await alarm(quiet), await alarm(quiet)];
    const name = `suppressed-${child}`;
    await client.send(
      new PutCompositeAlarmCommand({
        AlarmName: name,
        AlarmRule: `ALARM(${child})`,
        AlarmActions: [action],
        ActionsSuppressor: suppressor,
        ActionsSuppressorWaitPeriod: 60,
        ActionsSuppressorExtensionPeriod: 120,
      }),
    );
    await clock.advance(60_000);
    return { child, suppressor, name };
  }

  test('wait for the suppressor, and are taken when it stays away', async () => {
    const { child, name } = await suppressed();
    await set(child, 'ALARM');
    expect([await stateOf(name), await suppressedBy(name), await told(name)]).toEqual(['ALARM', 'WaitPeriod', 0]);
    await clock.advance(70_000);
    expect([await stateOf(name), await suppressedBy(name), await told(name)]).toEqual(['ALARM', undefined, 1]);
  });

  test('are held back while it is in ALARM and for the extension, then taken', async () => {
    const { child, suppressor, name } = await suppressed();
    await set(child, 'ALARM');
    await set(suppressor, 'ALARM');
    expect(await suppressedBy(name)).toBe('Alarm');
    await clock.advance(600_000);
    expect([await suppressedBy(name), await told(name)]).toEqual(['Alarm', 0]);
    await set(suppressor, 'OK');
    expect([await suppressedBy(name), await told(name)]).toEqual(['ExtensionPeriod', 0]);
    await clock.advance(130_000);
    expect([await suppressedBy(name), await told(name)]).toEqual([undefined, 1]);
  });

  test('are never taken for a state that has gone by then', async () => {
    const { child, suppressor, name } = await suppressed();
    await set(suppressor, 'ALARM');
    await set(child, 'ALARM');
    await set(suppressor, 'OK');
    await set(child, 'OK');
    await clock.advance(130_000);
    expect([await stateOf(name), await suppressedBy(name), await told(name)]).toEqual(['OK', undefined, 0]);
  });
});

// source: cdk-preflight, measured in us-east-1, 2026-09; the last row is a guess
describe('PutCompositeAlarm refuses', () => {
  const periods = { ActionsSuppressorWaitPeriod: 1, ActionsSuppressorExtensionPeriod: 1 };
  const rows: readonly (readonly [object, string])[] = [
    [{ AlarmRule: 'ALARM("x-self")', AlarmName: 'x-self' }, 'A composite alarm cannot have a child relation with itself via its AlarmRule'],
    [{ ...periods, ActionsSuppressorExtensionPeriod: undefined }, 'ActionsSuppressorWaitPeriod requires an ActionSuppressor'],
    [{ ActionsSuppressor: 'a' }, 'ActionsSuppressorWaitPeriod must not be null'],
    [{ ActionsSuppressor: 'a', ActionsSuppressorWaitPeriod: 1 }, 'ActionsSuppressorExtensionPeriod must not be null'],
    [
      { ...periods, ActionsSuppressor: 'arn:aws:sns:us-east-1:123456789012:t' },
      'ActionsSuppressor must be a valid CloudWatch Alarm ARN or an Alarm name',
    ],
    [{ AlarmActions: ['arn:aws:sqs:us-east-1:123456789012:q'] }, 'Unsupported AWS vendor sqs'],
    [
      { AlarmRule: 'SOMETIMES(a)' },
      "Error in AlarmRule [Unsupported token 'SOMETIMES', must be: '(', 'NOT', AT_LEAST, TRUE or FALSE, ALARM, OK, or INSUFFICIENT_DATA]",
    ],
  ];
  test.each(rows)('%j: %s', async (more, message) => {
    const input = { AlarmName: 'refused', AlarmRule: 'TRUE', ...more };
    await expect(client.send(new PutCompositeAlarmCommand(input))).rejects.toMatchObject({ message });
  });
});

describe('PutMetricAlarm refuses', () => {
  const preflight = 'cdk-preflight, us-east-1, 2026-09';
  const query = (index: number, Stat = 'Sum') => ({
    Id: `m${index}`,
    MetricStat: { Metric: { Namespace: 'n', MetricName: 'm' }, Period: 60, Stat },
    ReturnData: index === 0,
  });
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
    [{ Threshold: undefined }, 'PutMetricAlarm request should have valid Threshold parameter', preflight],
    [{ ComparisonOperator: 'GreaterThanUpperThreshold' }, 'ComparisonOperators for ranges require ThresholdMetricId to be set', preflight],
    [{ Period: 45 }, 'Period must be 10, 20, 30 or a multiple of 60', preflight],
    [
      { EvaluationPeriods: 2000 },
      'Metrics cannot be checked across more than a day (EvaluationPeriods * Period must be <= 86400).',
      preflight,
    ],
    [
      { EvaluateLowSampleCountPercentile: 'ignore' },
      'Option evaluateLowSampleCountPercentile can not be applied with statistic Sum.',
      preflight,
    ],
    [{ Namespace: 'Übung' }, 'Namespace must not contain Non-ASCII characters.', preflight],
    [{ OKActions: ['arn:aws:sqs:us-east-1:123456789012:q'] }, 'Unsupported AWS vendor sqs', preflight],
    [
      { AlarmActions: ['arn:aws:sns:eu-central-1:123456789012:t'] },
      'Invalid region eu-central-1 specified. Only us-east-1 is supported.',
      preflight,
    ],
    [{ Metrics: Array.from({ length: 11 }, (_, index) => query(index)) }, 'Too many metrics in alarm, maximum is 10', preflight],
    [
      { Metrics: Array.from({ length: 11 }, (_, index) => ({ Id: `e${index}`, Expression: '1', ReturnData: index === 0 })) },
      'Too many expressions in alarm, maximum is 10',
      preflight,
    ],
    [
      { Metrics: [{ ...query(0), Expression: '1' }] },
      'The parameters MetricDataQuery Expression and MetricStat are mutually exclusive and you have specified both.',
      preflight,
    ],
    [{ Metrics: [query(0, 'Mean')] }, 'Invalid metrics list', preflight],
    [{ Metrics: [{ Id: 'e', Expression: "SEARCH('x', 'Sum', 60)" }] }, 'SEARCH is not supported on Metric Alarms.', preflight],
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
