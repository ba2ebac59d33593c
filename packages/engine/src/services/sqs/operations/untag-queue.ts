import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { list, string, structure } from '../../../protocol/shape.ts';
import type { Queues } from '../queues.ts';
import { given } from '../refusals.ts';

const input = structure('com.amazonaws.sqs.UntagQueueRequest', { QueueUrl: string(), TagKeys: list(string()) });

/** @source "UntagQueue", Amazon SQS API reference */
export const untagQueue: RpcOperation<Queues> = rpcOperation('UntagQueue', input, async (queues: Queues, { QueueUrl, TagKeys }) => {
  const queue = queues.atUrl(QueueUrl);
  const keys = given(TagKeys, 'TagKeys');
  await queues.put({ ...queue, tags: Object.fromEntries(Object.entries(queue.tags).filter(([key]) => !keys.includes(key))) });
  return undefined;
});
