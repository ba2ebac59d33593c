import { ServiceError } from '../../protocol/service-error.ts';
import { isRecord } from '../../protocol/shape.ts';
import type { World } from '../../world/world.ts';
import { type Event, newEvent, readEvent } from './event.ts';

/**
 * What another service has sent to a bus: an event, or the record of a function's destination, which goes into one.
 *
 * @throws ServiceError ValidationException
 * @source "Capturing records of Lambda asynchronous invocations", AWS Lambda developer guide
 */
export function receivedEvent(world: World, busArn: string, payload: string): Event {
  const document = parse(payload);
  const event = readEvent(document);
  if (event) return event;
  const { requestContext } = isRecord(document) ? document : {};
  if (!isRecord(document) || !isRecord(requestContext) || typeof requestContext.functionArn !== 'string')
    throw new ServiceError('ValidationException', 'The payload is no event.');
  const ending = requestContext.condition === 'Success' ? 'Success' : 'Failure';
  const detailType = `Lambda Function Invocation Result - ${ending}`;
  const resources = [busArn, requestContext.functionArn];
  return newEvent(world, { source: 'lambda', 'detail-type': detailType, resources, detail: document }, world.now());
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
