import { type Queue, settingsOf } from './queue.ts';
import type { Queues } from './queues.ts';
import { unknownAttribute } from './refusals.ts';

/** Set only when somebody set them. */
const unset: readonly string[] = ['KmsDataKeyReusePeriodSeconds', 'KmsMasterKeyId', 'Policy', 'RedriveAllowPolicy', 'RedrivePolicy'];
const ofFifo: readonly string[] = ['ContentBasedDeduplication', 'DeduplicationScope', 'FifoQueue', 'FifoThroughputLimit'];

/** What GetQueueAttributes answers for these names, or `All`. @throws ServiceError InvalidAttributeName */
export function attributesOf(queues: Queues, queue: Queue, names: readonly string[]): { readonly [name: string]: string } {
  const all = { ...settingsOf(queue), ...computedOf(queues, queue) };
  if (names.includes('All')) return all;
  const known = new Set([...Object.keys(all), ...unset, ...ofFifo]);
  const unknown = names.find((it) => !known.has(it));
  if (unknown !== undefined) throw unknownAttribute(unknown);
  return Object.fromEntries(Object.entries(all).filter(([name]) => names.includes(name)));
}

function computedOf(queues: Queues, queue: Queue): { readonly [name: string]: string } {
  const now = queues.world.now();
  let [visible, notVisible, delayed] = [0, 0, 0];
  for (const { visibleAt, receiveCount } of queues.messagesOf(queue).all) {
    if (visibleAt <= now) visible += 1;
    else if (receiveCount > 0) notVisible += 1;
    else delayed += 1;
  }
  return {
    QueueArn: queues.arnOf(queue),
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesNotVisible: String(notVisible),
    ApproximateNumberOfMessagesDelayed: String(delayed),
    CreatedTimestamp: String(Math.floor(queue.createdMs / 1000)),
    LastModifiedTimestamp: String(Math.floor(queue.modifiedMs / 1000)),
  };
}
