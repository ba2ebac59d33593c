import type { Message } from './message.ts';
import type { Queue } from './queue.ts';
import type { QueueMessages } from './queue-messages.ts';
import { invalidReceiptHandle } from './refusals.ts';

/** Opaque to clients: which queue, which message, which receipt. */
export function receiptHandleOf(queue: Queue, { order, receiptId = '' }: Message): string {
  return Buffer.from(`${queue.id} ${order} ${receiptId}`).toString('base64');
}

export interface Receipt {
  /** Undefined when it is deleted. */
  readonly message: Message | undefined;
  /** Whether the message was not received again since. */
  readonly isLast: boolean;
}

/** @throws ServiceError ReceiptHandleIsInvalid */
export function readReceipt(queue: Queue, messages: QueueMessages, handle: string): Receipt {
  const [, queueId, order, receiptId] = /^([0-9a-f]{16}) (\d{1,16}) (\S+)$/.exec(Buffer.from(handle, 'base64').toString('latin1')) ?? [];
  if (queueId !== queue.id) throw invalidReceiptHandle(handle);
  const message = messages.get(Number(order));
  return { message, isLast: message?.receiptId === receiptId };
}
