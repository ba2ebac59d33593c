import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { map, string, structure } from '../../../protocol/shape.ts';
import type { Queues } from '../queues.ts';
import { given } from '../refusals.ts';
import { checkTags } from '../tags.ts';

const input = structure('com.amazonaws.sqs.TagQueueRequest', { QueueUrl: string(), Tags: map(string(), 'String') });

/** @source "TagQueue", Amazon SQS API reference */
export const tagQueue: RpcOperation<Queues> = rpcOperation('TagQueue', input, async (queues: Queues, { QueueUrl, Tags }) => {
  const queue = queues.atUrl(QueueUrl);
  const tags = { ...queue.tags, ...given(Tags, 'Tags') };
  checkTags(queue.name, tags);
  await queues.put({ ...queue, tags });
  return undefined;
});
