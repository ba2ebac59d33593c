import type { ServiceError } from '../../protocol/service-error.ts';
import { attemptDelivery, isTemporary } from '../attempt-delivery.ts';
import type { Delivery } from '../targets.ts';
import { type Schedule, type Scheduler, scheduleArn } from './schedule.ts';
import type { Target } from './target.ts';

const [firstWaitMs, longestWaitMs] = [1_000, 10 * 60_000];

/** A schedule's time has come. @param dueMs milliseconds since 1970 */
export function fireSchedule(on: Scheduler, schedule: Schedule, dueMs: number): void {
  void deliver(on, schedule, dueMs);
}

/** @source "RetryPolicy" and "Configuring a dead-letter queue for EventBridge Scheduler", EventBridge Scheduler user guide */
async function deliver(on: Scheduler, schedule: Schedule, dueMs: number): Promise<void> {
  const { world } = on;
  const { target } = schedule;
  const { MaximumRetryAttempts: retries = 185, MaximumEventAgeInSeconds: ageSeconds = 86_400 } = target.RetryPolicy ?? {};
  const executionId = world.uuid();
  for (let attempts = 0; ; attempts += 1) {
    const payload = inputOf(on, schedule, { dueMs, executionId, attempt: attempts + 1 });
    const error = await attemptDelivery(on.targets, target.Arn, deliveryOf(on, target, payload, executionId));
    if (!error) return;
    const aged = world.now() - dueMs >= ageSeconds * 1000;
    if (!isTemporary(error) || attempts >= retries || aged) return giveUp(on, schedule, { error, attempts, payload });
    await new Promise<void>((resume) => world.after(Math.min(longestWaitMs, firstWaitMs * 2 ** Math.min(attempts, 20)), resume));
  }
}

/** The role that the schedule assumes is the account's own; what its policies allow is not looked at. */
function deliveryOf({ world }: Scheduler, { Arn, EventBridgeParameters, SqsParameters }: Target, payload: string, id: string): Delivery {
  const group = SqsParameters?.MessageGroupId;
  if (!EventBridgeParameters) return { payload, ...(group !== undefined && { messageGroupId: group, messageDeduplicationId: id }) };
  const { DetailType, Source } = EventBridgeParameters;
  const [, , , region = '', account = ''] = Arn.split(':');
  const time = new Date(world.now()).toISOString().replace(/\.\d+Z$/, 'Z');
  const event = { version: '0', id, 'detail-type': DetailType, source: Source, account, time, region, resources: [] };
  return { payload: JSON.stringify({ ...event, detail: documentOf(payload) }) };
}

function documentOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // An event bus takes an object alone, and says so.
    return text;
  }
}

interface Run {
  readonly dueMs: number;
  readonly executionId: string;
  /** From 1. */
  readonly attempt: number;
}

/** @source "Adding context attributes" and "Managing targets in EventBridge Scheduler", EventBridge Scheduler user guide */
function inputOf(on: Scheduler, schedule: Schedule, { dueMs, executionId, attempt }: Run): string {
  const { world } = on;
  const arn = scheduleArn(on, schedule);
  const time = new Date(dueMs).toISOString().replace(/\.\d+Z$/, 'Z');
  const { Input } = schedule.target;
  if (Input !== undefined)
    return Input.replaceAll('<aws.scheduler.schedule-arn>', arn)
      .replaceAll('<aws.scheduler.scheduled-time>', time)
      .replaceAll('<aws.scheduler.execution-id>', executionId)
      .replaceAll('<aws.scheduler.attempt-number>', String(attempt));
  const { accountId: account, region } = world;
  const event = { version: '0', id: executionId, 'detail-type': 'Scheduled Event', source: 'aws.scheduler', account, time, region };
  return JSON.stringify({ ...event, resources: [arn], detail: '{}' });
}

interface Failure {
  readonly error: ServiceError;
  readonly attempts: number;
  readonly payload: string;
}

async function giveUp(on: Scheduler, schedule: Schedule, { error, attempts, payload }: Failure): Promise<void> {
  const arn = scheduleArn(on, schedule);
  const deadLetterArn = schedule.target.DeadLetterConfig?.Arn;
  const text = (StringValue: string) => ({ DataType: 'String', StringValue });
  const messageAttributes = {
    ERROR_CODE: text(error.code),
    ERROR_MESSAGE: text(error.message === '' ? error.code : error.message),
    RETRY_ATTEMPTS: text(String(attempts)),
    SCHEDULE_ARN: text(arn),
    TARGET_ARN: text(schedule.target.Arn),
  };
  const lost = deadLetterArn === undefined ? error : await attemptDelivery(on.targets, deadLetterArn, { payload, messageAttributes });
  if (lost) process.emitWarning(`${arn} could not reach ${deadLetterArn ?? schedule.target.Arn}: ${lost.code}: ${lost.message}`);
}
