import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { ServiceError } from '../../../protocol/service-error.ts';
import { required, string, structure, validationError } from '../../../protocol/shape.ts';
import { busSettings, checkSettings } from '../bus-settings.ts';
import { busArn, type EventBridge, newBus } from '../event-bus.ts';
import { busName, tagList, tagsOf } from '../shapes.ts';

const input = structure('com.amazonaws.events.CreateEventBusRequest', {
  Name: required(busName),
  EventSourceName: string({ min: 1, max: 256, pattern: 'aws\\.partner(/[\\.\\-_A-Za-z0-9]+){2,}' }),
  ...busSettings,
  Tags: tagList,
});

/** @source "CreateEventBus", EventBridge API reference */
export const createEventBus: RpcOperation<EventBridge> = rpcOperation('CreateEventBus', input, (on: EventBridge, request) => {
  const { Name: name, Description, KmsKeyIdentifier, DeadLetterConfig, LogConfig, Tags } = request;
  if (request.EventSourceName !== undefined)
    throw new ServiceError('NotImplemented', 'gatewright has no partner event sources. See docs/compatibility.md.', 501);
  if (name.includes('/')) throw validationError("Event bus name must not contain '/'.");
  checkSettings(request);
  if (on.buses.has(name)) throw new ServiceError('ResourceAlreadyExistsException', `Event bus ${name} already exists.`);
  const given = {
    description: Description,
    kmsKeyIdentifier: KmsKeyIdentifier,
    deadLetterArn: DeadLetterConfig?.Arn,
    logConfig: LogConfig,
    tags: tagsOf(Tags),
  };
  on.buses.set(name, newBus(name, on.world.now(), given));
  return { EventBusArn: busArn(on, name), Description, KmsKeyIdentifier, DeadLetterConfig, LogConfig };
});
