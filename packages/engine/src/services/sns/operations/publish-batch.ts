import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { ServiceError } from '../../../protocol/service-error.ts';
import { list, string, structure } from '../../../protocol/shape.ts';
import { checkMessage, publish, publishedMembers } from '../publish.ts';
import { checkBatch } from '../publish-batch.ts';
import type { Topics } from '../topics.ts';

const input = structure('com.amazonaws.sns.PublishBatchInput', {
  TopicArn: string(),
  PublishBatchRequestEntries: list(structure('com.amazonaws.sns.PublishBatchRequestEntry', { Id: string(), ...publishedMembers })),
});

/** @source "PublishBatch", Amazon SNS API reference */
export const publishBatch: RpcOperation<Topics> = rpcOperation(
  'PublishBatch',
  input,
  async (topics: Topics, { TopicArn, PublishBatchRequestEntries: entries = [] }) => {
    const topic = topics.topic(TopicArn);
    const results = [];
    // One after the other: of a FIFO topic the order is theirs.
    for (const { Id, ...asked } of checkBatch(entries)) {
      try {
        results.push({ done: { Id, ...(await publish(topics, topic, checkMessage(topic, asked))) } });
      } catch (error) {
        if (!(error instanceof ServiceError)) throw error;
        results.push({ failed: { Id, Code: error.code, Message: error.message, SenderFault: error.status < 500 } });
      }
    }
    return { Successful: results.flatMap(({ done }) => done ?? []), Failed: results.flatMap(({ failed }) => failed ?? []) };
  },
);
