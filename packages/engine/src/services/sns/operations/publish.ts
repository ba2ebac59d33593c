import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { ServiceError } from '../../../protocol/service-error.ts';
import { string, structure } from '../../../protocol/shape.ts';
import { checkMessage, maximumBytes, publishedMembers, publish as publishTo } from '../publish.ts';
import { invalidParameter } from '../refusals.ts';
import type { Topics } from '../topics.ts';

const input = structure('com.amazonaws.sns.PublishInput', {
  TopicArn: string(),
  TargetArn: string(),
  PhoneNumber: string(),
  ...publishedMembers,
});

/** @source "Publish", Amazon SNS API reference */
export const publish: RpcOperation<Topics> = rpcOperation(
  'Publish',
  input,
  async (topics: Topics, { TopicArn, TargetArn, PhoneNumber, ...asked }, { traceHeader }) => {
    if (PhoneNumber !== undefined && !/^\+?[1-9]\d{1,14}$/.test(PhoneNumber))
      throw invalidParameter(`PhoneNumber Reason: ${PhoneNumber} is not valid to publish to`);
    if (PhoneNumber !== undefined)
      throw new ServiceError('NotImplemented', 'gatewright sends no text messages. See docs/compatibility.md.', 501);
    const arn = TopicArn ?? TargetArn;
    if (arn === undefined) throw invalidParameter('TopicArn or TargetArn Reason: no value for required parameter');
    if (TopicArn === undefined && /^arn:[^:]+:sns:[^:]*:[^:]*:endpoint\//.test(arn))
      throw invalidParameter('TargetArn Reason: No endpoint found for the target arn specified');
    const topic = topics.topic(arn, TopicArn === undefined ? 'TargetArn' : 'TopicArn');
    const message = checkMessage(topic, asked);
    if (message.sizeBytes > maximumBytes) throw invalidParameter('Message too long');
    return publishTo(topics, topic, { ...message, traceHeader });
  },
);
