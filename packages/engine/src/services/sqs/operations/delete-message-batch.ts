import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { list, string, structure } from '../../../protocol/shape.ts';
import { checkEntries, runBatch } from '../batch.ts';
import { deleteReceived } from '../delete-received.ts';
import type { Queues } from '../queues.ts';

const input = structure('com.amazonaws.sqs.DeleteMessageBatchRequest', {
  QueueUrl: string(),
  Entries: list(structure('com.amazonaws.sqs.DeleteMessageBatchRequestEntry', { Id: string(), ReceiptHandle: string() })),
});

/** @source "DeleteMessageBatch", Amazon SQS API reference */
export const deleteMessageBatch: RpcOperation<Queues> = rpcOperation(
  'DeleteMessageBatch',
  input,
  async (queues: Queues, { QueueUrl, Entries }) => {
    const queue = queues.atUrl(QueueUrl);
    const entries = checkEntries(Entries, 'DeleteMessageBatchRequestEntry');
    return runBatch(entries, ({ ReceiptHandle }) => deleteReceived(queues, queue, ReceiptHandle));
  },
);
