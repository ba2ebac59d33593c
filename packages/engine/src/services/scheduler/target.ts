import { ServiceError } from '../../protocol/service-error.ts';
import { integer, required, type Shape, string, structure } from '../../protocol/shape.ts';
import { refusal } from './refusal.ts';

export interface Target {
  readonly Arn: string;
  readonly RoleArn: string;
  readonly Input?: string;
  readonly DeadLetterConfig?: { readonly Arn?: string };
  readonly RetryPolicy?: { readonly MaximumRetryAttempts?: number; readonly MaximumEventAgeInSeconds?: number };
  readonly SqsParameters?: { readonly MessageGroupId?: string };
  readonly EventBridgeParameters?: { readonly DetailType: string; readonly Source: string };
}

const anything: Shape<unknown> = { read: (wire) => wire, check: () => undefined };
const unserved = { EcsParameters: anything, KinesisParameters: anything, SageMakerPipelineParameters: anything };

/** @source the service model of EventBridge Scheduler */
export const target: Shape<Target> = structure('com.amazonaws.scheduler.Target', {
  Arn: required(string({ min: 1, max: 1600 })),
  DeadLetterConfig: structure('com.amazonaws.scheduler.DeadLetterConfig', {
    Arn: string({ min: 1, max: 1600, pattern: 'arn:aws(-[a-z]+)?:sqs:[a-z0-9\\-]+:\\d{12}:[a-zA-Z0-9\\-_]+' }),
  }),
  EventBridgeParameters: structure('com.amazonaws.scheduler.EventBridgeParameters', {
    DetailType: required(string({ min: 1, max: 128 })),
    Source: required(
      string({ min: 1, max: 256, pattern: '(?=[/\\.\\-_A-Za-z0-9]+)((?!aws\\.).*)|(\\$(\\.[\\w_-]+(\\[(\\d+|\\*)\\])*)*)' }),
    ),
  }),
  Input: string({ min: 1 }),
  RetryPolicy: structure('com.amazonaws.scheduler.RetryPolicy', {
    MaximumEventAgeInSeconds: integer({ min: 60, max: 86400 }),
    MaximumRetryAttempts: integer({ min: 0, max: 185 }),
  }),
  RoleArn: required(string({ min: 1, max: 1600, pattern: 'arn:aws(-[a-z]+)?:iam::\\d{12}:role\\/[\\w+=,.@\\/-]+' })),
  SqsParameters: structure('com.amazonaws.scheduler.SqsParameters', { MessageGroupId: string({ min: 1, max: 128 }) }),
  ...unserved,
});

const services = ['lambda', 'sqs', 'sns', 'events'];

/** The target with AWS's defaults. @throws ServiceError ValidationException; NotImplemented for what is not served here */
export function checkedTarget(given: Target): Target {
  const service = /^arn:[\w-]+:([\w-]+):[\w-]*:\d*:.+$/.exec(given.Arn)?.[1];
  // The wording of this one is not recorded.
  if (service === undefined) throw refusal('ValidationException', `Invalid Arn ${given.Arn}.`);
  const missing = Object.keys(unserved).find((member) => Object.hasOwn(given, member));
  if (missing !== undefined || !services.includes(service)) {
    const what = missing ?? (service === 'scheduler' ? `the universal target ${given.Arn}` : `the target ${given.Arn}`);
    throw new ServiceError('NotImplemented', `gatewright does not serve ${what} of schedules yet. See docs/compatibility.md.`, 501);
  }
  if (service === 'events' && !given.EventBridgeParameters)
    throw refusal('ValidationException', 'EventBridgeParameters must be provided for an event bus.');
  const { MaximumEventAgeInSeconds = 86_400, MaximumRetryAttempts = 185 } = given.RetryPolicy ?? {};
  return { ...given, RetryPolicy: { MaximumEventAgeInSeconds, MaximumRetryAttempts } };
}
