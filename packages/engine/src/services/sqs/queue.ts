import type { World } from '../../world/world.ts';

/** A queue as it is kept; its messages are kept apart, under its id. */
export interface Queue {
  readonly name: string;
  /** Sixteen hexadecimal digits that tell it from an earlier queue of the same name. */
  readonly id: string;
  readonly createdMs: number;
  readonly modifiedMs: number;
  /** What was set; the rest is AWS's defaults. */
  readonly attributes: { readonly [name: string]: string };
  readonly tags: { readonly [key: string]: string };
}

/** @source "SetQueueAttributes", Amazon SQS API reference; values recorded on AWS by localstack, 2025-12-10 */
const defaults: { readonly [name: string]: string } = {
  DelaySeconds: '0',
  MaximumMessageSize: '1048576',
  MessageRetentionPeriod: '345600',
  ReceiveMessageWaitTimeSeconds: '0',
  SqsManagedSseEnabled: 'true',
  VisibilityTimeout: '30',
};
const fifoDefaults: { readonly [name: string]: string } = {
  ...defaults,
  ContentBasedDeduplication: 'false',
  DeduplicationScope: 'queue',
  FifoQueue: 'true',
  FifoThroughputLimit: 'perQueue',
};

export function isFifo({ name }: Pick<Queue, 'name'>): boolean {
  return name.endsWith('.fifo');
}

/** Every attribute that can be set, with AWS's defaults. */
export function settingsOf(queue: Pick<Queue, 'name' | 'attributes'>): { readonly [name: string]: string } {
  const { attributes } = queue;
  const settings = isFifo(queue) ? fifoDefaults : defaults;
  if (attributes.KmsMasterKeyId !== undefined)
    return { ...settings, KmsDataKeyReusePeriodSeconds: '300', SqsManagedSseEnabled: 'false', ...attributes };
  // Without a key there is nothing to reuse. Source: recorded on AWS by localstack, 2025-12-10.
  const { KmsDataKeyReusePeriodSeconds: _, ...rest } = attributes;
  return { ...settings, ...rest };
}

/** A setting in seconds or bytes. */
export function numberOf(queue: Queue, setting: string): number {
  return Number(settingsOf(queue)[setting]);
}

export function queueArn({ partition, region, accountId }: World, name: string): string {
  return `arn:${partition}:sqs:${region}:${accountId}:${name}`;
}

/** The name in a queue's ARN; undefined when it is no ARN of a queue. */
export function nameInArn(arn: string): string | undefined {
  return /^arn:[^:]+:sqs:[^:]*:\d{12}:([\w-]+(?:\.fifo)?)$/.exec(arn)?.[1];
}
