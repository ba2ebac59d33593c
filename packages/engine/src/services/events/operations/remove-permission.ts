import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { ServiceError } from '../../../protocol/service-error.ts';
import { boolean, string, structure } from '../../../protocol/shape.ts';
import { type EventBridge, findBus } from '../event-bus.ts';
import { busName } from '../shapes.ts';

const input = structure('com.amazonaws.events.RemovePermissionRequest', {
  StatementId: string({ min: 1, max: 64, pattern: '[a-zA-Z0-9-_]+' }),
  RemoveAllPermissions: boolean,
  EventBusName: busName,
});

/** @source "RemovePermission", EventBridge API reference; the refusal was recorded from AWS by localstack's tests */
export const removePermission: RpcOperation<EventBridge> = rpcOperation('RemovePermission', input, (on: EventBridge, request) => {
  const bus = findBus(on, request.EventBusName);
  const left = request.RemoveAllPermissions === true ? [] : bus.statements.filter((it) => it.Sid !== request.StatementId);
  if (request.RemoveAllPermissions !== true && left.length === bus.statements.length)
    throw new ServiceError('ResourceNotFoundException', 'Statement with the provided id does not exist.');
  on.buses.set(bus.name, { ...bus, statements: left, modifiedMs: on.world.now() });
  return undefined;
});
