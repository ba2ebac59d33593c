import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { required, structure } from '../../../protocol/shape.ts';
import { type EventBridge, findRule } from '../event-bus.ts';
import { pageOfNamed } from '../page-of-named.ts';
import { busNameOrArn, limit, nextToken, ruleName } from '../shapes.ts';
import { targetOutput } from '../target-output.ts';

const input = structure('com.amazonaws.events.ListTargetsByRuleRequest', {
  Rule: required(ruleName),
  EventBusName: busNameOrArn,
  NextToken: nextToken,
  Limit: limit,
});

/** @source "ListTargetsByRule", EventBridge API reference */
export const listTargetsByRule: RpcOperation<EventBridge> = rpcOperation('ListTargetsByRule', input, (on: EventBridge, request) => {
  const { targets } = findRule(on, request.Rule, request.EventBusName);
  const named = [...targets.values()].map((target) => ({ name: target.Id, target }));
  const page = pageOfNamed(named, request);
  return { Targets: page.items.map(({ target }) => targetOutput(target)), NextToken: page.nextToken };
});
