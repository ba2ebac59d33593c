import { required, structure } from '../../../protocol/shape.ts';
import { clientToken, name, tags, tagsOf } from '../members.ts';
import { type Operation, operation } from '../operation.ts';
import { refusal } from '../refusal.ts';
import { groupArn } from '../schedule.ts';

/** @source "CreateScheduleGroup", EventBridge Scheduler API reference */
export const createScheduleGroup: Operation = operation({
  name: 'CreateScheduleGroup',
  method: 'POST',
  path: '/schedule-groups/{Name}',
  input: structure('com.amazonaws.scheduler.CreateScheduleGroupInput', { Name: required(name), ClientToken: clientToken, Tags: tags }),
  run(on, { Name, Tags }) {
    if (on.groups.has(Name)) throw refusal('ConflictException', `Schedule group ${Name} already exists.`, 409);
    const nowMs = on.world.now();
    on.groups.set(Name, { name: Name, createdMs: nowMs, modifiedMs: nowMs, tags: tagsOf(Tags), schedules: new Map() });
    return { ScheduleGroupArn: groupArn(on, Name) };
  },
});
