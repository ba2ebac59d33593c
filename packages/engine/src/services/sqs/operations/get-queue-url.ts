import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { string, structure } from '../../../protocol/shape.ts';
import type { Queues } from '../queues.ts';
import { given, noSuchQueue } from '../refusals.ts';

const input = structure('com.amazonaws.sqs.GetQueueUrlRequest', { QueueName: string(), QueueOwnerAWSAccountId: string() });

/** @source "GetQueueUrl", Amazon SQS API reference */
export const getQueueUrl: RpcOperation<Queues> = rpcOperation(
  'GetQueueUrl',
  input,
  (queues: Queues, { QueueName, QueueOwnerAWSAccountId: owner }) => {
    const queue = queues.get(given(QueueName, 'QueueName'));
    if (!queue || (owner !== undefined && owner !== queues.world.accountId)) throw noSuchQueue();
    return { QueueUrl: queues.urlOf(queue) };
  },
);
