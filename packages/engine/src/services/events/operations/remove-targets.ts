import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { boolean, list, required, structure } from '../../../protocol/shape.ts';
import { type EventBridge, findBus, findRule } from '../event-bus.ts';
import { busNameOrArn, ruleName } from '../shapes.ts';

const input = structure('com.amazonaws.events.RemoveTargetsRequest', {
  Rule: required(ruleName),
  EventBusName: busNameOrArn,
  Ids: required(list(ruleName, { min: 1, max: 100 })),
  Force: boolean,
});

/** @source "RemoveTargets", EventBridge API reference; the refusal of an unknown id was recorded from AWS by localstack's tests */
export const removeTargets: RpcOperation<EventBridge> = rpcOperation('RemoveTargets', input, (on: EventBridge, request) => {
  const rule = findRule(on, request.Rule, request.EventBusName);
  const left = new Map([...rule.targets].filter(([id]) => !request.Ids.includes(id)));
  findBus(on, rule.eventBusName).rules.set(rule.name, { ...rule, targets: left });
  const unknown = request.Ids.filter((id) => !rule.targets.has(id));
  return {
    FailedEntryCount: unknown.length,
    FailedEntries: unknown.map((id) => ({
      TargetId: id,
      ErrorCode: 'ResourceNotFoundException',
      ErrorMessage: `Rule ${rule.name} does not have a target with the Id ${id}.`,
    })),
  };
});
