import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { ServiceError } from '../../../protocol/service-error.ts';
import { string, structure } from '../../../protocol/shape.ts';
import type { Queues } from '../queues.ts';

const input = structure('com.amazonaws.sqs.PurgeQueueRequest', { QueueUrl: string() });

const onceEveryMs = 60_000;

/** @source "PurgeQueue", Amazon SQS API reference */
export const purgeQueue: RpcOperation<Queues> = rpcOperation('PurgeQueue', input, async (queues: Queues, { QueueUrl }) => {
  const queue = queues.atUrl(QueueUrl);
  const now = queues.world.now();
  if (now - (queues.purgedMs.get(queue.id) ?? Number.NEGATIVE_INFINITY) < onceEveryMs)
    throw new ServiceError('PurgeQueueInProgress', `Only one PurgeQueue operation on ${queue.name} is allowed every 60 seconds.`, 403);
  queues.purgedMs.set(queue.id, now);
  await queues.purge(queue);
  return undefined;
});
