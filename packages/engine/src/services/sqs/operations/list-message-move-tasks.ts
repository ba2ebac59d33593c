import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { integer, string, structure } from '../../../protocol/shape.ts';
import { taskHandleOf } from '../move-task.ts';
import type { Queues } from '../queues.ts';
import { given, invalidValue, noSuchResource } from '../refusals.ts';

const input = structure('com.amazonaws.sqs.ListMessageMoveTasksRequest', { SourceArn: string(), MaxResults: integer() });

/** @source "ListMessageMoveTasks", Amazon SQS API reference */
export const listMessageMoveTasks: RpcOperation<Queues> = rpcOperation(
  'ListMessageMoveTasks',
  input,
  (queues: Queues, { SourceArn, MaxResults = 1 }) => {
    const sourceArn = given(SourceArn, 'SourceArn');
    if (!queues.atArn(sourceArn)) throw noSuchResource('SourceArn');
    if (MaxResults < 1 || MaxResults > 10) throw invalidValue(MaxResults, 'MaxResults', 'Must be between 1 and 10, if provided.');
    const tasks = queues.moveTasks.filter((it) => it.sourceArn === sourceArn).reverse();
    const Results = tasks.slice(0, MaxResults).map((task) => ({
      ...(task.status === 'RUNNING' && { TaskHandle: taskHandleOf(task) }),
      Status: task.status,
      SourceArn: task.sourceArn,
      DestinationArn: task.destinationArn,
      MaxNumberOfMessagesPerSecond: task.messagesPerSecond,
      ApproximateNumberOfMessagesMoved: task.moved,
      ApproximateNumberOfMessagesToMove: task.toMove,
      FailureReason: task.failureReason,
      StartedTimestamp: task.startedMs,
    }));
    return { Results };
  },
);
