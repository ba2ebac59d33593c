import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { structure } from '../../../protocol/shape.ts';
import { describedRule } from '../described.ts';
import { type EventBridge, findBus } from '../event-bus.ts';
import { pageOfNamed } from '../page-of-named.ts';
import { busNameOrArn, limit, nextToken, ruleName } from '../shapes.ts';

const input = structure('com.amazonaws.events.ListRulesRequest', {
  NamePrefix: ruleName,
  EventBusName: busNameOrArn,
  NextToken: nextToken,
  Limit: limit,
});

/** @source "ListRules", EventBridge API reference */
export const listRules: RpcOperation<EventBridge> = rpcOperation('ListRules', input, (on: EventBridge, request) => {
  const page = pageOfNamed(findBus(on, request.EventBusName).rules.values(), request);
  return { Rules: page.items.map((rule) => describedRule(on, rule)), NextToken: page.nextToken };
});
