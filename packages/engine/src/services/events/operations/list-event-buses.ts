import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { structure } from '../../../protocol/shape.ts';
import { describedBus } from '../described.ts';
import type { EventBridge } from '../event-bus.ts';
import { pageOfNamed } from '../page-of-named.ts';
import { busName, limit, nextToken } from '../shapes.ts';

const input = structure('com.amazonaws.events.ListEventBusesRequest', { NamePrefix: busName, NextToken: nextToken, Limit: limit });

/** @source "ListEventBuses", EventBridge API reference */
export const listEventBuses: RpcOperation<EventBridge> = rpcOperation('ListEventBuses', input, (on: EventBridge, request) => {
  const page = pageOfNamed(on.buses.values(), request);
  return { EventBuses: page.items.map((bus) => describedBus(on, bus)), NextToken: page.nextToken };
});
