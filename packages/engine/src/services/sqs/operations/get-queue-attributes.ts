import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { list, string, structure } from '../../../protocol/shape.ts';
import { attributesOf } from '../attributes-of-queue.ts';
import type { Queues } from '../queues.ts';

const input = structure('com.amazonaws.sqs.GetQueueAttributesRequest', { QueueUrl: string(), AttributeNames: list(string()) });

/** @source "GetQueueAttributes", Amazon SQS API reference */
export const getQueueAttributes: RpcOperation<Queues> = rpcOperation(
  'GetQueueAttributes',
  input,
  (queues: Queues, { QueueUrl, AttributeNames = [] }) => {
    const attributes = attributesOf(queues, queues.atUrl(QueueUrl), AttributeNames);
    return Object.keys(attributes).length === 0 ? {} : { Attributes: attributes };
  },
);
