import { required, structure } from '../../../protocol/shape.ts';
import { describedGroup } from '../described-group.ts';
import { name } from '../members.ts';
import { type Operation, operation } from '../operation.ts';
import { findGroup } from '../schedule.ts';

/** @source "GetScheduleGroup", EventBridge Scheduler API reference */
export const getScheduleGroup: Operation = operation({
  name: 'GetScheduleGroup',
  method: 'GET',
  path: '/schedule-groups/{Name}',
  input: structure('com.amazonaws.scheduler.GetScheduleGroupInput', { Name: required(name) }),
  run: (on, { Name }) => describedGroup(on, findGroup(on, Name)),
});
