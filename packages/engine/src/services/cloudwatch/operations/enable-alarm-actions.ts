import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { list, required, structure } from '../../../protocol/shape.ts';
import type { CloudWatchState } from '../cloudwatch-state.ts';
import { alarmName } from '../shapes.ts';

const input = structure('com.amazonaws.cloudwatch.EnableAlarmActionsInput', { AlarmNames: required(list(alarmName, { max: 100 })) });

/** Names that no alarm has are passed over, as on AWS. */
export const enableAlarmActions: RpcOperation<CloudWatchState> = rpcOperation(
  'EnableAlarmActions',
  input,
  async ({ alarms }: CloudWatchState, request) => {
    for (const name of request.AlarmNames) {
      const alarm = alarms.all.get(name);
      if (alarm) await alarms.put({ ...alarm, actionsEnabled: true });
    }
    return undefined;
  },
);
