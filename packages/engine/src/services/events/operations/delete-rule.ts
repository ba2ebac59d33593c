import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { boolean, required, structure, validationError } from '../../../protocol/shape.ts';
import { defaultBus, type EventBridge, findBus } from '../event-bus.ts';
import { busNameOrArn, ruleName } from '../shapes.ts';

const input = structure('com.amazonaws.events.DeleteRuleRequest', {
  Name: required(ruleName),
  EventBusName: busNameOrArn,
  Force: boolean,
});

/** @source "DeleteRule", EventBridge API reference: a rule that is not there is deleted as well */
export const deleteRule: RpcOperation<EventBridge> = rpcOperation('DeleteRule', input, (on: EventBridge, { Name, EventBusName }) => {
  const bus = findBus(on, EventBusName);
  const rule = bus.rules.get(Name);
  if (rule && rule.targets.size > 0) throw validationError("Rule can't be deleted since it has targets.");
  bus.rules.delete(Name);
  if (bus.name === defaultBus) on.alarms.clear(Name);
  return undefined;
});
