import { ServiceError } from '../../protocol/service-error.ts';
import type { Message } from './message.ts';
import type { MoveTask } from './move-task.ts';
import type { Queue } from './queue.ts';
import type { Queues } from './queues.ts';
import { noSuchQueue } from './refusals.ts';

/** Moves one message after another, as fast as it may, without holding up its caller. */
export function runMoveTask(queues: Queues, task: MoveTask): void {
  const pauseMs = task.messagesPerSecond === undefined ? 0 : 1000 / task.messagesPerSecond;
  const next = async (): Promise<void> => {
    if (task.status !== 'RUNNING') return;
    try {
      const source = queues.atArn(task.sourceArn);
      if (!source) throw noSuchQueue();
      const [message] = queues.messagesOf(source).visible(1);
      if (!message || task.moved >= task.toMove) {
        task.status = 'COMPLETED';
        return;
      }
      await moveBack(queues, { source, message, destinationArn: task.destinationArn ?? message.deadLetterSourceArn });
      task.moved += 1;
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      task.status = 'FAILED';
      task.failureReason = 'AWS.SimpleQueueService.NonExistentQueue';
      return;
    }
    if (pauseMs === 0) await next();
    else queues.world.after(pauseMs, () => void next());
  };
  queues.world.after(pauseMs, () => void next());
}

/** In its new queue it is a new message. @source "Configure a dead-letter queue redrive", Amazon SQS developer guide */
async function moveBack(
  queues: Queues,
  { source, message, destinationArn }: { readonly source: Queue; readonly message: Message; readonly destinationArn: string | undefined },
): Promise<void> {
  const destination = destinationArn === undefined ? undefined : queues.atArn(destinationArn);
  if (!destination) throw noSuchQueue();
  const { world } = queues;
  const target = queues.messagesOf(destination);
  const { body, attributes, senderId, groupId, deduplicationId, traceHeader } = message;
  const moved: Message = {
    order: target.nextOrder(),
    messageId: world.uuid(),
    body,
    attributes,
    senderId,
    groupId,
    deduplicationId,
    traceHeader,
    sentAt: world.now(),
    visibleAt: world.now(),
    receiveCount: 0,
  };
  await queues.write([queues.messagesOf(source).remove(message), target.put(moved)]);
}
