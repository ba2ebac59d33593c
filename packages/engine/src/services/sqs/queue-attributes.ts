import { ServiceError } from '../../protocol/service-error.ts';
import { isFifo, type Queue, settingsOf } from './queue.ts';
import { invalidAttribute, invalidParameter, unknownAttribute } from './refusals.ts';

type Attributes = { readonly [name: string]: string };

/** Whole numbers, from and to. @source "SetQueueAttributes", Amazon SQS API reference */
const ranges: { readonly [name: string]: readonly [number, number] } = {
  DelaySeconds: [0, 900],
  KmsDataKeyReusePeriodSeconds: [60, 86_400],
  MaximumMessageSize: [1024, 1_048_576],
  MessageRetentionPeriod: [60, 1_209_600],
  ReceiveMessageWaitTimeSeconds: [0, 20],
  VisibilityTimeout: [0, 43_200],
};
const choices: { readonly [name: string]: readonly string[] } = {
  ContentBasedDeduplication: ['true', 'false'],
  DeduplicationScope: ['queue', 'messageGroup'],
  FifoThroughputLimit: ['perQueue', 'perMessageGroupId'],
  FifoQueue: ['true', 'false'],
  SqsManagedSseEnabled: ['true', 'false'],
};
const texts: readonly string[] = ['KmsMasterKeyId', 'Policy', 'RedriveAllowPolicy', 'RedrivePolicy'];
/** What a standard queue refuses as unknown, and what it refuses with a reason. @source recorded on AWS by localstack, 2024-05-15 */
const [fifoUnknown, fifoExplained] = [
  ['FifoQueue', 'ContentBasedDeduplication'],
  ['DeduplicationScope', 'FifoThroughputLimit'],
];

/** The settings with truth values in small letters, as AWS keeps them. @source observed on AWS by localstack: `FifoQueue` is `True` in its tests */
export function normalized(asked: Attributes): Attributes {
  return Object.fromEntries(
    Object.entries(asked).map(([name, value]) => [name, choices[name]?.includes('true') ? value.toLowerCase() : value]),
  );
}

/** @throws ServiceError InvalidParameterValueException */
export function checkQueueName(name: string, { FifoQueue }: Attributes): void {
  const letters = 'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length';
  if (FifoQueue === 'true') {
    if (/^[\w-]{1,75}\.fifo$/.test(name)) return;
    throw invalidParameter(
      'The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length',
    );
  }
  if (!/^[\w-]{1,80}$/.test(name)) throw invalidParameter(letters);
}

/**
 * What a queue has once these are set: an empty text puts a setting back to its default.
 *
 * @throws ServiceError InvalidAttributeName, InvalidAttributeValue, InvalidParameterValueException
 */
export function withAttributes(queue: Pick<Queue, 'name' | 'attributes'>, asked: Attributes): Attributes {
  for (const [name, value] of Object.entries(asked)) checkAttribute(queue, name, value);
  if (asked.SqsManagedSseEnabled === 'true' && asked.KmsMasterKeyId)
    throw new ServiceError(
      'InvalidAttributeName',
      'You can use one type of server-side encryption (SSE) at one time. You can either enable KMS SSE or SQS SSE.',
    );
  const encryption = asked.KmsMasterKeyId
    ? { SqsManagedSseEnabled: 'false' }
    : asked.SqsManagedSseEnabled === 'true' && { KmsMasterKeyId: '', KmsDataKeyReusePeriodSeconds: '' };
  const merged = { ...queue.attributes, ...asked, ...encryption };
  const attributes = Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== ''));
  const { DeduplicationScope, FifoThroughputLimit } = settingsOf({ name: queue.name, attributes });
  if (FifoThroughputLimit === 'perMessageGroupId' && DeduplicationScope !== 'messageGroup')
    throw invalidParameter('The perMessageGroupId value is allowed only when the value for DeduplicationScope is messageGroup.');
  return attributes;
}

function checkAttribute(queue: Pick<Queue, 'name'>, name: string, value: string): void {
  const fifo = isFifo(queue);
  if (!fifo && fifoUnknown.includes(name)) throw unknownAttribute(name);
  if (!fifo && fifoExplained.includes(name))
    throw new ServiceError('InvalidAttributeName', `You can specify the ${name} only when FifoQueue is set to true.`);
  if (fifo && name === 'FifoQueue' && value !== 'true') throw invalidAttribute(name, 'Modifying queue type is not supported.');
  const [range, choice] = [ranges[name], choices[name]];
  if (!range && !choice && !texts.includes(name)) throw unknownAttribute(name);
  if (value === '') return;
  if (range && !(/^\d{1,9}$/.test(value) && Number(value) >= range[0] && Number(value) <= range[1])) throw invalidAttribute(name);
  if (choice && !choice.includes(value)) throw invalidAttribute(name);
  if (name === 'Policy' && !isJsonObject(value)) throw invalidAttribute(name);
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
