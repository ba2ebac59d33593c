import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { integer, string, structure } from '../../../protocol/shape.ts';
import { pageOf } from '../page.ts';
import type { Queues } from '../queues.ts';
import { sourcesOf } from '../redrive.ts';

const input = structure('com.amazonaws.sqs.ListDeadLetterSourceQueuesRequest', {
  QueueUrl: string(),
  NextToken: string(),
  MaxResults: integer(),
});

/** @source "ListDeadLetterSourceQueues", Amazon SQS API reference */
export const listDeadLetterSourceQueues: RpcOperation<Queues> = rpcOperation(
  'ListDeadLetterSourceQueues',
  input,
  (queues: Queues, { QueueUrl, ...paging }) => {
    const { items, NextToken } = pageOf(sourcesOf(queues, queues.atUrl(QueueUrl)), paging);
    return { queueUrls: items.map((it) => queues.urlOf(it)), NextToken };
  },
);
