import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { ServiceError } from '../../../protocol/service-error.ts';
import { list, string, structure } from '../../../protocol/shape.ts';
import { checkEntries, runBatch } from '../batch.ts';
import { isFifo } from '../queue.ts';
import type { Queues } from '../queues.ts';
import { batchBytes, checkFifoMembers, checkMessage, messageMembers, sendMessages } from '../send-message.ts';
import { senderIdOf } from '../sender-id.ts';

const input = structure('com.amazonaws.sqs.SendMessageBatchRequest', {
  QueueUrl: string(),
  Entries: list(structure('com.amazonaws.sqs.SendMessageBatchRequestEntry', { Id: string(), ...messageMembers })),
});

/** @source recorded on AWS by localstack, 2025-08-19 */
const maximumBytes = 1_048_576;

/** @source "SendMessageBatch", Amazon SQS API reference */
export const sendMessageBatch: RpcOperation<Queues> = rpcOperation(
  'SendMessageBatch',
  input,
  async (queues: Queues, { QueueUrl, Entries }, call) => {
    const queue = queues.atUrl(QueueUrl);
    const entries = checkEntries(Entries, 'SendMessageBatchRequestEntry');
    const sizeBytes = batchBytes(entries);
    if (sizeBytes > maximumBytes)
      throw new ServiceError(
        'BatchRequestTooLong',
        `Batch requests cannot be longer than ${maximumBytes} bytes. You have sent ${sizeBytes} bytes.`,
      );
    // A FIFO queue's entries that lack what it needs fail the batch, not the entry.
    if (isFifo(queue)) for (const entry of entries) checkFifoMembers(queue, entry, { inBatch: true });
    return runBatch(entries, async ({ Id: _, ...asked }) => {
      const [answer = {}] = await sendMessages(queues, queue, [checkMessage(queue, asked, { inBatch: true })], {
        senderId: senderIdOf(call),
        traceHeader: call.traceHeader,
      });
      return answer;
    });
  },
);
