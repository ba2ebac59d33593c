import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { required, structure } from '../../../protocol/shape.ts';
import { type EventBridge, findBus } from '../event-bus.ts';
import { pageOfNamed } from '../page-of-named.ts';
import { arn, busNameOrArn, limit, nextToken } from '../shapes.ts';

const input = structure('com.amazonaws.events.ListRuleNamesByTargetRequest', {
  TargetArn: required(arn),
  EventBusName: busNameOrArn,
  NextToken: nextToken,
  Limit: limit,
});

/** @source "ListRuleNamesByTarget", EventBridge API reference */
export const listRuleNamesByTarget: RpcOperation<EventBridge> = rpcOperation('ListRuleNamesByTarget', input, (on: EventBridge, request) => {
  const rules = [...findBus(on, request.EventBusName).rules.values()];
  const ofTarget = rules.filter(({ targets }) => [...targets.values()].some((it) => it.Arn === request.TargetArn));
  const page = pageOfNamed(ofTarget, request);
  return { RuleNames: page.items.map(({ name }) => name), NextToken: page.nextToken };
});
