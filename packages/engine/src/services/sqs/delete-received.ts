import { isFifo, type Queue } from './queue.ts';
import type { Queues } from './queues.ts';
import { readReceipt } from './receipt-handle.ts';
import { given, invalidValue } from './refusals.ts';

/**
 * Deletes a message that was received. A FIFO queue takes the last handle only, and only while the message is hidden.
 *
 * @throws ServiceError InvalidParameterValueException, MissingRequiredParameterException, ReceiptHandleIsInvalid
 * @source recorded on AWS by localstack, 2025-03-28 and 2025-10-05
 */
export async function deleteReceived(queues: Queues, queue: Queue, receiptHandle: string | undefined): Promise<object> {
  const handle = given(receiptHandle, 'ReceiptHandle');
  const messages = queues.messagesOf(queue);
  const { message, isLast } = readReceipt(queue, messages, handle);
  // What is deleted already is as the caller wants it.
  if (!message) return {};
  if (isFifo(queue) && (!isLast || message.visibleAt <= queues.world.now()))
    throw invalidValue(handle, 'ReceiptHandle', 'The receipt handle has expired.');
  await queues.write([messages.remove(message)]);
  return {};
}
