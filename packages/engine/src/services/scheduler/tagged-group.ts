import { notFound, refusal } from './refusal.ts';
import type { ScheduleGroup, Scheduler } from './schedule.ts';

/** The group of an ARN: groups alone have tags. @throws ServiceError ValidationException, ResourceNotFoundException */
export function taggedGroup({ groups }: Scheduler, arn: string): ScheduleGroup {
  const name = /^arn:aws(?:-[a-z]+)?:scheduler:[a-z0-9-]+:\d{12}:schedule-group\/([0-9a-zA-Z-_.]+)$/.exec(arn)?.[1];
  if (name === undefined) throw refusal('ValidationException', `Invalid ResourceArn ${arn}.`);
  const found = groups.get(name);
  if (!found) throw notFound(`Schedule group ${name} does not exist.`);
  return found;
}
