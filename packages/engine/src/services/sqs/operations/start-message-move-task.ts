import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { integer, string, structure } from '../../../protocol/shape.ts';
import { type MoveTask, taskHandleOf } from '../move-task.ts';
import type { Queues } from '../queues.ts';
import { sourcesOf } from '../redrive.ts';
import { given, invalidParameter, invalidValue, noSuchResource } from '../refusals.ts';
import { runMoveTask } from '../run-move-task.ts';

const input = structure('com.amazonaws.sqs.StartMessageMoveTaskRequest', {
  SourceArn: string(),
  DestinationArn: string(),
  MaxNumberOfMessagesPerSecond: integer(),
});

/** @source "StartMessageMoveTask", Amazon SQS API reference */
export const startMessageMoveTask: RpcOperation<Queues> = rpcOperation(
  'StartMessageMoveTask',
  input,
  (queues: Queues, { SourceArn, DestinationArn: destinationArn, MaxNumberOfMessagesPerSecond: messagesPerSecond }) => {
    const sourceArn = given(SourceArn, 'SourceArn');
    const source = queues.atArn(sourceArn);
    if (!source) throw noSuchResource('SourceArn');
    if (sourcesOf(queues, source).length === 0) throw invalidParameter('Source queue must be configured as a Dead Letter Queue.');
    if (destinationArn !== undefined && !queues.atArn(destinationArn)) throw noSuchResource('DestinationArn');
    if (messagesPerSecond !== undefined && (messagesPerSecond < 1 || messagesPerSecond > 500))
      throw invalidValue(messagesPerSecond, 'MaxNumberOfMessagesPerSecond', 'Must be between 1 and 500, if provided.');
    if (queues.moveTasks.some((it) => it.sourceArn === sourceArn && it.status === 'RUNNING'))
      throw invalidParameter('There is already a task running. Only one active task is allowed for a source queue arn at a given time.');
    const task: MoveTask = {
      id: queues.world.uuid(),
      sourceArn,
      destinationArn,
      messagesPerSecond,
      startedMs: queues.world.now(),
      toMove: [...queues.messagesOf(source).all].length,
      moved: 0,
      status: 'RUNNING',
      failureReason: undefined,
    };
    queues.moveTasks.push(task);
    runMoveTask(queues, task);
    return { TaskHandle: taskHandleOf(task) };
  },
);
