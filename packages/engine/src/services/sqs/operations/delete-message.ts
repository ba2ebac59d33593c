import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { string, structure } from '../../../protocol/shape.ts';
import { deleteReceived } from '../delete-received.ts';
import type { Queues } from '../queues.ts';

const input = structure('com.amazonaws.sqs.DeleteMessageRequest', { QueueUrl: string(), ReceiptHandle: string() });

/** @source "DeleteMessage", Amazon SQS API reference */
export const deleteMessage: RpcOperation<Queues> = rpcOperation(
  'DeleteMessage',
  input,
  async (queues: Queues, { QueueUrl, ReceiptHandle }) => {
    await deleteReceived(queues, queues.atUrl(QueueUrl), ReceiptHandle);
    return undefined;
  },
);
