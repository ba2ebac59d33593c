// What alarms do when they change: a function, a queue and an HTTP endpoint behind a topic, and EventBridge with a log group. The
// payloads are recorded on AWS by localstack (test_alarm_lambda_target, test_enable_disable_alarm_actions). When alarms change is in
// alarms.test.ts.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CloudWatchClient, DescribeAlarmHistoryCommand, PutMetricAlarmCommand, SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { AddPermissionCommand } from '@aws-sdk/client-lambda';
import { ConfirmSubscriptionCommand, CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LambdaServices, startLambdaServices, tell } from '../lambda/services.ts';
import { type LogsClient, logsOf } from '../logs/logs-client.ts';

let on: LambdaServices;
let cloudwatch: CloudWatchClient;
let sns: SNSClient;
let events: EventBridgeClient;
let logs: LogsClient;

beforeAll(async () => {
  on = await startLambdaServices();
  cloudwatch = new CloudWatchClient(on.endpoint.client);
  sns = new SNSClient(on.endpoint.client);
  events = new EventBridgeClient(on.endpoint.client);
  logs = logsOf(on.endpoint);
});
afterAll(() => on?.stop());

/** An alarm that nothing but a test changes. */
async function alarm(AlarmName: string, AlarmActions: string[]): Promise<() => Promise<unknown>> {
  await cloudwatch.send(
    new PutMetricAlarmCommand({
      AlarmName,
      AlarmDescription: 'testing alarm actions',
      AlarmActions,
      Namespace: 'namespace',
      MetricName: 'metric1',
      Statistic: 'Average',
      Period: 10,
      EvaluationPeriods: 2,
      Threshold: 2,
      ComparisonOperator: 'GreaterThanThreshold',
      TreatMissingData: 'ignore',
    }),
  );
  return () => cloudwatch.send(new SetAlarmStateCommand({ AlarmName, StateValue: 'ALARM', StateReason: 'testing alarm' }));
}

const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/);
const arnOf = (name: string) => `arn:aws:cloudwatch:us-east-1:123456789012:alarm:${name}`;
const alarmData = (alarmName: string) => ({
  alarmName,
  state: { value: 'ALARM', reason: 'testing alarm', timestamp: time },
  previousState: { value: 'INSUFFICIENT_DATA', reason: 'Unchecked: Initial alarm creation', timestamp: time },
  configuration: {
    description: 'testing alarm actions',
    metrics: [
      {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        metricStat: { metric: { namespace: 'namespace', name: 'metric1', dimensions: {} }, period: 10, stat: 'Average' },
        returnData: true,
      },
    ],
  },
});
const topicMessage = (name: string, topicArn: string) => ({
  AlarmName: name,
  AlarmDescription: 'testing alarm actions',
  AWSAccountId: '123456789012',
  AlarmConfigurationUpdatedTimestamp: time,
  NewStateValue: 'ALARM',
  NewStateReason: 'testing alarm',
  StateChangeTime: time,
  Region: 'US East (N. Virginia)',
  AlarmArn: arnOf(name),
  OldStateValue: 'INSUFFICIENT_DATA',
  OKActions: [],
  AlarmActions: [topicArn],
  InsufficientDataActions: [],
  Trigger: {
    MetricName: 'metric1',
    Namespace: 'namespace',
    StatisticType: 'Statistic',
    Statistic: 'AVERAGE',
    Unit: null,
    Dimensions: [],
    Period: 10,
    EvaluationPeriods: 2,
    ComparisonOperator: 'GreaterThanThreshold',
    Threshold: 2,
    TreatMissingData: 'ignore',
    EvaluateLowSampleCountPercentile: '',
  },
});

test('a function that lets CloudWatch in is invoked', async () => {
  const seen = await on.queue('alarm-seen');
  const action = await on.create('alarmed', `${tell}exports.handler = (event) => tell(event);`, { SEEN: seen.url });
  const fire = await alarm('calls-function', [action]);
  await on.lambda.send(
    new AddPermissionCommand({
      FunctionName: 'alarmed',
      StatementId: 'alarms',
      Action: 'lambda:InvokeFunction',
      Principal: 'lambda.alarms.cloudwatch.amazonaws.com',
      SourceArn: arnOf('calls-function'),
    }),
  );
  await fire();
  expect(await seen.next()).toEqual({
    source: 'aws.cloudwatch',
    alarmArn: arnOf('calls-function'),
    accountId: '123456789012',
    time,
    region: 'us-east-1',
    alarmData: alarmData('calls-function'),
  });
});

test('a function that does not let CloudWatch in is not, and the history says so', async () => {
  const action = await on.create('closed', 'exports.handler = () => undefined;');
  await (await alarm('calls-closed', [action]))();
  const { AlarmHistoryItems } = await cloudwatch.send(
    new DescribeAlarmHistoryCommand({ AlarmName: 'calls-closed', HistoryItemType: 'Action' }),
  );
  expect(AlarmHistoryItems).toMatchObject([{ HistorySummary: `Failed to execute action ${action}` }]);
});

test('a topic hands it to a queue and to an HTTP endpoint', async () => {
  const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name: 'alarms' }));
  const queue = await on.queue('alarm-topic', {
    Policy: JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: 'sqs:*', Resource: '*' }] }),
  });
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: queue.arn }));
  const posts: { readonly [member: string]: string }[] = [];
  let posted = (): void => undefined;
  const nextPost = (): Promise<void> =>
    new Promise((resolve) => {
      posted = resolve;
    });
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    posts.push(JSON.parse(Buffer.concat(chunks).toString()));
    response.end();
    posted();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const asked = nextPost();
  const { port } = server.address() as AddressInfo;
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'http', Endpoint: `http://127.0.0.1:${port}/alarm` }));
  await asked;
  await sns.send(new ConfirmSubscriptionCommand({ TopicArn, Token: posts[0]?.Token }));
  const notified = nextPost();
  await (await alarm('tells-topic', [TopicArn]))();
  const message = await queue.next<{ Subject: string; Message: string }>();
  expect(message.Subject).toBe('ALARM: "tells-topic" in US East (N. Virginia)');
  expect(JSON.parse(message.Message)).toEqual(topicMessage('tells-topic', TopicArn));
  await notified;
  expect(JSON.parse(posts[1]?.Message ?? '')).toEqual(topicMessage('tells-topic', TopicArn));
  server.close();
});

// source: "Alarm events and EventBridge", Amazon CloudWatch user guide
test('EventBridge gets each change, and a rule writes it into a log group', async () => {
  await logs.send('CreateLogGroup', { logGroupName: '/aws/events/alarms' });
  const tail = async (): Promise<readonly { message: string }[]> => {
    const { events: found } = await logs.send('FilterLogEvents', { logGroupName: '/aws/events/alarms' });
    return found;
  };
  await events.send(
    new PutRuleCommand({ Name: 'alarms', EventPattern: '{"source":["aws.cloudwatch"],"detail":{"state":{"value":["ALARM"]}}}' }),
  );
  const Arn = 'arn:aws:logs:us-east-1:123456789012:log-group:/aws/events/alarms';
  const InputTransformer = {
    InputPathsMap: { at: '$.time', name: '$.detail.alarmName' },
    InputTemplate: '{"timestamp":<at>,"message":<name>}',
  };
  await events.send(
    new PutTargetsCommand({
      Rule: 'alarms',
      Targets: [
        { Id: 'log', Arn },
        { Id: 'short', Arn, InputTransformer },
      ],
    }),
  );
  await (await alarm('tells-bus', []))();
  await expect.poll(async () => (await tail()).length).toBe(2);
  const found = (await tail()).map((it) => it.message);
  expect(found).toContain('tells-bus');
  expect(JSON.parse(found.find((it) => it.startsWith('{')) ?? '')).toEqual({
    version: '0',
    id: expect.any(String),
    'detail-type': 'CloudWatch Alarm State Change',
    source: 'aws.cloudwatch',
    account: '123456789012',
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    region: 'us-east-1',
    resources: [arnOf('tells-bus')],
    detail: alarmData('tells-bus'),
  });
});
