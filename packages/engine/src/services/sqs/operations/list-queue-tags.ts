import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { string, structure } from '../../../protocol/shape.ts';
import type { Queues } from '../queues.ts';

const input = structure('com.amazonaws.sqs.ListQueueTagsRequest', { QueueUrl: string() });

/** @source "ListQueueTags", Amazon SQS API reference */
export const listQueueTags: RpcOperation<Queues> = rpcOperation('ListQueueTags', input, (queues: Queues, { QueueUrl }) => {
  const { tags } = queues.atUrl(QueueUrl);
  return Object.keys(tags).length === 0 ? {} : { Tags: tags };
});
