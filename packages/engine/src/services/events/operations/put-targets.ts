import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { ServiceError } from '../../../protocol/service-error.ts';
import { required, structure } from '../../../protocol/shape.ts';
import { type EventBridge, findBus, findRule } from '../event-bus.ts';
import { busNameOrArn, ruleName } from '../shapes.ts';
import { checkTarget, targets } from '../target.ts';

/** @source "Amazon EventBridge quotas", EventBridge user guide */
const maximumTargets = 5;

const input = structure('com.amazonaws.events.PutTargetsRequest', {
  Rule: required(ruleName),
  EventBusName: busNameOrArn,
  Targets: required(targets),
});

/** @source "PutTargets", EventBridge API reference */
export const putTargets: RpcOperation<EventBridge> = rpcOperation('PutTargets', input, (on: EventBridge, request) => {
  const rule = findRule(on, request.Rule, request.EventBusName);
  for (const target of request.Targets) checkTarget(target);
  const all = new Map([...rule.targets, ...request.Targets.map((it) => [it.Id, it] as const)]);
  if (all.size > maximumTargets)
    throw new ServiceError('LimitExceededException', 'The requested resource exceeds the maximum number allowed.');
  findBus(on, rule.eventBusName).rules.set(rule.name, { ...rule, targets: all });
  return { FailedEntryCount: 0, FailedEntries: [] };
});
