import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { integer, string, structure } from '../../../protocol/shape.ts';
import { pageOf } from '../page.ts';
import type { Queues } from '../queues.ts';

const input = structure('com.amazonaws.sqs.ListQueuesRequest', { QueueNamePrefix: string(), NextToken: string(), MaxResults: integer() });

/** @source "ListQueues", Amazon SQS API reference */
export const listQueues: RpcOperation<Queues> = rpcOperation('ListQueues', input, (queues: Queues, { QueueNamePrefix = '', ...paging }) => {
  const found = queues.all().filter(({ name }) => name.startsWith(QueueNamePrefix));
  const { items, NextToken } = pageOf(found, paging);
  return { ...(items.length > 0 && { QueueUrls: items.map((it) => queues.urlOf(it)) }), NextToken };
});
