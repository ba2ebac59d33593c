import type { Change } from '../../store/store.ts';
import type { Message } from './message.ts';
import { numberOf, type Queue } from './queue.ts';
import type { Queues } from './queues.ts';
import { redrivePolicyOf } from './redrive.ts';
import { noSuchQueue } from './refusals.ts';

export interface ReceiveRequest {
  readonly limit: number;
  readonly visibilitySeconds: number | undefined;
  readonly waitSeconds: number | undefined;
}

/**
 * Hands out messages and hides them for a while; waits for the first when there is none.
 *
 * @throws ServiceError QueueDoesNotExist when the queue is deleted meanwhile
 */
export async function receiveMessages(queues: Queues, queue: Queue, request: ReceiveRequest): Promise<readonly Message[]> {
  const { world } = queues;
  const messages = queues.messagesOf(queue);
  const deadline = world.now() + (request.waitSeconds ?? numberOf(queue, 'ReceiveMessageWaitTimeSeconds')) * 1000;
  for (;;) {
    const current = queues.get(queue.name);
    if (current?.id !== queue.id) throw noSuchQueue();
    const { received, changes } = takeVisible(queues, current, request);
    await queues.write(changes);
    const left = deadline - world.now();
    if (received.length > 0 || left <= 0) return received;
    await messages.news(left);
  }
}

function takeVisible(
  queues: Queues,
  queue: Queue,
  { limit, visibilitySeconds }: ReceiveRequest,
): { readonly received: readonly Message[]; readonly changes: readonly Change[] } {
  const { world } = queues;
  const messages = queues.messagesOf(queue);
  const changes: Change[] = [...messages.dropExpired(queue)];
  const hiddenMs = (visibilitySeconds ?? numberOf(queue, 'VisibilityTimeout')) * 1000;
  const now = world.now();
  const found = visibleOrBuried(queues, queue, { limit, changes });
  const received = found.map((message): Message => {
    const { receiveCount, firstReceivedAt = now } = message;
    return {
      ...message,
      receiveCount: receiveCount + 1,
      firstReceivedAt,
      lastReceivedAt: now,
      receiptId: world.uuid(),
      visibleAt: now + hiddenMs,
    };
  });
  changes.push(...received.map((it) => messages.put(it)));
  return { received, changes };
}

/** What can be handed out; messages that were received too often go to the dead-letter queue instead. */
function visibleOrBuried(
  queues: Queues,
  queue: Queue,
  { limit, changes }: { readonly limit: number; readonly changes: Change[] },
): readonly Message[] {
  const messages = queues.messagesOf(queue);
  const policy = redrivePolicyOf(queue);
  const target = policy && queues.atArn(policy.deadLetterTargetArn);
  for (;;) {
    const found = messages.visible(limit);
    const dead = policy && target ? found.filter((it) => it.receiveCount >= policy.maxReceiveCount) : [];
    if (!target || dead.length === 0) return found;
    const graves = queues.messagesOf(target);
    for (const message of dead) {
      changes.push(messages.remove(message));
      const { receiptId: _, ...moved } = message;
      changes.push(
        graves.put({ ...moved, order: graves.nextOrder(), visibleAt: queues.world.now(), deadLetterSourceArn: queues.arnOf(queue) }),
      );
    }
  }
}
