// Groups, streams, events and their filters. Sources: localstack's recordings of AWS (tests/aws/services/logs) and the CloudWatch Logs API
// reference. Patterns are in filter-patterns.test.ts, queries in insights.test.ts.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LogsClient, startLogs } from './logs-client.ts';

let logs: LogsClient;
let count = 0;
const fresh = (): string => {
  count += 1;
  return `conformance-${process.pid}-${Date.now()}-${count}`;
};

beforeAll(async () => {
  logs = await startLogs();
});
afterAll(() => logs.stop());

async function group(): Promise<{ logGroupName: string; logStreamName: string }> {
  const logGroupName = fresh();
  await logs.send('CreateLogGroup', { logGroupName });
  await logs.send('CreateLogStream', { logGroupName, logStreamName: 's' });
  return { logGroupName, logStreamName: 's' };
}

async function refused(operation: string, input: object): Promise<readonly [string, string]> {
  const error: unknown = await logs.send(operation, input).catch((it: unknown) => it);
  if (!(error instanceof Error)) throw new Error(`${operation} was not refused`);
  return [error.name, error.message];
}

const messages = (answer: { events: readonly { message: string }[] }): readonly string[] => answer.events.map((it) => it.message);

describe('refusals', () => {
  const filter = { filterPattern: 'p', metricTransformations: [{ metricNamespace: 'n', metricName: 'm', metricValue: '1' }] };
  const tooLong = (member: string, length: number): string =>
    `1 validation error detected: Value '${'X'.repeat(length + 1)}' at '${member}' failed to satisfy constraint: Member must have length less than or equal to ${length}`;
  const nameTooLong = 'Invalid LogGroup or LogStream, both must have length less than or equal to 512.';
  const invalid = 'InvalidParameterException';
  const subscribe =
    (destinationArn: string, more: object = {}) =>
    (name: string) => ({
      logGroupName: name,
      filterName: 'f',
      filterPattern: '',
      destinationArn,
      ...more,
    });
  // source: cdk-preflight, measured in us-east-1, 2026-09
  const preflight: readonly (readonly [string, (name: string) => object, string, string])[] = [
    [
      'PutMetricFilter',
      (name) => ({ ...filter, logGroupName: name, filterName: 'f', filterPattern: '[a, b' }),
      invalid,
      "If a filter pattern starts with '[' it must end with ']'",
    ],
    [
      'PutSubscriptionFilter',
      subscribe('arn:aws:lambda:us-east-1:123456789012:function:f', { roleArn: 'arn:aws:iam::123456789012:role/r' }),
      invalid,
      'destinationArn for vendor lambda cannot be used with roleArn',
    ],
    [
      'PutSubscriptionFilter',
      subscribe('arn:aws:firehose:us-east-1:123456789012:deliverystream/d'),
      invalid,
      'destinationArn for vendor firehose cannot be used without roleArn',
    ],
    [
      'PutSubscriptionFilter',
      subscribe('arn:aws:sqs:us-east-1:123456789012:q'),
      invalid,
      'PutSubscriptionFilter operation cannot work with destinationArn for vendor sqs',
    ],
    [
      'PutQueryDefinition',
      () => ({ name: 'q', queryString: 'fields @message', logGroupNames: Array.from({ length: 51 }, (_, index) => `g${index}`) }),
      invalid,
      'Too many log groups specified',
    ],
    [
      'PutResourcePolicy',
      () => ({ policyName: 'p', policyDocument: '{"hello":1}' }),
      invalid,
      'Error occurred while parsing accessPolicy. Please check if the accessPolicy has been constructed correctly using IAM grammar.',
    ],
  ];
  const rows: readonly (readonly [string, (name: string) => object, string, string])[] = [
    ['CreateLogGroup', (name) => ({ logGroupName: name }), 'ResourceAlreadyExistsException', 'The specified log group already exists'],
    ['CreateLogGroup', () => ({ logGroupName: 'a'.repeat(513) }), 'InvalidParameterException', nameTooLong],
    [
      'CreateLogStream',
      (name) => ({ logGroupName: name, logStreamName: 's' }),
      'ResourceAlreadyExistsException',
      'The specified log stream already exists',
    ],
    [
      'DescribeLogGroups',
      () => ({ logGroupNamePrefix: 'a', logGroupNamePattern: 'b' }),
      'InvalidParameterException',
      'LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.',
    ],
    [
      'DescribeLogStreams',
      (name) => ({ logGroupName: name, logGroupIdentifier: name }),
      'ValidationException',
      'LogGroup name and LogGroup ARN are mutually exclusive parameters.',
    ],
    [
      'PutLogEvents',
      (name) => ({ logGroupName: name, logStreamName: 'zz', logEvents: [{ timestamp: Date.now(), message: 'x' }] }),
      'ResourceNotFoundException',
      'The specified log stream does not exist.',
    ],
    [
      'PutLogEvents',
      (name) => ({
        logGroupName: name,
        logStreamName: 's',
        logEvents: [
          { timestamp: Date.now(), message: 'x' },
          { timestamp: Date.now() - 172_800_000, message: 'y' },
        ],
      }),
      'InvalidParameterException',
      'Log events in a single PutLogEvents request must be in chronological order.',
    ],
    [
      'GetLogEvents',
      (name) => ({ logGroupName: name, logStreamName: 's', nextToken: 'invalid-token' }),
      'InvalidParameterException',
      'The specified nextToken is invalid.',
    ],
    [
      'GetLogEvents',
      (name) => ({ logGroupName: name, logStreamName: 's', limit: 10_001 }),
      'InvalidParameterException',
      "1 validation error detected: Value '10001' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 10000",
    ],
    [
      'GetLogEvents',
      () => ({ logGroupName: 'none-such', logStreamName: 's' }),
      'ResourceNotFoundException',
      'The specified log group does not exist.',
    ],
    [
      'FilterLogEvents',
      (name) => ({ logGroupName: name, nextToken: 'invalid-token' }),
      'InvalidParameterException',
      'The specified nextToken is invalid.',
    ],
    [
      'PutMetricFilter',
      (name) => ({ ...filter, logGroupName: name, filterName: 'X'.repeat(513) }),
      'InvalidParameterException',
      tooLong('filterName', 512),
    ],
    [
      'PutMetricFilter',
      (name) => ({ ...filter, logGroupName: name, filterName: 'f', filterPattern: 'X'.repeat(1025) }),
      'InvalidParameterException',
      tooLong('filterPattern', 1024),
    ],
    [
      'PutMetricFilter',
      (name) => ({
        ...filter,
        logGroupName: name,
        filterName: 'f',
        metricTransformations: ['1', '2'].map((it) => ({ metricNamespace: `namespace${it}`, metricName: `metric${it}`, metricValue: '1' })),
      }),
      'InvalidParameterException',
      "1 validation error detected: Value '[MetricTransformation(metricName=metric1, metricNamespace=namespace1, metricValue=1, defaultValue=null, unit=null, dimensions=null), MetricTransformation(metricName=metric2, metricNamespace=namespace2, metricValue=1, defaultValue=null, unit=null, dimensions=null)]' at 'metricTransformations' failed to satisfy constraint: Member must have length less than or equal to 1",
    ],
    ['DeleteMetricFilter', () => ({ logGroupName: 'X'.repeat(513), filterName: 'f' }), 'InvalidParameterException', nameTooLong],
    [
      'DeleteSubscriptionFilter',
      (name) => ({ logGroupName: name, filterName: 'f' }),
      'ResourceNotFoundException',
      'The specified subscription filter does not exist.',
    ],
    [
      'PutSubscriptionFilter',
      (name) => ({
        logGroupName: name,
        filterName: 'f',
        filterPattern: '',
        destinationArn: 'arn:aws:kinesis:us-east-1:123456789012:stream/none',
      }),
      'InvalidParameterException',
      'destinationArn for vendor kinesis cannot be used without roleArn',
    ],
    ...[
      ['AWS/Lambda', {}, 'Metric namespaces starting with AWS/ are reserved for AWS.'],
      ['n', { dimensions: { d: 'literal' } }, 'Invalid metric transformation: dimension value must be valid selector'],
      [
        'n',
        { dimensions: { d: '$.d' }, defaultValue: 0 },
        'Invalid metric transformation: dimensions and default value are mutually exclusive properties',
      ],
    ].map(([metricNamespace, more, message]): (typeof preflight)[number] => [
      'PutMetricFilter',
      (name) => ({
        logGroupName: name,
        filterName: 'f',
        filterPattern: '{ $.d = * }',
        metricTransformations: [{ metricNamespace, metricName: 'm', metricValue: '1', ...Object(more) }],
      }),
      'InvalidParameterException',
      String(message),
    ]),
    ...preflight,
    [
      'DeleteResourcePolicy',
      () => ({ policyName: 'non-existent' }),
      'ResourceNotFoundException',
      'Policy with name [non-existent] does not exist.',
    ],
  ];
  test.each(rows.map(([operation, input, code, message]) => ({ operation, input, code, message })))(
    '$operation: $code $message',
    async ({ operation, input, code, message }) => {
      const { logGroupName } = await group();
      expect(await refused(operation, input(logGroupName))).toEqual([code, message]);
    },
  );
});

describe('events', () => {
  test('are read from either end, page by page, with tokens that stay at the ends', async () => {
    const where = await group();
    const now = Date.now();
    const logEvents = Array.from({ length: 25 }, (_, index) => ({ timestamp: now + index, message: `m${index}` }));
    expect(await logs.send('PutLogEvents', { ...where, logEvents })).toEqual({ nextSequenceToken: expect.stringMatching(/^\d{56}$/) });
    const last = await logs.send('GetLogEvents', { ...where, limit: 10 });
    expect(messages(last)).toEqual(logEvents.slice(15).map((it) => it.message));
    const before = await logs.send('GetLogEvents', { ...where, limit: 10, nextToken: last.nextBackwardToken });
    expect(messages(before)).toEqual(logEvents.slice(5, 15).map((it) => it.message));
    const end = await logs.send('GetLogEvents', { ...where, nextToken: last.nextForwardToken });
    expect(end).toMatchObject({ events: [], nextForwardToken: last.nextForwardToken });
    const head = await logs.send('GetLogEvents', { ...where, limit: 3, startFromHead: true, startTime: now + 1, endTime: now + 3 });
    expect(messages(head)).toEqual(['m1', 'm2']);
    await logs.send('PutLogEvents', { ...where, logEvents: [{ timestamp: now + 100, message: 'late' }] });
    expect(messages(await logs.send('GetLogEvents', { ...where, nextToken: last.nextForwardToken }))).toEqual(['late']);
  });

  test('too old and too new are left out and told', async () => {
    const where = await group();
    const put = (timestamp: number) => logs.send('PutLogEvents', { ...where, logEvents: [{ timestamp, message: 'x' }] });
    expect(await put(Date.now() - 30 * 86_400_000)).toMatchObject({ rejectedLogEventsInfo: { tooOldLogEventEndIndex: 1 } });
    expect(await put(Date.now() + 86_400_000)).toMatchObject({ rejectedLogEventsInfo: { tooNewLogEventStartIndex: 0 } });
    expect(await logs.send('GetLogEvents', where)).toMatchObject({ events: [] });
  });

  test('are filtered over all streams, page by page', async () => {
    const where = await group();
    await logs.send('CreateLogStream', { ...where, logStreamName: 't' });
    const now = Date.now();
    for (const logStreamName of ['s', 't']) {
      const logEvents = Array.from({ length: 15 }, (_, index) => ({
        timestamp: now + index * 2 + (logStreamName === 't' ? 1 : 0),
        message: `${logStreamName}${index}`,
      }));
      await logs.send('PutLogEvents', { ...where, logStreamName, logEvents });
    }
    const { logGroupName } = where;
    const first = await logs.send('FilterLogEvents', { logGroupName, limit: 20 });
    expect(messages(first).slice(0, 4)).toEqual(['s0', 't0', 's1', 't1']);
    expect(first.events[0]).toEqual({
      logStreamName: 's',
      timestamp: now,
      message: 's0',
      ingestionTime: expect.any(Number),
      eventId: expect.stringMatching(/^\d{56}$/),
    });
    const second = await logs.send('FilterLogEvents', { logGroupName, limit: 20, nextToken: first.nextToken });
    expect([messages(second).length, second.nextToken]).toEqual([10, undefined]);
    expect(messages(await logs.send('FilterLogEvents', { logGroupName, logStreamNamePrefix: 't', filterPattern: '?t1 ?t2' }))).toEqual([
      't1',
      't2',
      't10',
      't11',
      't12',
      't13',
      't14',
    ]);
  });
});

describe('groups', () => {
  test('are described, tagged by both APIs, and kept for as long as asked', async () => {
    const { logGroupName } = await group();
    await logs.send('PutRetentionPolicy', { logGroupName, retentionInDays: 7 });
    const { logGroups } = await logs.send('DescribeLogGroups', { logGroupNamePrefix: logGroupName });
    const arn = expect.stringMatching(new RegExp(`:log-group:${logGroupName}$`));
    expect(logGroups).toEqual([
      {
        logGroupName,
        creationTime: expect.any(Number),
        retentionInDays: 7,
        metricFilterCount: 0,
        arn: expect.stringMatching(/:\*$/),
        storedBytes: 0,
        logGroupClass: 'STANDARD',
        logGroupArn: arn,
        deletionProtectionEnabled: false,
      },
    ]);
    const resourceArn = logGroups[0]?.logGroupArn;
    await logs.send('TagResource', { resourceArn, tags: { a: '1', b: '2' } });
    await logs.send('TagLogGroup', { logGroupName, tags: { c: '3' } });
    await logs.send('UntagLogGroup', { logGroupName, tags: ['a'] });
    await logs.send('UntagResource', { resourceArn, tagKeys: ['b'] });
    expect(await logs.send('ListTagsLogGroup', { logGroupName })).toEqual({ tags: { c: '3' } });
    expect(await logs.send('ListTagsForResource', { resourceArn })).toEqual({ tags: { c: '3' } });
  });

  test('take their events with them', async () => {
    const where = await group();
    await logs.send('PutLogEvents', { ...where, logEvents: [{ timestamp: Date.now(), message: 'x' }] });
    await logs.send('DeleteLogGroup', { logGroupName: where.logGroupName });
    await logs.send('CreateLogGroup', { logGroupName: where.logGroupName });
    expect(await logs.send('FilterLogEvents', { logGroupName: where.logGroupName })).toMatchObject({ events: [] });
  });
});

test('metric filters are described as AWS does', async () => {
  const { logGroupName } = await group();
  const metricTransformations = [{ metricNamespace: 'A.B-c_d/1#2:n', metricName: 'm', metricValue: '1', defaultValue: 0 }];
  await logs.send('PutMetricFilter', { logGroupName, filterName: 'f', filterPattern: ' ', metricTransformations });
  expect((await logs.send('DescribeMetricFilters', { logGroupName })).metricFilters).toEqual([
    {
      filterName: 'f',
      filterPattern: ' ',
      metricTransformations,
      creationTime: expect.any(Number),
      logGroupName,
      applyOnTransformedLogs: false,
    },
  ]);
});

// source: localstack, test_put_resource_policy_update
test('a resource policy is answered as it was put, and described in the form of AWS', async () => {
  const statement = { Action: 'logs:*', Effect: 'Allow', Principal: { Service: ['route53.amazonaws.com'] }, Resource: '*' };
  const policyDocument = JSON.stringify({ Statement: [statement] });
  const put = await logs.send('PutResourcePolicy', { policyName: 'canonical', policyDocument });
  expect(put).toEqual({
    resourcePolicy: { policyName: 'canonical', policyDocument, lastUpdatedTime: expect.any(Number), policyScope: 'ACCOUNT' },
  });
  const { resourcePolicies } = await logs.send('DescribeResourcePolicies');
  expect(resourcePolicies.map((it) => it.policyDocument)).toEqual([
    '{"Version":"2008-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"route53.amazonaws.com"},"Action":"logs:*","Resource":"*"}]}',
  ]);
  await logs.send('DeleteResourcePolicy', { policyName: 'canonical' });
});

// source: localstack, test_describe_log_groups_with_pattern
test('groups found by a pattern have no sizes', async () => {
  const { logGroupName } = await group();
  const { logGroups } = await logs.send('DescribeLogGroups', { logGroupNamePattern: logGroupName });
  expect(Object.keys(logGroups[0] ?? {}).sort()).toEqual([
    'arn',
    'creationTime',
    'logGroupArn',
    'logGroupClass',
    'logGroupName',
    'metricFilterCount',
  ]);
});
