import type { ServiceError } from '../../protocol/service-error.ts';
import { attemptDelivery, isTemporary } from '../attempt-delivery.ts';
import type { Delivery } from '../targets.ts';
import type { Event } from './event.ts';
import { type EventBridge, type Rule, ruleArn } from './event-bus.ts';
import type { Target } from './target.ts';
import { targetInput } from './target-input.ts';

/** @source "How EventBridge retries delivering events", EventBridge user guide */
const [defaultRetries, defaultAgeSeconds] = [185, 86_400];
const [firstWaitMs, longestWaitMs] = [1_000, 10 * 60_000];

/** Delivers to one target, again and again where AWS would; at the end to its dead-letter queue, or nowhere with a warning to the developer. */
export async function deliverTo(on: EventBridge, rule: Rule, target: Target, event: Event): Promise<void> {
  const { world } = on;
  const { MaximumRetryAttempts: retries = defaultRetries, MaximumEventAgeInSeconds: ageSeconds = defaultAgeSeconds } =
    target.RetryPolicy ?? {};
  const sourceArn = ruleArn(on, rule);
  const startedMs = world.now();
  const delivery: Delivery = {
    payload: targetInput(on, rule, target, event),
    onBehalfOf: { principal: 'events.amazonaws.com', sourceArn },
    ...(target.SqsParameters?.MessageGroupId !== undefined && {
      messageGroupId: target.SqsParameters.MessageGroupId,
      messageDeduplicationId: event.id,
    }),
  };
  for (let attempts = 0; ; attempts += 1) {
    const error = await attemptDelivery(on.targets, target.Arn, delivery);
    if (!error) return;
    const aged = world.now() - startedMs >= ageSeconds * 1000;
    const exhausted = attempts >= retries ? 'MaximumRetryAttempts' : aged ? 'MaximumEventAgeInSeconds' : undefined;
    if (!isTemporary(error) || exhausted !== undefined) {
      const condition = isTemporary(error) ? exhausted : undefined;
      return giveUp(on, target, { error, attempts, condition, sourceArn, payload: JSON.stringify(event) });
    }
    const waitMs = Math.min(longestWaitMs, firstWaitMs * 2 ** Math.min(attempts, 20));
    await new Promise<void>((resume) => world.after(waitMs, resume));
  }
}

interface Failure {
  readonly error: ServiceError;
  readonly attempts: number;
  readonly condition: string | undefined;
  readonly sourceArn: string;
  /** The event as it was. */
  readonly payload: string;
}

/** @source "Using dead-letter queues to process undelivered events in EventBridge", EventBridge user guide */
async function giveUp(on: EventBridge, target: Target, { error, attempts, condition, sourceArn, payload }: Failure): Promise<void> {
  const deadLetterArn = target.DeadLetterConfig?.Arn;
  const text = (StringValue: string) => ({ DataType: 'String', StringValue });
  const lost =
    deadLetterArn === undefined
      ? error
      : await attemptDelivery(on.targets, deadLetterArn, {
          payload,
          onBehalfOf: { principal: 'events.amazonaws.com', sourceArn },
          messageAttributes: {
            ERROR_CODE: text(errorCode(error)),
            ERROR_MESSAGE: text(error.message === '' ? error.code : error.message),
            ...(condition !== undefined && { EXHAUSTED_RETRY_CONDITION: text(condition) }),
            RETRY_ATTEMPTS: { DataType: 'Number', StringValue: String(attempts) },
            RULE_ARN: text(sourceArn),
            TARGET_ARN: text(target.Arn),
          },
        });
  if (lost) process.emitWarning(`${sourceArn} could not reach ${deadLetterArn ?? target.Arn}: ${lost.code}: ${lost.message}`);
}

function errorCode(error: ServiceError): string {
  if (/AccessDenied|NotAuthorized/.test(error.code)) return 'NO_PERMISSIONS';
  if (/NotFound|NonExistent|NotExist/.test(error.code)) return 'NO_RESOURCE';
  return isTemporary(error) ? 'THROTTLING' : 'SDK_CLIENT_ERROR';
}
