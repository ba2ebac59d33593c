import type { Queue } from './queue.ts';
import { isFifo } from './queue.ts';
import type { Queues } from './queues.ts';
import { readReceipt } from './receipt-handle.ts';
import { given, invalidValue } from './refusals.ts';

const maximumSeconds = 43_200;

/** @throws ServiceError InvalidParameterValueException when the seconds are not between 0 and twelve hours */
export function checkVisibility(seconds: number): number {
  if (seconds < 0 || seconds > maximumSeconds)
    throw invalidValue(seconds, 'VisibilityTimeout', `Must be >= 0 and <= ${maximumSeconds}, if provided.`);
  return seconds;
}

/**
 * Hides a message that was received for so long from now on.
 *
 * @throws ServiceError InvalidParameterValueException, MissingRequiredParameterException, ReceiptHandleIsInvalid
 */
export async function changeVisibility(
  queues: Queues,
  queue: Queue,
  { ReceiptHandle, VisibilityTimeout }: { readonly ReceiptHandle?: string; readonly VisibilityTimeout?: number },
): Promise<object> {
  const handle = given(ReceiptHandle, 'ReceiptHandle');
  const seconds = checkVisibility(given(VisibilityTimeout, 'VisibilityTimeout'));
  const messages = queues.messagesOf(queue);
  const { message, isLast } = readReceipt(queue, messages, handle);
  const now = queues.world.now();
  // Of a standard queue an earlier handle does as well. Source: `test_terminate_visibility_timeout_after_receive` of localstack, run on AWS.
  const gone = !message || (isFifo(queue) && (!isLast || message.visibleAt <= now));
  if (gone) throw invalidValue(handle, 'ReceiptHandle', 'Message does not exist or is not available for visibility timeout change.');
  if (seconds * 1000 + now - (message.lastReceivedAt ?? now) > maximumSeconds * 1000)
    throw invalidValue(
      seconds,
      'VisibilityTimeout',
      `Total VisibilityTimeout for the message is beyond the limit [${maximumSeconds} seconds]`,
    );
  await queues.write([messages.put({ ...message, visibleAt: now + seconds * 1000 })]);
  return {};
}
