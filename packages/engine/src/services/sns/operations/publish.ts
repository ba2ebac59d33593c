import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { ServiceError } from '../../../protocol/service-error.ts';
import { string, structure } from '../../../protocol/shape.ts';
import { checkMessage, publishedMembers, publish as publishTo } from '../publish.ts';
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
  async (topics: Topics, { TopicArn, TargetArn, PhoneNumber, ...asked }) => {
    if (PhoneNumber !== undefined)
      throw new ServiceError('NotImplemented', 'gatewright sends no text messages. See docs/compatibility.md.', 501);
    const arn = TopicArn ?? TargetArn;
    if (arn === undefined) throw invalidParameter('TopicArn or TargetArn Reason: no value for required parameter');
    const topic = topics.topic(arn, TopicArn === undefined ? 'TargetArn' : 'TopicArn');
    return publishTo(topics, topic, checkMessage(topic, asked));
  },
);
