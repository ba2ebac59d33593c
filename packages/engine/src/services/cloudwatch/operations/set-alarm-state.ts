import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { ServiceError } from '../../../protocol/service-error.ts';
import { required, string, structure } from '../../../protocol/shape.ts';
import { readStateValue } from '../alarms/read-state-value.ts';
import type { CloudWatchState } from '../cloudwatch-state.ts';
import { alarmNotFound } from '../refusals.ts';
import { alarmName, stateValue } from '../shapes.ts';

const input = structure('com.amazonaws.cloudwatch.SetAlarmStateInput', {
  AlarmName: required(alarmName),
  StateValue: required(stateValue),
  StateReason: required(string({ max: 1023 })),
  StateReasonData: string({ max: 4000 }),
});

/** Until the next evaluation finds otherwise. */
export const setAlarmState: RpcOperation<CloudWatchState> = rpcOperation(
  'SetAlarmState',
  input,
  async ({ alarms }: CloudWatchState, request) => {
    const { AlarmName, StateValue, StateReason, StateReasonData } = request;
    if (StateReasonData !== undefined) checkJson(StateReasonData);
    if (!alarms.all.get(AlarmName)) throw alarmNotFound();
    await alarms.setState(AlarmName, { value: readStateValue(StateValue), reason: StateReason, reasonData: StateReasonData });
    return undefined;
  },
);

function checkJson(text: string): void {
  try {
    JSON.parse(text);
  } catch {
    throw new ServiceError('InvalidFormatFault', 'StateReasonData must be valid JSON.');
  }
}
