import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { required, structure } from '../../../protocol/shape.ts';
import { describedRule } from '../described.ts';
import { type EventBridge, findRule } from '../event-bus.ts';
import { busNameOrArn, ruleName } from '../shapes.ts';

const input = structure('com.amazonaws.events.DescribeRuleRequest', { Name: required(ruleName), EventBusName: busNameOrArn });

/** @source "DescribeRule", EventBridge API reference */
export const describeRule: RpcOperation<EventBridge> = rpcOperation('DescribeRule', input, (on: EventBridge, { Name, EventBusName }) => ({
  ...describedRule(on, findRule(on, Name, EventBusName)),
  CreatedBy: on.world.accountId,
}));
