import { required, structure } from '../../../protocol/shape.ts';
import { dropSchedule } from '../keep-schedule.ts';
import { clientToken, name } from '../members.ts';
import { type Operation, operation } from '../operation.ts';
import { findSchedule } from '../schedule.ts';

/** @source "DeleteSchedule", EventBridge Scheduler API reference */
export const deleteSchedule: Operation = operation({
  name: 'DeleteSchedule',
  method: 'DELETE',
  path: '/schedules/{Name}',
  fromQuery: (query) => ({ ClientToken: query.get('clientToken'), GroupName: query.get('groupName') }),
  input: structure('com.amazonaws.scheduler.DeleteScheduleInput', { Name: required(name), GroupName: name, ClientToken: clientToken }),
  run(on, { Name, GroupName }) {
    dropSchedule(on, findSchedule(on, Name, GroupName));
    return {};
  },
});
