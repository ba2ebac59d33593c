import { createHash } from 'node:crypto';
import { type Message, type MessageAttributes, sequenceNumberOf } from './message.ts';
import { attributesDigest } from './message-attributes.ts';
import { isFifo, type Queue } from './queue.ts';
import { receiptHandleOf } from './receipt-handle.ts';

export interface WantedAttributes {
  /** `All`, or names of what SQS itself knows of a message. */
  readonly system: readonly string[];
  /** `All`, `*`, `.*`, names, or beginnings with `.*` behind. */
  readonly user: readonly string[];
}

/** A message as ReceiveMessage answers it. @source recorded on AWS by localstack, 2024-06-04 */
export function receivedMessage(queue: Queue, message: Message, wanted: WantedAttributes): object {
  const attributes = Object.entries(systemAttributesOf(queue, message)).filter(
    ([name]) => wanted.system.includes('All') || wanted.system.includes(name),
  );
  const user = wantedOf(message.attributes, wanted.user);
  const digest = attributesDigest(user);
  return {
    MessageId: message.messageId,
    ReceiptHandle: receiptHandleOf(queue, message),
    MD5OfBody: createHash('md5').update(message.body).digest('hex'),
    Body: message.body,
    ...(attributes.length > 0 && { Attributes: Object.fromEntries(attributes) }),
    ...(digest !== undefined && { MD5OfMessageAttributes: digest, MessageAttributes: user }),
  };
}

function systemAttributesOf(queue: Queue, message: Message): { readonly [name: string]: string } {
  const { senderId, firstReceivedAt, receiveCount, sentAt, groupId, deduplicationId, traceHeader, deadLetterSourceArn } = message;
  return {
    SenderId: senderId,
    ApproximateFirstReceiveTimestamp: String(firstReceivedAt),
    ApproximateReceiveCount: String(receiveCount),
    SentTimestamp: String(sentAt),
    ...(isFifo(queue) && { SequenceNumber: sequenceNumberOf(message) }),
    ...(groupId !== undefined && { MessageGroupId: groupId }),
    ...(deduplicationId !== undefined && { MessageDeduplicationId: deduplicationId }),
    ...(traceHeader !== undefined && { AWSTraceHeader: traceHeader }),
    ...(deadLetterSourceArn !== undefined && { DeadLetterQueueSourceArn: deadLetterSourceArn }),
  };
}

function wantedOf(attributes: MessageAttributes, names: readonly string[]): MessageAttributes {
  const all = ['All', '*', '.*'].some((it) => names.includes(it));
  const prefixes = names.filter((it) => it.endsWith('.*')).map((it) => it.slice(0, -2));
  return Object.fromEntries(
    Object.entries(attributes).filter(([name]) => all || names.includes(name) || prefixes.some((it) => name.startsWith(it))),
  );
}
