// Buses, rules, targets and events, from the outside. What targets get is in targets.test.ts. Answers and refusals are those that localstack's tests
// recorded from AWS, but where a comment says otherwise.
import {
  CreateEventBusCommand,
  DeleteEventBusCommand,
  DeleteRuleCommand,
  DescribeEventBusCommand,
  DescribeRuleCommand,
  DisableRuleCommand,
  EnableRuleCommand,
  EventBridgeClient,
  ListEventBusesCommand,
  ListRuleNamesByTargetCommand,
  ListRulesCommand,
  ListTagsForResourceCommand,
  ListTargetsByRuleCommand,
  PutEventsCommand,
  type PutEventsRequestEntry,
  PutPermissionCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemovePermissionCommand,
  RemoveTargetsCommand,
  TagResourceCommand,
  type Target,
  TestEventPatternCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-eventbridge';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ServicesEndpoint, startServices } from '../start-services.ts';

let endpoint: ServicesEndpoint;
let events: EventBridgeClient;
let count = 0;

const fresh = (): string => {
  count += 1;
  return `conformance-${process.pid}-${count}`;
};
const queueArn = 'arn:aws:sqs:us-east-1:123456789012:orders';
const EventPattern = '{"source":["core.update-account-command"]}';

beforeAll(async () => {
  endpoint = await startServices();
  events = new EventBridgeClient(endpoint.client);
});
afterAll(() => endpoint.stop());

async function bus(): Promise<string> {
  const Name = fresh();
  await events.send(new CreateEventBusCommand({ Name }));
  return Name;
}

async function rule(given: object = { EventPattern }): Promise<string> {
  const Name = fresh();
  await events.send(new PutRuleCommand({ Name, ...given }));
  return Name;
}

const refusal = (answer: Promise<unknown>): Promise<{ readonly name: string; readonly message: string }> =>
  answer.then(
    () => ({ name: 'none', message: '' }),
    (error: Error) => ({ name: error.name, message: error.message }),
  );

describe('event buses', () => {
  test('are created, described, listed and deleted', async () => {
    const Name = await bus();
    const Arn = expect.stringMatching(new RegExp(`^arn:aws:events:[a-z0-9-]+:\\d{12}:event-bus/${Name}$`));
    const described = { Name, Arn, CreationTime: expect.any(Date), LastModifiedTime: expect.any(Date) };
    const { $metadata: _, ...answer } = await events.send(new DescribeEventBusCommand({ Name }));
    expect(answer).toEqual(described);
    expect((await events.send(new ListEventBusesCommand({ NamePrefix: Name }))).EventBuses).toEqual([described]);
    await events.send(new DeleteEventBusCommand({ Name }));
    expect((await events.send(new ListEventBusesCommand({ NamePrefix: Name }))).EventBuses).toEqual([]);
    // Gone is gone.
    await events.send(new DeleteEventBusCommand({ Name }));
  });

  test('come in pages', async () => {
    const prefix = fresh();
    for (const it of ['a', 'b', 'c']) await events.send(new CreateEventBusCommand({ Name: `${prefix}-${it}` }));
    const first = await events.send(new ListEventBusesCommand({ NamePrefix: prefix, Limit: 2 }));
    const second = await events.send(new ListEventBusesCommand({ NamePrefix: prefix, Limit: 2, NextToken: first.NextToken }));
    expect([first.EventBuses?.length, second.EventBuses?.length, second.NextToken]).toEqual([2, 1, undefined]);
  });

  test('are refused as AWS does', async () => {
    const Name = await bus();
    expect(await refusal(events.send(new CreateEventBusCommand({ Name })))).toEqual({
      name: 'ResourceAlreadyExistsException',
      message: `Event bus ${Name} already exists.`,
    });
    expect(await refusal(events.send(new DescribeEventBusCommand({ Name: 'none-such' })))).toEqual({
      name: 'ResourceNotFoundException',
      message: 'Event bus none-such does not exist.',
    });
    expect(await refusal(events.send(new DeleteEventBusCommand({ Name: 'default' })))).toEqual({
      name: 'ValidationException',
      message: 'Cannot delete event bus default.',
    });
  });

  test('have a policy', async () => {
    const Name = await bus();
    const put = { EventBusName: Name, Action: 'events:PutEvents', Principal: '111122223333', StatementId: 'one' };
    await events.send(new PutPermissionCommand(put));
    await events.send(new PutPermissionCommand({ ...put, Principal: '*', StatementId: 'all' }));
    const { Policy = '', Arn } = await events.send(new DescribeEventBusCommand({ Name }));
    const allow = { Effect: 'Allow', Action: 'events:PutEvents', Resource: Arn };
    expect(JSON.parse(Policy)).toEqual({
      Version: '2012-10-17',
      Statement: [
        { Sid: 'one', ...allow, Principal: { AWS: 'arn:aws:iam::111122223333:root' } },
        { Sid: 'all', ...allow, Principal: '*' },
      ],
    });
    expect(await refusal(events.send(new RemovePermissionCommand({ EventBusName: Name, StatementId: 'none' })))).toEqual({
      name: 'ResourceNotFoundException',
      message: 'Statement with the provided id does not exist.',
    });
    await events.send(new RemovePermissionCommand({ EventBusName: Name, RemoveAllPermissions: true }));
    expect((await events.send(new DescribeEventBusCommand({ Name }))).Policy).toBeUndefined();
  });
});

describe('rules', () => {
  test('are put, described, listed and deleted', async () => {
    const [EventBusName, Name] = [await bus(), fresh()];
    const { RuleArn } = await events.send(new PutRuleCommand({ Name, EventBusName, EventPattern }));
    expect(RuleArn).toMatch(new RegExp(`^arn:aws:events:[a-z0-9-]+:\\d{12}:rule/${EventBusName}/${Name}$`));
    const listed = { Arn: RuleArn, EventBusName, EventPattern, Name, State: 'ENABLED' };
    const { $metadata: _, ...described } = await events.send(new DescribeRuleCommand({ Name, EventBusName }));
    expect(described).toEqual({ ...listed, CreatedBy: expect.stringMatching(/^\d{12}$/) });
    expect((await events.send(new ListRulesCommand({ EventBusName }))).Rules).toEqual([listed]);
    await events.send(new DeleteRuleCommand({ Name, EventBusName }));
    expect((await events.send(new ListRulesCommand({ EventBusName }))).Rules).toEqual([]);
  });

  test('run by the clock on the default bus', async () => {
    const ScheduleExpression = 'cron(0/5 8-17 ? * MON-FRI *)';
    const Name = await rule({ ScheduleExpression });
    expect(await events.send(new DescribeRuleCommand({ Name }))).toMatchObject({ Name, EventBusName: 'default', ScheduleExpression });
  });

  test('are turned off and on', async () => {
    const Name = await rule();
    await events.send(new DisableRuleCommand({ Name }));
    expect((await events.send(new DescribeRuleCommand({ Name }))).State).toBe('DISABLED');
    await events.send(new EnableRuleCommand({ Name }));
    expect((await events.send(new DescribeRuleCommand({ Name }))).State).toBe('ENABLED');
  });

  test.each([
    ['neither pattern nor schedule', {}, 'ValidationException', 'Parameter(s) EventPattern or ScheduleExpression must be specified.'],
    ['a bad schedule', { ScheduleExpression: 'rate(1 minutes)' }, 'ValidationException', 'Parameter ScheduleExpression is not valid.'],
    [
      'a bare value in a pattern',
      { EventPattern: '{"int": 42}' },
      'InvalidEventPatternException',
      'Event pattern is not valid. Reason: "int" must be an object or an array',
    ],
    ['an unknown bus', { EventPattern, EventBusName: 'none-such' }, 'ResourceNotFoundException', 'Event bus none-such does not exist.'],
  ])('refuse %s', async (_name, given, name, message) => {
    const refused = await refusal(events.send(new PutRuleCommand({ Name: fresh(), ...given })));
    expect(refused.name).toBe(name);
    expect(refused.message).toContain(message);
  });

  test('refuse a schedule on another bus', async () => {
    const given = { Name: fresh(), EventBusName: await bus(), ScheduleExpression: 'rate(1 minute)' };
    expect((await refusal(events.send(new PutRuleCommand(given)))).message).toBe(
      'ScheduleExpression is supported only on the default event bus.',
    );
  });

  test('keep their targets until these are removed', async () => {
    const Name = await rule();
    const put = await events.send(new PutTargetsCommand({ Rule: Name, Targets: [{ Id: 'one', Arn: queueArn }] }));
    expect(put).toMatchObject({ FailedEntryCount: 0, FailedEntries: [] });
    expect((await events.send(new ListTargetsByRuleCommand({ Rule: Name }))).Targets).toEqual([{ Id: 'one', Arn: queueArn }]);
    expect((await events.send(new ListRuleNamesByTargetCommand({ TargetArn: queueArn }))).RuleNames).toContain(Name);
    expect((await refusal(events.send(new DeleteRuleCommand({ Name })))).message).toBe("Rule can't be deleted since it has targets.");
    await events.send(new RemoveTargetsCommand({ Rule: Name, Ids: ['one'] }));
    await events.send(new DeleteRuleCommand({ Name }));
    expect((await refusal(events.send(new DescribeRuleCommand({ Name })))).message).toBe(
      `Rule ${Name} does not exist on EventBus default.`,
    );
  });

  const path = { InputPathsMap: { a: '$.detail.a' }, InputTemplate: '{"a": <b>}' };
  test.each<[string, Target, string]>([
    ['an ARN that is none', { Id: 't', Arn: 'orders' }, 'Parameter orders is not valid. Reason: Provided Arn is not in correct format.'],
    [
      'two inputs',
      { Id: 't', Arn: queueArn, InputPath: '$.detail', InputTransformer: path },
      'Only one of Input, InputPath, or InputTransformer must be provided for target t.',
    ],
    [
      'an unknown placeholder',
      { Id: 't', Arn: queueArn, InputTransformer: path },
      'InputTemplate for target t contains invalid placeholder b.',
    ],
    ['a FIFO queue without a group', { Id: 't', Arn: `${queueArn}.fifo` }, 'Parameter(s) SqsParameters must be specified for target: t.'],
  ])('refuse as a target %s', async (_name, target, message) => {
    const Rule = await rule();
    expect(await refusal(events.send(new PutTargetsCommand({ Rule, Targets: [target] })))).toEqual({
      name: 'ValidationException',
      message,
    });
  });
});

test('buses and rules have tags', async () => {
  const Name = await bus();
  for (const ResourceARN of [
    (await events.send(new DescribeEventBusCommand({ Name }))).Arn,
    (await events.send(new DescribeRuleCommand({ Name: await rule() }))).Arn,
  ]) {
    const Tags = [
      { Key: 'tag1', Value: 'value1' },
      { Key: 'tag2', Value: 'value2' },
    ];
    await events.send(new TagResourceCommand({ ResourceARN, Tags }));
    expect((await events.send(new ListTagsForResourceCommand({ ResourceARN }))).Tags).toEqual(Tags);
    await events.send(new UntagResourceCommand({ ResourceARN, TagKeys: ['tag2'] }));
    expect((await events.send(new ListTagsForResourceCommand({ ResourceARN }))).Tags).toEqual(Tags.slice(0, 1));
  }
});

describe('PutEvents', () => {
  const good = { Source: 'my.app', DetailType: 'created', Detail: '{"a":1}' };
  const required = (member: string): object => ({
    ErrorCode: 'InvalidArgument',
    ErrorMessage: `Parameter ${member} is not valid. Reason: ${member} is a required argument.`,
  });
  const malformed = { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };

  test.each<[string, PutEventsRequestEntry, object]>([
    ['takes an event', good, { EventId: expect.stringMatching(/^[0-9a-f-]{36}$/) }],
    ['takes one for a bus that is not there', { ...good, EventBusName: 'none-such' }, { EventId: expect.any(String) }],
    ['wants a source', { ...good, Source: undefined }, required('Source')],
    ['wants a detail type', { ...good, DetailType: undefined }, required('DetailType')],
    ['wants a detail', { ...good, Detail: undefined }, required('Detail')],
    ['refuses a detail that is text', { ...good, Detail: 'a' }, malformed],
    ['refuses a detail that is a JSON text', { ...good, Detail: '"a"' }, malformed],
    ['refuses a detail that is a list', { ...good, Detail: '["a"]' }, malformed],
    // Wording: EventBridge user guide.
    ['keeps the sources of AWS', { ...good, Source: 'aws.s3' }, expect.objectContaining({ ErrorCode: 'NotAuthorizedForSourceException' })],
  ])('%s', async (_name, entry, expected) => {
    const { Entries, FailedEntryCount } = await events.send(new PutEventsCommand({ Entries: [entry] }));
    expect(Entries).toEqual([expected]);
    expect(FailedEntryCount).toBe(Entries?.[0]?.EventId === undefined ? 1 : 0);
  });

  test('refuses more than ten, with each in its text', async () => {
    const { name, message } = await refusal(events.send(new PutEventsCommand({ Entries: Array.from({ length: 11 }, () => good) })));
    const echo =
      'PutEventsRequestEntry(time=null, source=my.app, resources=null, detailType=created, detail={"a":1}, eventBusName=null, traceHeader=null, kmsKeyIdentifier=null, internalMetadata=null)';
    expect(name).toBe('ValidationException');
    expect(message).toBe(
      `1 validation error detected: Value '[${Array.from({ length: 11 }, () => echo).join(', ')}]' at 'entries' failed to satisfy constraint: Member must have length less than or equal to 10`,
    );
  });

  test('refuses more than a megabyte', async () => {
    const Detail = JSON.stringify({ text: 'x'.repeat(1024 * 1024) });
    expect(await refusal(events.send(new PutEventsCommand({ Entries: [{ ...good, Detail }] })))).toEqual({
      name: 'ValidationException',
      message: 'Total size of the entries in the request is over the limit.',
    });
  });
});

test('TestEventPattern tells whether an event matches', async () => {
  const event = {
    id: '1',
    account: '1',
    source: 'a',
    time: '2026-01-01T00:00:00Z',
    region: 'r',
    resources: [],
    'detail-type': 't',
    detail: {},
  };
  const matches = (EventPattern: string): Promise<boolean | undefined> =>
    events.send(new TestEventPatternCommand({ EventPattern, Event: JSON.stringify(event) })).then(({ Result }) => Result);
  expect(await matches('{"source":["a"]}')).toBe(true);
  expect(await matches('{"source":["b"]}')).toBe(false);
  expect((await refusal(matches('{"resources": []}'))).name).toBe('InvalidEventPatternException');
});
