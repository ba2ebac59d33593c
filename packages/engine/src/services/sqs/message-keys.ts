import { hash } from 'node:crypto';

/**
 * Where messages are in the store; queues themselves are documents of `sqs/queue`:
 *
 *     q QUEUE m ORDER        a message of the queue with this id, as JSON
 *     q QUEUE d DIGEST       a deduplication id and when it was seen, as JSON
 */
const kind = 'q';

export function messageKey(queueId: string, order: number): Buffer {
  const key = Buffer.alloc(26);
  key.write(`${kind}${queueId}m`, 'latin1');
  key.writeBigUInt64BE(BigInt(order), 18);
  return key;
}

export function duplicateKey(queueId: string, scopedId: string): Buffer {
  return Buffer.from(`${kind}${queueId}d${hash('sha256', scopedId)}`, 'latin1');
}

export function messagesOf(queueId: string): { readonly start: Buffer; readonly end: Buffer } {
  return { start: Buffer.from(`${kind}${queueId}m`, 'latin1'), end: Buffer.from(`${kind}${queueId}n`, 'latin1') };
}

export function duplicatesOf(queueId: string): { readonly start: Buffer; readonly end: Buffer } {
  return { start: Buffer.from(`${kind}${queueId}d`, 'latin1'), end: Buffer.from(`${kind}${queueId}e`, 'latin1') };
}

/** All that belongs to a queue. */
export function belongingsOf(queueId: string): { readonly start: Buffer; readonly end: Buffer } {
  return { start: Buffer.from(`${kind}${queueId}`, 'latin1'), end: Buffer.from(`${kind}${queueId}~`, 'latin1') };
}
