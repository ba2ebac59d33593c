import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { integer, list, string, structure } from '../../../protocol/shape.ts';
import { checkVisibility } from '../change-visibility.ts';
import type { Queues } from '../queues.ts';
import { receiveMessages } from '../receive-messages.ts';
import { receivedMessage } from '../received-message.ts';
import { invalidValue } from '../refusals.ts';

const input = structure('com.amazonaws.sqs.ReceiveMessageRequest', {
  QueueUrl: string(),
  AttributeNames: list(string()),
  MessageSystemAttributeNames: list(string()),
  MessageAttributeNames: list(string()),
  MaxNumberOfMessages: integer(),
  VisibilityTimeout: integer(),
  WaitTimeSeconds: integer(),
  ReceiveRequestAttemptId: string(),
});

/** @source "ReceiveMessage", Amazon SQS API reference */
export const receiveMessage: RpcOperation<Queues> = rpcOperation('ReceiveMessage', input, async (queues: Queues, request) => {
  const queue = queues.atUrl(request.QueueUrl);
  const { MaxNumberOfMessages: limit = 1, VisibilityTimeout, WaitTimeSeconds: waitSeconds, AttributeNames = [] } = request;
  if (limit < 1 || limit > 10) throw invalidValue(limit, 'MaxNumberOfMessages', 'Must be between 1 and 10, if provided.');
  if (waitSeconds !== undefined && (waitSeconds < 0 || waitSeconds > 20))
    throw invalidValue(waitSeconds, 'WaitTimeSeconds', 'Must be >= 0 and <= 20, if provided.');
  const visibilitySeconds = VisibilityTimeout === undefined ? undefined : checkVisibility(VisibilityTimeout);
  const received = await receiveMessages(queues, queue, { limit, visibilitySeconds, waitSeconds });
  const wanted = {
    system: [...AttributeNames, ...(request.MessageSystemAttributeNames ?? [])],
    user: request.MessageAttributeNames ?? [],
  };
  return received.length === 0 ? {} : { Messages: received.map((it) => receivedMessage(queue, it, wanted)) };
});
