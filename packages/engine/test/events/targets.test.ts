// What rules and schedules hand to their targets, and when, on a clock that the test holds. The other services are a list of what they were handed.
// Bodies were recorded from AWS by localstack's tests, but where a comment says otherwise.
import { expect, test } from 'vitest';
import { ServiceError } from '../../src/protocol/service-error.ts';
import { createEvents, type EventsService } from '../../src/services/events/events.ts';
import { createScheduler, type SchedulerService } from '../../src/services/scheduler/scheduler.ts';
import type { Delivery } from '../../src/services/targets.ts';
import { createWorld } from '../../src/world/world.ts';

const queue = 'arn:aws:sqs:us-east-1:123456789012:queue';
const dead = 'arn:aws:sqs:us-east-1:123456789012:dead';

interface Stage {
  readonly events: EventsService;
  readonly scheduler: SchedulerService;
  readonly deliveries: { readonly arn: string; readonly delivery: Delivery }[];
  /** What the queue answers: refusals, in order. */
  readonly refusals: ServiceError[];
  advance(ms: number): Promise<void>;
}

const settled = (): Promise<void> => new Promise((done) => setImmediate(done));

function stage(): Stage {
  let nowMs = Date.parse('2026-03-10T10:00:00Z');
  const timers = new Set<{ readonly atMs: number; readonly run: () => void }>();
  const after = (delayMs: number, run: () => void): (() => void) => {
    const timer = { atMs: nowMs + delayMs, run };
    timers.add(timer);
    return () => timers.delete(timer);
  };
  const world = { ...createWorld(), now: () => nowMs, after };
  const deliveries: { arn: string; delivery: Delivery }[] = [];
  const refusals: ServiceError[] = [];
  const targets = {
    async deliver(arn: string, delivery: Delivery) {
      const refusal = arn === queue ? refusals.shift() : undefined;
      if (refusal) throw refusal;
      deliveries.push({ arn, delivery });
    },
  };
  return {
    events: createEvents({ world, targets }),
    scheduler: createScheduler({ world, targets }),
    deliveries,
    refusals,
    async advance(ms) {
      const untilMs = nowMs + ms;
      for (;;) {
        await settled();
        const [next] = [...timers].filter(({ atMs }) => atMs <= untilMs).sort((a, b) => a.atMs - b.atMs);
        if (!next) break;
        timers.delete(next);
        nowMs = next.atMs;
        next.run();
      }
      nowMs = untilMs;
    },
  };
}

const entry = {
  Source: 'core.app',
  DetailType: 'updated',
  Detail: '{"command":"update-account","payload":{"acc_id":"0a787ecb-4015","sf_id":"baz"},"list":["a","b"]}',
  Time: Date.parse('2022-11-01T00:00:00Z') / 1000,
};

test.each<[string, object, string]>([
  ['a part', { InputPath: '$.detail.payload' }, '{"acc_id":"0a787ecb-4015","sf_id":"baz"}'],
  ['a text', { InputPath: '$.detail.payload.sf_id' }, '"baz"'],
  // "Amazon EventBridge input transformation", EventBridge user guide.
  ['one of a list', { InputPath: '$.detail.list[1]' }, '"b"'],
  ['a constant', { Input: '{"custom-value":"somecustominput"}' }, '{"custom-value":"somecustominput"}'],
  [
    'a text from a template',
    {
      InputTransformer: {
        InputPathsMap: { 'detail-type': '$.detail-type', timestamp: '$.time', command: '$.detail.command' },
        InputTemplate: '"Event of <detail-type> type, at time <timestamp>, info extracted from detail <command>"',
      },
    },
    '"Event of updated type, at time 2022-11-01T00:00:00Z, info extracted from detail update-account"',
  ],
  [
    'a template whose value is not there',
    { InputTransformer: { InputPathsMap: { a: '$.detail.none' }, InputTemplate: '{"command": <a>, "text": "[<a>]"}' } },
    '{"command": "", "text": "[]"}',
  ],
  [
    'objects in a template',
    { InputTransformer: { InputPathsMap: { a: '$.detail.payload' }, InputTemplate: '{"payload": <a>, "quoted": "say \\"<a>\\""}' } },
    '{"payload": {"acc_id":"0a787ecb-4015","sf_id":"baz"}, "quoted": "say \\"{acc_id:0a787ecb-4015,sf_id:baz}\\""}',
  ],
  [
    "the rule's name in a template",
    { InputTransformer: { InputTemplate: '"<aws.events.rule-arn> <aws.events.rule-name> <aws.events.event.ingestion-time>"' } },
    '"arn:aws:events:us-east-1:123456789012:rule/r r 2026-03-10T10:00:00Z"',
  ],
])('a target gets %s', async (_name, input, expected) => {
  const { events, deliveries, advance } = stage();
  await events.call('PutRule', { Name: 'r', EventPattern: '{"source":["core.app"]}' });
  await events.call('PutTargets', { Rule: 'r', Targets: [{ Id: 't', Arn: queue, ...input }] });
  await events.call('PutEvents', { Entries: [entry] });
  await advance(0);
  expect(deliveries.map(({ delivery }) => delivery.payload)).toEqual([expected]);
});

test('a target gets the event as AWS writes it, in the name of the rule', async () => {
  const { events, deliveries, advance } = stage();
  await events.call('CreateEventBus', { Name: 'mine' });
  await events.call('PutRule', { Name: 'r', EventBusName: 'mine', EventPattern: '{"source":["core.app"]}' });
  await events.call('PutTargets', { Rule: 'r', EventBusName: 'mine', Targets: [{ Id: 't', Arn: queue }] });
  await events.call('PutEvents', { Entries: [entry, { ...entry, EventBusName: 'mine' }] });
  await advance(0);
  expect(deliveries).toHaveLength(1);
  const delivery: Delivery = deliveries[0]?.delivery ?? { payload: '' };
  expect(JSON.parse(delivery.payload)).toEqual({
    version: '0',
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    'detail-type': 'updated',
    source: 'core.app',
    account: '123456789012',
    time: '2022-11-01T00:00:00Z',
    region: 'us-east-1',
    resources: [],
    detail: JSON.parse(entry.Detail),
  });
  expect(delivery.onBehalfOf).toEqual({
    principal: 'events.amazonaws.com',
    sourceArn: 'arn:aws:events:us-east-1:123456789012:rule/mine/r',
  });
});

test('an event goes to another bus, and not to a third', async () => {
  const { events, deliveries, advance } = stage();
  const arnOf = (name: string): string => `arn:aws:events:us-east-1:123456789012:event-bus/${name}`;
  for (const [name, target] of [
    ['one', arnOf('two')],
    ['two', arnOf('three')],
    ['three', queue],
  ] as const) {
    await events.call('CreateEventBus', { Name: name });
    await events.call('PutRule', { Name: 'r', EventBusName: name, EventPattern: '{"source":["core.app"]}' });
    await events.call('PutTargets', { Rule: 'r', EventBusName: name, Targets: [{ Id: 't', Arn: target }] });
  }
  await events.call('PutEvents', { Entries: [{ ...entry, EventBusName: 'one' }] });
  await advance(0);
  expect(deliveries).toEqual([]);
  await events.call('PutEvents', { Entries: [{ ...entry, EventBusName: 'three' }] });
  await advance(0);
  expect(deliveries).toHaveLength(1);
});

test('a rule fires by the clock until it is disabled', async () => {
  const { events, deliveries, advance } = stage();
  await events.call('PutRule', { Name: 'r', ScheduleExpression: 'rate(2 hours)' });
  await events.call('PutTargets', { Rule: 'r', Targets: [{ Id: 't', Arn: queue }] });
  expect(events.scheduledRules()).toEqual([
    { name: 'r', scheduleExpression: 'rate(2 hours)', nextRunMs: Date.parse('2026-03-10T12:00:00Z'), targetArns: [queue] },
  ]);
  await advance(5 * 3_600_000);
  expect(deliveries.map(({ delivery }) => JSON.parse(delivery.payload).time)).toEqual(['2026-03-10T12:00:00Z', '2026-03-10T14:00:00Z']);
  expect(JSON.parse(deliveries[0]?.delivery.payload ?? '')).toMatchObject({
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    resources: ['arn:aws:events:us-east-1:123456789012:rule/r'],
    detail: {},
  });
  await events.call('DisableRule', { Name: 'r' });
  await advance(24 * 3_600_000);
  expect(deliveries).toHaveLength(2);
});

// "How EventBridge retries delivering events" and "Using dead-letter queues", EventBridge user guide.
test.each([
  ['is tried again after a throttle', [new ServiceError('TooManyRequestsException', 'Slow down.', 429)], [queue]],
  ['goes to the dead letters when the target is not there', [new ServiceError('QueueDoesNotExist', 'Gone.')], [dead]],
  ['goes to the dead letters when all tries have failed', Array.from({ length: 3 }, () => new ServiceError('X', 'Down.', 503)), [dead]],
])('an event that a target refuses %s', async (_name, given, arns) => {
  const { events, deliveries, refusals, advance } = stage();
  refusals.push(...given);
  await events.call('PutRule', { Name: 'r', EventPattern: '{"source":["core.app"]}' });
  const more = { DeadLetterConfig: { Arn: dead }, RetryPolicy: { MaximumRetryAttempts: 2 } };
  await events.call('PutTargets', { Rule: 'r', Targets: [{ Id: 't', Arn: queue, ...more }] });
  await events.call('PutEvents', { Entries: [entry] });
  await advance(60_000);
  expect(deliveries.map(({ arn }) => arn)).toEqual(arns);
  const { messageAttributes } = deliveries[0]?.delivery ?? {};
  if (arns[0] === dead) expect(messageAttributes?.TARGET_ARN).toEqual({ DataType: 'String', StringValue: queue });
});

const RoleArn = 'arn:aws:iam::123456789012:role/r';
const FlexibleTimeWindow = { Mode: 'OFF' };

test('a schedule runs at its times between its dates, and fills its input', async () => {
  const { scheduler, deliveries, advance } = stage();
  await scheduler.call('CreateSchedule', {
    Name: 's',
    FlexibleTimeWindow,
    ScheduleExpression: 'cron(0 9 * * ? *)',
    ScheduleExpressionTimezone: 'Europe/Berlin',
    EndDate: Date.parse('2026-03-12T12:00:00Z') / 1000,
    Target: { Arn: queue, RoleArn, Input: '{"at":"<aws.scheduler.scheduled-time>","by":"<aws.scheduler.schedule-arn>"}' },
  });
  await advance(5 * 86_400_000);
  const by = 'arn:aws:scheduler:us-east-1:123456789012:schedule/default/s';
  expect(deliveries.map(({ delivery }) => JSON.parse(delivery.payload))).toEqual([
    { at: '2026-03-11T08:00:00Z', by },
    { at: '2026-03-12T08:00:00Z', by },
  ]);
});

test.each([
  ['at once without a StartDate', undefined, ['10:00:00Z', '11:00:00Z', '12:00:00Z']],
  ['at its StartDate', '2026-03-10T10:30:00Z', ['10:30:00Z', '11:30:00Z']],
])('a rate begins %s', async (_name, start, times) => {
  const { scheduler, deliveries, advance } = stage();
  const Target = { Arn: queue, RoleArn, Input: '<aws.scheduler.scheduled-time>' };
  const StartDate = start === undefined ? {} : { StartDate: Date.parse(start) / 1000 };
  await scheduler.call('CreateSchedule', { Name: 's', FlexibleTimeWindow, ScheduleExpression: 'rate(1 hour)', Target, ...StartDate });
  await advance(2.1 * 3_600_000);
  expect(deliveries.map(({ delivery }) => delivery.payload.slice(11))).toEqual(times);
});

test('a schedule of one time is gone after it when it is told so', async () => {
  const { scheduler, deliveries, advance } = stage();
  const given = { FlexibleTimeWindow, ScheduleExpression: 'at(2026-03-10T11:00:00)', Target: { Arn: queue, RoleArn } };
  await scheduler.call('CreateSchedule', { Name: 'kept', ...given });
  await scheduler.call('CreateSchedule', { Name: 'gone', ...given, ActionAfterCompletion: 'DELETE' });
  await advance(2 * 3_600_000);
  expect(deliveries).toHaveLength(2);
  expect(JSON.parse(deliveries[0]?.delivery.payload ?? '')).toMatchObject({ source: 'aws.scheduler', 'detail-type': 'Scheduled Event' });
  expect(scheduler.plannedSchedules().map(({ name }) => name)).toEqual(['kept']);
});

test('a schedule is answered with its defaults', async () => {
  const { scheduler } = stage();
  const given = { Name: 's', FlexibleTimeWindow, ScheduleExpression: 'rate(1 minute)', Target: { Arn: queue, RoleArn } };
  expect(await scheduler.call('CreateSchedule', given)).toEqual({
    ScheduleArn: 'arn:aws:scheduler:us-east-1:123456789012:schedule/default/s',
  });
  expect(await scheduler.call('GetSchedule', { Name: 's' })).toMatchObject({
    ActionAfterCompletion: 'NONE',
    GroupName: 'default',
    ScheduleExpressionTimezone: 'UTC',
    State: 'ENABLED',
    Target: { RetryPolicy: { MaximumEventAgeInSeconds: 86400, MaximumRetryAttempts: 185 } },
  });
  await expect(scheduler.call('CreateSchedule', given)).rejects.toMatchObject({ code: 'ConflictException', status: 409 });
  await expect(scheduler.call('GetSchedule', { Name: 'none' })).rejects.toMatchObject({
    code: 'ResourceNotFoundException',
    message: 'Schedule none does not exist.',
    status: 404,
  });
  await expect(scheduler.call('CreateSchedule', { ...given, Name: 't', ScheduleExpression: 'rate(10 years)' })).rejects.toThrow(
    'Invalid Schedule Expression rate(10 years).',
  );
});
