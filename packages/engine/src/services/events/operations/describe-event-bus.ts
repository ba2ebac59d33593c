import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { structure } from '../../../protocol/shape.ts';
import { describedBus } from '../described.ts';
import { type EventBridge, findBus } from '../event-bus.ts';
import { busNameOrArn } from '../shapes.ts';

const input = structure('com.amazonaws.events.DescribeEventBusRequest', { Name: busNameOrArn });

/** @source "DescribeEventBus", EventBridge API reference */
export const describeEventBus: RpcOperation<EventBridge> = rpcOperation('DescribeEventBus', input, (on: EventBridge, { Name }) => {
  const bus = findBus(on, Name);
  const { kmsKeyIdentifier, deadLetterArn, logConfig } = bus;
  return {
    ...describedBus(on, bus),
    KmsKeyIdentifier: kmsKeyIdentifier,
    DeadLetterConfig: deadLetterArn === undefined ? undefined : { Arn: deadLetterArn },
    LogConfig: logConfig,
  };
});
