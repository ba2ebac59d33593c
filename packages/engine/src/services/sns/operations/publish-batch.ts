import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { list, string, structure } from '../../../protocol/shape.ts';
import { checkMessage, publish, publishedMembers } from '../publish.ts';
import { checkBatch, checkBatchSize } from '../publish-batch.ts';
import type { Topics } from '../topics.ts';

const input = structure('com.amazonaws.sns.PublishBatchInput', {
  TopicArn: string(),
  PublishBatchRequestEntries: list(structure('com.amazonaws.sns.PublishBatchRequestEntry', { Id: string(), ...publishedMembers })),
});

/**
 * One entry that is wrong fails the batch.
 *
 * @source "PublishBatch", Amazon SNS API reference; recorded on AWS by localstack, 2023-08-24
 */
export const publishBatch: RpcOperation<Topics> = rpcOperation(
  'PublishBatch',
  input,
  async (topics: Topics, { TopicArn, PublishBatchRequestEntries: entries = [] }, { traceHeader }) => {
    const topic = topics.topic(TopicArn);
    const messages = checkBatch(entries).map(({ Id, ...asked }) => ({ Id, ...checkMessage(topic, asked) }));
    checkBatchSize(messages);
    const Successful: object[] = [];
    // One after the other: of a FIFO topic the order is theirs.
    for (const { Id, ...message } of messages) Successful.push({ Id, ...(await publish(topics, topic, { ...message, traceHeader })) });
    return { Successful, Failed: [] };
  },
);
