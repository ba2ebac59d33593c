import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { structure } from '../../../protocol/shape.ts';
import { busSettings, checkSettings } from '../bus-settings.ts';
import { busArn, type EventBridge, findBus } from '../event-bus.ts';
import { busName } from '../shapes.ts';

const input = structure('com.amazonaws.events.UpdateEventBusRequest', { Name: busName, ...busSettings });

/** @source "UpdateEventBus", EventBridge API reference */
export const updateEventBus: RpcOperation<EventBridge> = rpcOperation('UpdateEventBus', input, (on: EventBridge, request) => {
  const { Description, KmsKeyIdentifier, DeadLetterConfig, LogConfig } = request;
  checkSettings(request);
  const bus = findBus(on, request.Name);
  on.buses.set(bus.name, {
    ...bus,
    ...(Description !== undefined && { description: Description }),
    ...(KmsKeyIdentifier !== undefined && { kmsKeyIdentifier: KmsKeyIdentifier }),
    ...(DeadLetterConfig !== undefined && { deadLetterArn: DeadLetterConfig.Arn }),
    ...(LogConfig !== undefined && { logConfig: LogConfig }),
    modifiedMs: on.world.now(),
  });
  return { Arn: busArn(on, bus.name), Name: bus.name, Description, KmsKeyIdentifier, DeadLetterConfig, LogConfig };
});
