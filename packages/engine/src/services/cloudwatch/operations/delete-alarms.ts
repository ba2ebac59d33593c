import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { list, required, structure } from '../../../protocol/shape.ts';
import type { CloudWatchState } from '../cloudwatch-state.ts';
import { alarmName } from '../shapes.ts';

const input = structure('com.amazonaws.cloudwatch.DeleteAlarmsInput', { AlarmNames: required(list(alarmName, { max: 100 })) });

/** Names that no alarm has are passed over, as on AWS. */
export const deleteAlarms: RpcOperation<CloudWatchState> = rpcOperation(
  'DeleteAlarms',
  input,
  async ({ alarms }: CloudWatchState, request) => {
    for (const name of request.AlarmNames) if (alarms.all.get(name)) await alarms.delete(name);
    return undefined;
  },
);
