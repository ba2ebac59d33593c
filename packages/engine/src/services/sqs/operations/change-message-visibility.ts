import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { integer, string, structure } from '../../../protocol/shape.ts';
import { changeVisibility } from '../change-visibility.ts';
import type { Queues } from '../queues.ts';

const input = structure('com.amazonaws.sqs.ChangeMessageVisibilityRequest', {
  QueueUrl: string(),
  ReceiptHandle: string(),
  VisibilityTimeout: integer(),
});

/** @source "ChangeMessageVisibility", Amazon SQS API reference */
export const changeMessageVisibility: RpcOperation<Queues> = rpcOperation(
  'ChangeMessageVisibility',
  input,
  async (queues: Queues, { QueueUrl, ...change }) => {
    await changeVisibility(queues, queues.atUrl(QueueUrl), change);
    return undefined;
  },
);
