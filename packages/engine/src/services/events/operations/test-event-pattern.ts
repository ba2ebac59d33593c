import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { isRecord, required, string, structure, validationError } from '../../../protocol/shape.ts';
import type { EventBridge } from '../event-bus.ts';
import { readPattern } from '../read-pattern.ts';

const input = structure('com.amazonaws.events.TestEventPatternRequest', {
  EventPattern: required(string({ max: 4096 })),
  Event: required(string()),
});

/** @source "TestEventPattern", EventBridge API reference: an event has all of these */
const requiredFields = ['id', 'account', 'source', 'time', 'region', 'detail-type'];

export const testEventPattern: RpcOperation<EventBridge> = rpcOperation(
  'TestEventPattern',
  input,
  (_on: EventBridge, { EventPattern, Event }) => {
    const pattern = readPattern(EventPattern);
    const event = parse(Event);
    if (!isRecord(event)) throw validationError('Parameter Event is not valid.');
    const missing = requiredFields.find((field) => !Object.hasOwn(event, field));
    if (missing !== undefined) throw validationError(`Parameter Event is not valid. Reason: ${missing} is a required argument.`);
    return { Result: pattern.matches(event) };
  },
);

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
