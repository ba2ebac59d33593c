import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { list, string, structure } from '../../../protocol/shape.ts';
import { withPermission } from '../permissions.ts';
import type { Queues } from '../queues.ts';
import { given } from '../refusals.ts';

const input = structure('com.amazonaws.sqs.AddPermissionRequest', {
  QueueUrl: string(),
  Label: string(),
  AWSAccountIds: list(string()),
  Actions: list(string()),
});

/** @source "AddPermission", Amazon SQS API reference */
export const addPermission: RpcOperation<Queues> = rpcOperation(
  'AddPermission',
  input,
  async (queues: Queues, { QueueUrl, Label, AWSAccountIds, Actions }) => {
    const queue = queues.atUrl(QueueUrl);
    const permission = { label: given(Label, 'Label'), accountIds: AWSAccountIds ?? [], actions: Actions ?? [] };
    const attributes = { ...queue.attributes, Policy: withPermission(queues, queue, permission) };
    await queues.put({ ...queue, attributes, modifiedMs: queues.world.now() });
    return undefined;
  },
);
