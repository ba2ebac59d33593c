import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { string, structure } from '../../../protocol/shape.ts';
import type { Queues } from '../queues.ts';
import { checkMessage, messageMembers, sendMessages } from '../send-message.ts';
import { senderIdOf } from '../sender-id.ts';

const input = structure('com.amazonaws.sqs.SendMessageRequest', { QueueUrl: string(), ...messageMembers });

/** @source "SendMessage", Amazon SQS API reference */
export const sendMessage: RpcOperation<Queues> = rpcOperation(
  'SendMessage',
  input,
  async (queues: Queues, { QueueUrl, ...asked }, call) => {
    const queue = queues.atUrl(QueueUrl);
    const [answer] = await sendMessages(queues, queue, [checkMessage(queue, asked)], {
      senderId: senderIdOf(call),
      traceHeader: call.traceHeader,
    });
    return answer;
  },
);
