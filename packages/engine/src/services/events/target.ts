import { ServiceError } from '../../protocol/service-error.ts';
import { integer, list, map, required, type Shape, string, structure, validationError } from '../../protocol/shape.ts';
import { placeholdersOf } from './input-transformer.ts';

const anything: Shape<unknown> = { read: (wire) => wire, check: () => undefined };

/** Where a rule sends events, as PutTargets takes it. */
export interface Target {
  readonly Id: string;
  readonly Arn: string;
  readonly RoleArn?: string;
  readonly Input?: string;
  readonly InputPath?: string;
  readonly InputTransformer?: { readonly InputPathsMap?: { readonly [name: string]: string }; readonly InputTemplate: string };
  readonly SqsParameters?: { readonly MessageGroupId?: string };
  readonly DeadLetterConfig?: { readonly Arn?: string };
  readonly RetryPolicy?: { readonly MaximumRetryAttempts?: number; readonly MaximumEventAgeInSeconds?: number };
}

/** Members for targets that are not there; whoever gives one is told so. */
const unserved = {
  KinesisParameters: anything,
  RunCommandParameters: anything,
  EcsParameters: anything,
  BatchParameters: anything,
  HttpParameters: anything,
  RedshiftDataParameters: anything,
  SageMakerPipelineParameters: anything,
  AppSyncParameters: anything,
};

const target = structure('com.amazonaws.events.Target', {
  Id: required(string({ min: 1, max: 64, pattern: '[\\.\\-_A-Za-z0-9]+' })),
  Arn: required(string({ min: 1, max: 1600 })),
  RoleArn: string({ min: 1, max: 1600 }),
  Input: string({ max: 8192 }),
  InputPath: string({ max: 256 }),
  InputTransformer: structure('com.amazonaws.events.InputTransformer', {
    InputPathsMap: map(string({ max: 256 }), 'java.lang.String', { max: 100 }),
    InputTemplate: required(string({ min: 1, max: 8192 })),
  }),
  SqsParameters: structure('com.amazonaws.events.SqsParameters', { MessageGroupId: string({ max: 100 }) }),
  DeadLetterConfig: structure('com.amazonaws.events.DeadLetterConfig', { Arn: string({ min: 1, max: 1600 }) }),
  RetryPolicy: structure('com.amazonaws.events.RetryPolicy', {
    MaximumRetryAttempts: integer({ min: 0, max: 185 }),
    MaximumEventAgeInSeconds: integer({ min: 60, max: 86400 }),
  }),
  ...unserved,
});

export const targets: Shape<readonly Target[]> = list(target, { min: 1, max: 100 });

/** Whose resources rules reach here. */
const services = ['lambda', 'sqs', 'sns', 'events', 'logs'];

/** @throws ServiceError ValidationException; NotImplemented for what is not served here. @source recorded from AWS by localstack's tests */
export function checkTarget(given: Target): void {
  const { Id, Arn, Input, InputPath, InputTransformer, SqsParameters } = given;
  const service = /^arn:[\w-]+:([\w-]+):[\w-]*:\d*:.+$/.exec(Arn)?.[1];
  if (service === undefined) throw validationError(`Parameter ${Arn} is not valid. Reason: Provided Arn is not in correct format.`);
  const missing = Object.keys(unserved).find((member) => Object.hasOwn(given, member));
  if (missing !== undefined) throw notServed(`${missing} of target ${Id}`);
  if (!services.includes(service) || Arn.includes(':api-destination/')) throw notServed(`the target ${Arn}`);
  if ([Input, InputPath, InputTransformer].filter((it) => it !== undefined).length > 1)
    throw validationError(`Only one of Input, InputPath, or InputTransformer must be provided for target ${Id}.`);
  if (service === 'sqs' && Arn.endsWith('.fifo') && SqsParameters?.MessageGroupId === undefined)
    throw validationError(`Parameter(s) SqsParameters must be specified for target: ${Id}.`);
  if (Input !== undefined && !isJson(Input)) throw validationError(`JSON syntax error in input for target ${Id}.`);
  if (InputPath !== undefined && !InputPath.startsWith('$')) throw validationError(`Invalid InputPath for target ${Id}.`);
  const names = Object.keys(InputTransformer?.InputPathsMap ?? {});
  const unknown = placeholdersOf(InputTransformer?.InputTemplate ?? '').find((it) => !it.startsWith('aws.') && !names.includes(it));
  if (unknown !== undefined) throw validationError(`InputTemplate for target ${Id} contains invalid placeholder ${unknown}.`);
}

function notServed(what: string): ServiceError {
  return new ServiceError('NotImplemented', `gatewright does not serve ${what} yet. See docs/compatibility.md.`, 501);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
