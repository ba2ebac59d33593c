import { hash } from 'node:crypto';
import { type Shape, type StructureType, string } from '../../protocol/shape.ts';
import { deliverToAll } from './deliver.ts';
import { attributesBytes, checkAttributes, type Message, messageAttributes, textsOf } from './message.ts';
import { invalidParameter } from './refusals.ts';
import { isFifo, type Topic } from './topic.ts';
import type { Topics } from './topics.ts';

/** @source "Publish", Amazon SNS API reference */
export const maximumBytes = 262_144;
const deduplicationMs = 5 * 60_000;

/** What a message is published with, alone or in a batch. */
export const publishedMembers: {
  readonly Message: Shape<string>;
  readonly Subject: Shape<string>;
  readonly MessageStructure: Shape<string>;
  readonly MessageAttributes: typeof messageAttributes;
  readonly MessageDeduplicationId: Shape<string>;
  readonly MessageGroupId: Shape<string>;
} = {
  Message: string(),
  Subject: string(),
  MessageStructure: string(),
  MessageAttributes: messageAttributes,
  MessageDeduplicationId: string(),
  MessageGroupId: string(),
};
export type RequestedMessage = StructureType<typeof publishedMembers>;
export type CheckedMessage = Omit<Message, 'messageId' | 'publishedAt' | 'sequenceNumber' | 'traceHeader'> & { readonly sizeBytes: number };

/** @throws ServiceError InvalidParameter */
export function checkMessage(topic: Topic, asked: RequestedMessage): CheckedMessage {
  const { Message: text, Subject: subject, MessageStructure, MessageGroupId: groupId } = asked;
  const texts = textsOf(text, MessageStructure);
  if (subject !== undefined && !/^[^\p{Cc}]{1,99}$/u.test(subject)) throw invalidParameter('Subject');
  const attributes = checkAttributes(asked.MessageAttributes);
  const sizeBytes = Buffer.byteLength(text ?? '') + attributesBytes(attributes);
  return { texts, subject, attributes, groupId, deduplicationId: deduplicationIdOf(topic, asked, texts.default), sizeBytes };
}

function deduplicationIdOf(topic: Topic, { MessageGroupId, MessageDeduplicationId }: RequestedMessage, text: string): string | undefined {
  if (!isFifo(topic)) {
    if (MessageDeduplicationId !== undefined)
      throw invalidParameter(
        'MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid for this topic type',
      );
    return undefined;
  }
  if (MessageGroupId === undefined) throw invalidParameter('The MessageGroupId parameter is required for FIFO topics');
  if (MessageDeduplicationId === undefined && topic.attributes.ContentBasedDeduplication !== 'true')
    throw invalidParameter('The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly');
  return MessageDeduplicationId ?? hash('sha256', text);
}

/** Sends a message to whoever is subscribed. @returns what Publish answers */
export async function publish(
  topics: Topics,
  topic: Topic,
  { traceHeader, ...checked }: CheckedMessage & { readonly traceHeader: string | undefined },
): Promise<object> {
  const { world, published } = topics;
  const now = world.now();
  const key = checked.deduplicationId === undefined ? undefined : `${topic.arn} ${checked.deduplicationId}`;
  const before = key === undefined ? undefined : published.get(key);
  if (before && now - before.at < deduplicationMs) return { MessageId: before.MessageId, SequenceNumber: before.SequenceNumber };
  const messageId = world.uuid();
  const sequenceNumber = isFifo(topic) ? topics.nextSequenceNumber() : undefined;
  if (key !== undefined && sequenceNumber !== undefined) {
    forgetOld(topics);
    published.delete(key);
    published.set(key, { MessageId: messageId, SequenceNumber: sequenceNumber, at: now });
  }
  await deliverToAll(topics, topic, { ...checked, traceHeader, messageId, sequenceNumber, publishedAt: now });
  return { MessageId: messageId, SequenceNumber: sequenceNumber };
}

function forgetOld({ published, world }: Topics): void {
  for (const [key, { at }] of published) {
    if (world.now() - at < deduplicationMs) return;
    published.delete(key);
  }
}
