import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { ServiceError } from '../../../protocol/service-error.ts';
import { string, structure } from '../../../protocol/shape.ts';
import { taskHandleOf } from '../move-task.ts';
import type { Queues } from '../queues.ts';
import { given, invalidParameter, noSuchResource } from '../refusals.ts';

const input = structure('com.amazonaws.sqs.CancelMessageMoveTaskRequest', { TaskHandle: string() });

/** @source "CancelMessageMoveTask", Amazon SQS API reference */
export const cancelMessageMoveTask: RpcOperation<Queues> = rpcOperation(
  'CancelMessageMoveTask',
  input,
  (queues: Queues, { TaskHandle }) => {
    const handle = given(TaskHandle, 'TaskHandle');
    const sourceArn = /"sourceArn":"([^"]*)"/.exec(Buffer.from(handle, 'base64').toString('utf8'))?.[1];
    if (sourceArn === undefined) throw invalidParameter('Value for parameter TaskHandle is invalid.');
    if (!queues.atArn(sourceArn)) throw noSuchResource('SourceArn');
    const task = queues.moveTasks.find((it) => taskHandleOf(it) === handle && it.status === 'RUNNING');
    if (!task) throw new ServiceError('ResourceNotFoundException', 'Task does not exist.', 404);
    task.status = 'CANCELLED';
    return { ApproximateNumberOfMessagesMoved: task.moved };
  },
);
