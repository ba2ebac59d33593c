import type { World } from '../../world/world.ts';
import type { Alarms } from '../schedule-expression/alarms.ts';
import type { Targets } from '../targets.ts';
import { notFound } from './refusal.ts';
import type { Target } from './target.ts';

/** A schedule with AWS's defaults filled in; times are milliseconds since 1970. */
export interface Schedule {
  readonly name: string;
  readonly groupName: string;
  readonly description: string | undefined;
  readonly scheduleExpression: string;
  readonly timeZone: string;
  readonly startMs: number | undefined;
  readonly endMs: number | undefined;
  readonly state: string;
  readonly flexibleTimeWindow: { readonly Mode: string; readonly MaximumWindowInMinutes?: number };
  readonly actionAfterCompletion: string;
  readonly kmsKeyArn: string | undefined;
  readonly target: Target;
  readonly createdMs: number;
  readonly modifiedMs: number;
}

export interface ScheduleGroup {
  readonly name: string;
  readonly createdMs: number;
  readonly modifiedMs: number;
  readonly tags: { readonly [key: string]: string };
  readonly schedules: Map<string, Schedule>;
}

/** What every operation works on. Schedules are made anew at each start, from the template or by the caller. */
export interface Scheduler {
  readonly world: World;
  readonly targets: Targets;
  readonly groups: Map<string, ScheduleGroup>;
  readonly alarms: Alarms;
}

export const defaultGroup = 'default';

/** @throws ServiceError ResourceNotFoundException */
export function findGroup({ groups }: Scheduler, name: string = defaultGroup): ScheduleGroup {
  const found = groups.get(name);
  if (!found) throw notFound(`Schedule group ${name} does not exist.`);
  return found;
}

/** @throws ServiceError ResourceNotFoundException */
export function findSchedule(on: Scheduler, name: string, groupName: string | undefined): Schedule {
  const found = on.groups.get(groupName ?? defaultGroup)?.schedules.get(name);
  if (!found) throw notFound(`Schedule ${name} does not exist.`);
  return found;
}

export function scheduleArn({ world }: Scheduler, { name, groupName }: Pick<Schedule, 'name' | 'groupName'>): string {
  return `arn:${world.partition}:scheduler:${world.region}:${world.accountId}:schedule/${groupName}/${name}`;
}

export function groupArn({ world }: Scheduler, name: string): string {
  return `arn:${world.partition}:scheduler:${world.region}:${world.accountId}:schedule-group/${name}`;
}
