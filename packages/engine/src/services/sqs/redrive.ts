import { isRecord } from '../../protocol/shape.ts';
import { isFifo, nameInArn, type Queue } from './queue.ts';
import type { Queues } from './queues.ts';
import { invalidValue } from './refusals.ts';

/** Where messages go that were received too often. */
export interface RedrivePolicy {
  readonly deadLetterTargetArn: string;
  readonly maxReceiveCount: number;
}

/** The queue's own, which was checked when it was set. */
export function redrivePolicyOf({ attributes }: Pick<Queue, 'attributes'>): RedrivePolicy | undefined {
  const text = attributes.RedrivePolicy;
  const { deadLetterTargetArn, maxReceiveCount } = (text === undefined ? undefined : parsed(text)) ?? {};
  return typeof deadLetterTargetArn === 'string' ? { deadLetterTargetArn, maxReceiveCount: Number(maxReceiveCount) } : undefined;
}

/**
 * @throws ServiceError InvalidParameterValueException
 * @source "Redrive policy", Amazon SQS developer guide; "Invalid value for deadLetterTargetArn." recorded on AWS by localstack, 2022-08-21
 */
export function checkRedrivePolicy(queues: Queues, source: Pick<Queue, 'name'>, text: string | undefined): void {
  if (text === undefined || text === '') return;
  const wrong = (reason: string): Error => invalidValue(text, 'RedrivePolicy', reason);
  const policy = parsed(text);
  if (!policy) throw wrong('Redrive policy is not a valid JSON map.');
  const { deadLetterTargetArn: arn, maxReceiveCount: count } = policy;
  if (arn === undefined) throw wrong('Redrive policy does not contain mandatory attribute: deadLetterTargetArn.');
  if (count === undefined) throw wrong('Redrive policy does not contain mandatory attribute: maxReceiveCount.');
  if (!Number.isInteger(Number(count)) || Number(count) < 1 || Number(count) > 1000)
    throw wrong(`Invalid value for maxReceiveCount: ${String(count)}, valid values are from 1 to 1000 both inclusive.`);
  if (typeof arn !== 'string' || nameInArn(arn) === undefined) throw wrong('Invalid value for deadLetterTargetArn.');
  const target = queues.atArn(arn);
  if (!target) throw wrong('Dead letter target does not exist.');
  if (isFifo(target) !== isFifo(source)) throw wrong('Dead-letter queue must be same type of queue as the source.');
  if (!allowsSource(target, queues.arnOf(source)))
    throw wrong('The redrive allow policy of the dead-letter queue does not allow this source.');
}

/** @throws ServiceError InvalidParameterValueException */
export function checkRedriveAllowPolicy(text: string | undefined): void {
  if (text === undefined || text === '') return;
  const policy = parsed(text);
  if (!policy) throw invalidValue(text, 'RedriveAllowPolicy', 'Redrive allow policy is not a valid JSON map.');
  const { redrivePermission, sourceQueueArns } = policy;
  if (!['allowAll', 'denyAll', 'byQueue'].includes(String(redrivePermission)))
    throw invalidValue(text, 'RedriveAllowPolicy', 'Invalid value for redrivePermission.');
  const listed = Array.isArray(sourceQueueArns) && sourceQueueArns.length >= 1 && sourceQueueArns.length <= 10;
  if ((redrivePermission === 'byQueue') !== (sourceQueueArns !== undefined) || (sourceQueueArns !== undefined && !listed))
    throw invalidValue(text, 'RedriveAllowPolicy', 'Invalid value for sourceQueueArns.');
}

function allowsSource({ attributes }: Queue, sourceArn: string): boolean {
  const { redrivePermission = 'allowAll', sourceQueueArns } = parsed(attributes.RedriveAllowPolicy ?? '{}') ?? {};
  if (redrivePermission === 'byQueue') return Array.isArray(sourceQueueArns) && sourceQueueArns.includes(sourceArn);
  return redrivePermission === 'allowAll';
}

/** The queues that send to this one what they could not get rid of. */
export function sourcesOf(queues: Queues, deadLetterQueue: Pick<Queue, 'name'>): readonly Queue[] {
  const arn = queues.arnOf(deadLetterQueue);
  return queues.all().filter((it) => redrivePolicyOf(it)?.deadLetterTargetArn === arn);
}

function parsed(text: string): { readonly [member: string]: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
