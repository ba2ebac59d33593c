import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { string, structure } from '../../../protocol/shape.ts';
import type { Queues } from '../queues.ts';

const input = structure('com.amazonaws.sqs.DeleteQueueRequest', { QueueUrl: string() });

/** @source "DeleteQueue", Amazon SQS API reference */
export const deleteQueue: RpcOperation<Queues> = rpcOperation('DeleteQueue', input, async (queues: Queues, { QueueUrl }) => {
  await queues.delete(queues.atUrl(QueueUrl));
  return undefined;
});
