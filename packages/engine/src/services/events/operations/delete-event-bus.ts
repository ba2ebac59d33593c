import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { required, structure, validationError } from '../../../protocol/shape.ts';
import { busNameOf, defaultBus, type EventBridge } from '../event-bus.ts';
import { busName } from '../shapes.ts';

const input = structure('com.amazonaws.events.DeleteEventBusRequest', { Name: required(busName) });

/** @source "DeleteEventBus", EventBridge API reference: a bus that is not there is deleted as well */
export const deleteEventBus: RpcOperation<EventBridge> = rpcOperation('DeleteEventBus', input, (on: EventBridge, request) => {
  const name = busNameOf(request.Name);
  if (name === defaultBus) throw validationError('Cannot delete event bus default.');
  on.buses.delete(name);
  return undefined;
});
