import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { required, structure } from '../../../protocol/shape.ts';
import { type EventBridge, findRule } from '../event-bus.ts';
import { setState } from '../keep-rule.ts';
import { busNameOrArn, ruleName } from '../shapes.ts';

const input = structure('com.amazonaws.events.EnableRuleRequest', { Name: required(ruleName), EventBusName: busNameOrArn });

/** @source "EnableRule", EventBridge API reference */
export const enableRule: RpcOperation<EventBridge> = rpcOperation('EnableRule', input, (on: EventBridge, { Name, EventBusName }) => {
  setState(on, findRule(on, Name, EventBusName), 'ENABLED');
  return undefined;
});
