import { required, structure } from '../../../protocol/shape.ts';
import { dropSchedule } from '../keep-schedule.ts';
import { clientToken, name } from '../members.ts';
import { type Operation, operation } from '../operation.ts';
import { refusal } from '../refusal.ts';
import { defaultGroup, findGroup } from '../schedule.ts';

/** @source "DeleteScheduleGroup", EventBridge Scheduler API reference: its schedules go with it */
export const deleteScheduleGroup: Operation = operation({
  name: 'DeleteScheduleGroup',
  method: 'DELETE',
  path: '/schedule-groups/{Name}',
  fromQuery: (query) => ({ ClientToken: query.get('clientToken') }),
  input: structure('com.amazonaws.scheduler.DeleteScheduleGroupInput', { Name: required(name), ClientToken: clientToken }),
  run(on, { Name }) {
    if (Name === defaultGroup) throw refusal('ValidationException', 'Cannot delete the default schedule group.');
    for (const schedule of findGroup(on, Name).schedules.values()) dropSchedule(on, schedule);
    on.groups.delete(Name);
    return {};
  },
});
