import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { map, string, structure } from '../../../protocol/shape.ts';
import { normalized, withAttributes } from '../queue-attributes.ts';
import type { Queues } from '../queues.ts';
import { checkRedriveAllowPolicy, checkRedrivePolicy } from '../redrive.ts';
import { given } from '../refusals.ts';

const input = structure('com.amazonaws.sqs.SetQueueAttributesRequest', { QueueUrl: string(), Attributes: map(string(), 'String') });

/** @source "SetQueueAttributes", Amazon SQS API reference */
export const setQueueAttributes: RpcOperation<Queues> = rpcOperation(
  'SetQueueAttributes',
  input,
  async (queues: Queues, { QueueUrl, Attributes }) => {
    const queue = queues.atUrl(QueueUrl);
    const asked = normalized(given(Attributes, 'Attribute.Name'));
    const attributes = withAttributes(queue, asked);
    checkRedrivePolicy(queues, queue, asked.RedrivePolicy);
    checkRedriveAllowPolicy(asked.RedriveAllowPolicy);
    await queues.put({ ...queue, attributes, modifiedMs: queues.world.now() });
    return undefined;
  },
);
