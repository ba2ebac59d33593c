import { integer, list, required, type Shape, string, structure } from '../../protocol/shape.ts';
import { timestamp } from '../../protocol/value-shapes.ts';
import { type Target, target } from './target.ts';

/** @source the service model of EventBridge Scheduler */
export const name: Shape<string> = string({ min: 1, max: 64, pattern: '[0-9a-zA-Z-_.]+' });
export const clientToken: Shape<string> = string({ min: 1, max: 64, pattern: '[a-zA-Z0-9-_]+' });
export const state: Shape<string> = string({ values: ['ENABLED', 'DISABLED'] });
export const nextToken: Shape<string> = string({ min: 1, max: 2048 });
export const maxResults: Shape<number> = integer({ min: 1, max: 100 });

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

export const tags: Shape<readonly Tag[]> = list(
  structure('com.amazonaws.scheduler.Tag', {
    Key: required(string({ min: 1, max: 128 })),
    Value: required(string({ min: 1, max: 256 })),
  }),
  { max: 200 },
);

export function tagsOf(given: readonly Tag[] = []): { readonly [key: string]: string } {
  return Object.fromEntries(given.map(({ Key, Value }) => [Key, Value]));
}

const scheduleMembers = {
  ActionAfterCompletion: string({ values: ['NONE', 'DELETE'] }),
  ClientToken: clientToken,
  Description: string({ max: 512 }),
  EndDate: timestamp,
  FlexibleTimeWindow: required(
    structure('com.amazonaws.scheduler.FlexibleTimeWindow', {
      MaximumWindowInMinutes: integer({ min: 1, max: 1440 }),
      Mode: required(string({ values: ['OFF', 'FLEXIBLE'] })),
    }),
  ),
  GroupName: name,
  KmsKeyArn: string({ min: 1, max: 2048, pattern: 'arn:aws(-[a-z]+)?:kms:[a-z0-9\\-]+:\\d{12}:(key|alias)\\/[0-9a-zA-Z-_]*' }),
  Name: required(name),
  ScheduleExpression: required(string({ min: 1, max: 256 })),
  ScheduleExpressionTimezone: string({ min: 1, max: 50 }),
  StartDate: timestamp,
  State: state,
  Target: required(target),
};

/** What CreateSchedule and UpdateSchedule take. */
export interface ScheduleInput {
  readonly Name: string;
  readonly GroupName?: string;
  readonly ActionAfterCompletion?: string;
  readonly Description?: string;
  readonly StartDate?: number;
  readonly EndDate?: number;
  readonly FlexibleTimeWindow: { readonly Mode: string; readonly MaximumWindowInMinutes?: number };
  readonly KmsKeyArn?: string;
  readonly ScheduleExpression: string;
  readonly ScheduleExpressionTimezone?: string;
  readonly State?: string;
  readonly Target: Target;
}

export const scheduleInput: Shape<ScheduleInput> = structure('com.amazonaws.scheduler.CreateScheduleInput', scheduleMembers);
