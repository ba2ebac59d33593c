import { createHash, hash } from 'node:crypto';
import { ServiceError } from '../../protocol/service-error.ts';
import { integer, type Shape, type StructureType, string } from '../../protocol/shape.ts';
import type { Change } from '../../store/store.ts';
import { hexOf, notAllowed } from './allowed-characters.ts';
import { type Message, type MessageAttributes, sequenceNumberOf } from './message.ts';
import { attributesBytes, attributesDigest, checkAttributes, messageAttributeMap } from './message-attributes.ts';
import { isFifo, numberOf, type Queue, settingsOf } from './queue.ts';
import type { Queues } from './queues.ts';
import { given, invalidParameter, invalidValue, missingParameter } from './refusals.ts';

/** What a message is sent with, alone or in a batch. */
export const messageMembers: {
  readonly MessageBody: Shape<string>;
  readonly DelaySeconds: Shape<number>;
  readonly MessageAttributes: typeof messageAttributeMap;
  readonly MessageSystemAttributes: typeof messageAttributeMap;
  readonly MessageDeduplicationId: Shape<string>;
  readonly MessageGroupId: Shape<string>;
} = {
  MessageBody: string(),
  DelaySeconds: integer(),
  MessageAttributes: messageAttributeMap,
  MessageSystemAttributes: messageAttributeMap,
  MessageDeduplicationId: string(),
  MessageGroupId: string(),
};
export type RequestedMessage = StructureType<typeof messageMembers>;

/** A message that may be sent as it is. */
export interface CheckedMessage {
  readonly body: string;
  readonly attributes: MessageAttributes;
  readonly systemAttributes: MessageAttributes;
  readonly delaySeconds: number;
  readonly groupId: string | undefined;
  readonly deduplicationId: string | undefined;
  readonly sizeBytes: number;
}

export interface SendOptions {
  readonly senderId: string;
  /** Of the request: what a message without one of its own is traced by. */
  readonly traceHeader?: string | undefined;
  /** A missing group is worded otherwise in batches. @source recorded on AWS by localstack, 2024-04-30 */
  readonly inBatch?: boolean;
}

/** What the entries of a batch weigh together. */
export function batchBytes(entries: readonly RequestedMessage[]): number {
  return entries.reduce(
    (sum, it) => sum + Buffer.byteLength(it.MessageBody ?? '') + attributesBytes(checkAttributes(it.MessageAttributes)),
    0,
  );
}

/** @throws ServiceError InvalidMessageContents, InvalidParameterValueException, MissingRequiredParameterException */
export function checkMessage(queue: Queue, asked: RequestedMessage, { inBatch = false }: Partial<SendOptions> = {}): CheckedMessage {
  const body = given(asked.MessageBody === '' ? undefined : asked.MessageBody, 'MessageBody');
  checkCharacters(body);
  const attributes = checkAttributes(asked.MessageAttributes);
  const systemAttributes = checkAttributes(asked.MessageSystemAttributes);
  for (const name of Object.keys(systemAttributes))
    if (name !== 'AWSTraceHeader') throw invalidParameter(`Message system attribute name '${name}' is invalid.`);
  const sizeBytes = Buffer.byteLength(body) + attributesBytes(attributes);
  const maximum = numberOf(queue, 'MaximumMessageSize');
  if (sizeBytes > maximum) throw tooLong(maximum, inBatch);
  return {
    body,
    attributes,
    systemAttributes,
    sizeBytes,
    delaySeconds: delayOf(queue, asked.DelaySeconds),
    ...checkFifoMembers(queue, asked, { inBatch }),
  };
}

/** @source recorded on AWS by localstack, 2024-04-30 */
function tooLong(maximumBytes: number, inBatch: boolean): ServiceError {
  const beginning = inBatch ? 'One or more parameters cannot be validated.' : 'One or more parameters are invalid.';
  return invalidParameter(`${beginning} Reason: Message must be shorter than ${maximumBytes} bytes.`);
}

function delayOf(queue: Queue, asked: number | undefined): number {
  const ofQueue = numberOf(queue, 'DelaySeconds');
  if (asked === undefined) return ofQueue;
  if (isFifo(queue)) {
    if (asked === 0) return ofQueue;
    throw invalidValue(asked, 'DelaySeconds', 'The request include parameter that is not valid for this queue type.');
  }
  if (asked < 0 || asked > 900) throw invalidValue(asked, 'DelaySeconds', 'DelaySeconds must be >= 0 and <= 900.');
  return asked;
}

/** The group, and what duplicates are known by. @throws ServiceError InvalidParameterValueException, MissingRequiredParameterException */
export function checkFifoMembers(
  queue: Queue,
  { MessageGroupId, MessageDeduplicationId, MessageBody: body = '' }: RequestedMessage,
  { inBatch = false }: Partial<SendOptions> = {},
): Pick<CheckedMessage, 'groupId' | 'deduplicationId'> {
  checkId('MessageGroupId', MessageGroupId);
  if (!isFifo(queue)) {
    if (MessageDeduplicationId !== undefined)
      throw invalidValue(
        MessageDeduplicationId,
        'MessageDeduplicationId',
        'The request include parameter that is not valid for this queue type.',
      );
    // Of a standard queue the group is what fair queues share by.
    return { groupId: MessageGroupId, deduplicationId: undefined };
  }
  if (MessageGroupId === undefined) {
    if (inBatch) throw invalidParameter('The request must contain the parameter MessageGroupId.');
    throw missingParameter('MessageGroupId');
  }
  checkId('MessageDeduplicationId', MessageDeduplicationId);
  const byContent = settingsOf(queue).ContentBasedDeduplication === 'true';
  if (MessageDeduplicationId === undefined && !byContent)
    throw invalidParameter('The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly');
  return { groupId: MessageGroupId, deduplicationId: MessageDeduplicationId ?? hash('sha256', body) };
}

/** @source recorded on AWS by localstack, 2025-07-30 */
function checkId(parameter: string, value: string | undefined): void {
  if (value === undefined || /^[\x21-\x7e]{1,128}$/.test(value)) return;
  throw invalidValue(value, parameter, `${parameter} can only include alphanumeric and punctuation characters. 1 to 128 in length.`);
}

function checkCharacters(body: string): void {
  const [found] = notAllowed.exec(body) ?? [];
  if (found === undefined) return;
  throw new ServiceError(
    'InvalidMessageContents',
    `Invalid binary character '${hexOf(found)}' was found in the message body, the set of allowed characters is #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF`,
  );
}

/** Puts checked messages into their queue, all together. @returns for each what SendMessage answers, once it is on disk */
export async function sendMessages(
  queues: Queues,
  queue: Queue,
  messages: readonly CheckedMessage[],
  { senderId, traceHeader }: SendOptions,
): Promise<readonly object[]> {
  const changes: Change[] = [];
  const answers = messages.map((it) => sendOne(queues, queue, { checked: it, senderId, traceHeader, changes }));
  await queues.write(changes);
  return answers;
}

function sendOne(
  queues: Queues,
  queue: Queue,
  { checked, senderId, traceHeader, changes }: SendOptions & { readonly checked: CheckedMessage; readonly changes: Change[] },
): object {
  const { world } = queues;
  const all = queues.messagesOf(queue);
  const scopedId = scopedIdOf(queue, checked);
  const before = scopedId === undefined ? undefined : all.sentBefore(scopedId);
  const order = before?.order ?? all.nextOrder();
  const messageId = before?.messageId ?? world.uuid();
  const now = world.now();
  if (!before) {
    const { body, attributes, systemAttributes, delaySeconds, groupId, deduplicationId } = checked;
    const message: Message = {
      order,
      messageId,
      body,
      attributes,
      senderId,
      sentAt: now,
      groupId,
      deduplicationId,
      traceHeader: systemAttributes.AWSTraceHeader?.StringValue ?? traceHeader,
      visibleAt: now + delaySeconds * 1000,
      receiveCount: 0,
    };
    changes.push(all.put(message));
    if (scopedId !== undefined) changes.push(...all.remember({ scopedId, messageId, order, at: now }));
  }
  return {
    MD5OfMessageBody: createHash('md5').update(checked.body).digest('hex'),
    MD5OfMessageAttributes: attributesDigest(checked.attributes),
    MD5OfMessageSystemAttributes: attributesDigest(checked.systemAttributes),
    MessageId: messageId,
    ...(isFifo(queue) && { SequenceNumber: sequenceNumberOf({ order }) }),
  };
}

/** What a message is a duplicate by: its id, in its queue or in its group. */
function scopedIdOf(queue: Queue, { deduplicationId, groupId }: CheckedMessage): string | undefined {
  if (deduplicationId === undefined) return undefined;
  return settingsOf(queue).DeduplicationScope === 'messageGroup' ? `${groupId}\0${deduplicationId}` : deduplicationId;
}
