import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { integer, list, string, structure } from '../../../protocol/shape.ts';
import { checkEntries, runBatch } from '../batch.ts';
import { changeVisibility } from '../change-visibility.ts';
import type { Queues } from '../queues.ts';

const input = structure('com.amazonaws.sqs.ChangeMessageVisibilityBatchRequest', {
  QueueUrl: string(),
  Entries: list(
    structure('com.amazonaws.sqs.ChangeMessageVisibilityBatchRequestEntry', {
      Id: string(),
      ReceiptHandle: string(),
      VisibilityTimeout: integer(),
    }),
  ),
});

/** @source "ChangeMessageVisibilityBatch", Amazon SQS API reference */
export const changeMessageVisibilityBatch: RpcOperation<Queues> = rpcOperation(
  'ChangeMessageVisibilityBatch',
  input,
  async (queues: Queues, { QueueUrl, Entries }) => {
    const queue = queues.atUrl(QueueUrl);
    const entries = checkEntries(Entries, 'ChangeMessageVisibilityBatchRequestEntry');
    return runBatch(entries, (entry) => changeVisibility(queues, queue, entry));
  },
);
