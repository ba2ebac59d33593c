import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { string, structure } from '../../../protocol/shape.ts';
import { withoutPermission } from '../permissions.ts';
import type { Queues } from '../queues.ts';
import { given } from '../refusals.ts';

const input = structure('com.amazonaws.sqs.RemovePermissionRequest', { QueueUrl: string(), Label: string() });

/** @source "RemovePermission", Amazon SQS API reference */
export const removePermission: RpcOperation<Queues> = rpcOperation(
  'RemovePermission',
  input,
  async (queues: Queues, { QueueUrl, Label }) => {
    const queue = queues.atUrl(QueueUrl);
    const { Policy, ...rest } = queue.attributes;
    const left = withoutPermission(Policy, given(Label, 'Label'));
    const attributes = { ...rest, ...(left !== undefined && { Policy: left }) };
    await queues.put({ ...queue, attributes, modifiedMs: queues.world.now() });
    return undefined;
  },
);
